# Sourced by conf/demo: processes of our own, each in its own session and known
# by its pid and start time, so that nobody else's process is ever signalled.
# RUN is the folder of the pid files ("pid starttime").

# process_start NAME LOG COMMAND...
process_start()
{
	local name=$1 log=$2
	shift 2

	setsid -- "$@" >>"$log" 2>&1 </dev/null 9>&- &
	process_note "$name" $!
}

# process_note NAME PID: remembers a process that runs already; a reader sees the
# old line or the new one, never half of one.
process_note()
{
	process_look "$2"
	printf '%s %s\n' "$2" "$START" >"$RUN/$1.pid.new" && mv -f "$RUN/$1.pid.new" "$RUN/$1.pid"
}

# Sets STATE and START of a pid from /proc; both empty when there is none.
process_look()
{
	local line

	STATE= START=
	read -r line 2>/dev/null <"/proc/$1/stat" || return 0
	# the name in brackets may hold blanks: cut up to its end
	# shellcheck disable=SC2086
	set -- ${line##*) }
	STATE=$1 START=${20}
} 2>/dev/null

# Whether NAME is alive; sets PID.
process_alive()
{
	local start

	PID= start=
	[ -r "$RUN/$1.pid" ] && read -r PID start <"$RUN/$1.pid" && [ -n "$PID" ] || return 1
	process_look "$PID"
	[ -n "$START" ] && [ "$START" = "$start" ] && [ "$STATE" != Z ]
}

# Sets LEFT to the pids of the session that NAME began, itself included: a
# killed master leaves its children there, and no other process can have that
# session as long as one of them lives.
process_session()
{
	local pid start

	LEFT=
	[ -r "$RUN/$1.pid" ] && read -r pid start <"$RUN/$1.pid" && [ -n "$pid" ] || return 0
	process_look "$pid"
	# the number may belong to somebody else by now, after a restart of the machine
	[ -z "$START" ] || [ "$START" = "$start" ] || return 0
	LEFT=$(cat /proc/[0-9]*/stat 2>/dev/null | awk -v session="$pid" -v start="${start:-0}" '
		{ pid = $1; sub(/.*\) /, "") }
		$4 == session && $1 != "Z" && $20 + 0 >= start + 0 { print pid }')
}

# process_stop NAME SIGNAL SECONDS: asks, waits, then ends what is left of the session.
process_stop()
{
	local name=$1 signal=$2 tries=$(($3 * 20))

	if process_alive "$name"; then
		kill "-$signal" "$PID" 2>/dev/null
		while [ "$tries" -gt 0 ] && process_alive "$name"; do
			sleep 0.05
			tries=$((tries - 1))
		done
	fi
	process_sweep "$name"
	rm -f "$RUN/$name.pid"
}

# Ends what a dead or stubborn NAME left behind: TERM, five seconds, KILL.
process_sweep()
{
	local tries=100

	process_session "$1"
	[ -n "$LEFT" ] || return 0
	# shellcheck disable=SC2086
	kill -TERM $LEFT 2>/dev/null
	while [ "$tries" -gt 0 ]; do
		process_session "$1"
		[ -n "$LEFT" ] || return 0
		sleep 0.05
		tries=$((tries - 1))
	done
	# shellcheck disable=SC2086
	kill -KILL $LEFT 2>/dev/null
}
