# Sourced by conf/demo and tests/run (bash).
export LC_ALL=C.UTF-8
umask 022

say()
{
	printf '%s\n' "$*"
}

# One clear sentence, and out.  A full disk is told before anything else: it
# makes every other step fail with a message about something else.
die()
{
	local where

	for where in "${DISKS[@]:-}"; do
		if [ -d "$where" ] && [ "$(free_mb "$where")" -lt 16 ]; then
			printf '%s: the disk that holds %s is full.\n' "${0##*/}" "$where" >&2
			exit 1
		fi
	done
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit 1
}

# Folders that die() looks at when something failed.
DISKS=()

free_mb()
{
	df -Pm "$1" 2>/dev/null | awk 'NR == 2 { print $4 }'
}

# The last line of a log that says something, for an error's sentence.
last_words()
{
	if grep -qaiE 'no space left|disk (is )?full|err(no|or):? *28([^0-9]|$)' "$1" 2>/dev/null; then
		echo "the disk is full"
		return
	fi
	tail -n 50 "$1" 2>/dev/null | grep -aiE 'error|fatal|fail|cannot|denied|E:' | tail -n 1 | cut -c1-300
}

# Runs a command as root: as we are, or through sudo.
as_root()
{
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif [ -t 0 ]; then
		sudo "$@"
	else
		sudo -n "$@"
	fi
}

may_be_root()
{
	[ "$(id -u)" = 0 ] && return 0
	command -v sudo >/dev/null || return 1
	[ -t 0 ] || sudo -n true 2>/dev/null
}
