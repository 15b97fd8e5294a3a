# Sourced by conf/demo and tests/run: Debian packages, asked for only when missing.

# packages_missing LIST...: names on these lists that are not installed.
packages_missing()
{
	local package command

	cat "$@" | while read -r package command; do
		case $package in ''|'#'*) continue ;; esac
		[ -n "$command" ] && PATH=$PATH:/usr/sbin:/sbin command -v "$command" >/dev/null && continue
		dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
			echo "$package"
	done
}

# No packaged daemon starts while we install: policy-rc.d answers 101.  Whatever
# stood there before stands there again afterwards, also after a Ctrl-C.
packages_script='
policy=/usr/sbin/policy-rc.d
kept=/usr/sbin/policy-rc.d.before-anjuan
exec 9>/run/lock/anjuan-packages && flock 9 || exit 1
restore()
{
	rm -f "$policy"
	if [ -e "$kept" ]; then mv "$kept" "$policy"; fi
}
trap restore EXIT
trap "exit 130" INT TERM HUP
if [ -e "$policy" ] && [ ! -e "$kept" ]; then mv "$policy" "$kept"; fi
printf "#!/bin/sh\nexit 101\n" >"$policy" && chmod 755 "$policy" || exit 1
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND
apt-get -q update &&
apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 install "$@"
'

# packages_ensure LOG LIST...: installs what is missing; its words go to LOG.
packages_ensure()
{
	local log=$1 missing
	shift

	command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
		die "this is not a Debian system: install what ${1%/*}/packages.* list and run make yourself."
	missing=$(packages_missing "$@" | tr '\n' ' ')
	[ -n "$missing" ] || return 0
	may_be_root || die "these packages are missing and only root or a user with sudo can install them: $missing"
	say "Installing: $missing"
	# shellcheck disable=SC2086
	as_root sh -c "$packages_script" packages $missing >"$log" 2>&1 </dev/null || {
		if grep -qE 'Could not resolve|Temporary failure|Failed to fetch|Could not connect|Connection timed out|Network is unreachable' "$log"; then
			die "these packages are missing and the package server is out of reach: $missing"
		fi
		die "installing packages failed ($(last_words "$log")); all of it is in $log"
	}
	missing=$(packages_missing "$@" | tr '\n' ' ')
	[ -z "$missing" ] || die "these packages could not be installed: $missing(see $log)"
}
