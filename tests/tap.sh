# Sourced by tests/run, tests/http/run and tests/browser/run (bash): several
# programs that print TAP become one.

TAP_N=0 TAP_PASS=0 TAP_FAIL=0 TAP_SKIP=0

# tap_result ok|not NAME [SKIP-REASON]: one line of our own.
tap_result()
{
	TAP_N=$((TAP_N + 1))
	case $1$([ $# -gt 2 ] && echo skip) in
	ok) TAP_PASS=$((TAP_PASS + 1)); echo "ok $TAP_N - $2" ;;
	okskip) TAP_SKIP=$((TAP_SKIP + 1)); echo "ok $TAP_N - $2 # SKIP $3" ;;
	*) TAP_FAIL=$((TAP_FAIL + 1)); echo "not ok $TAP_N - $2" ;;
	esac
}

# tap_run NAME SECONDS COMMAND...: runs a program and takes its lines over,
# numbered on.  A plan that is not kept, a status that says failure without a
# failed test, and a time-out count as one failure each.
tap_run()
{
	local name=$1 seconds=$2 line text plan='' seen=0 failed=0 status out
	shift 2

	out=$(mktemp)
	timeout -k 10 "$seconds" "$@" >"$out" </dev/null
	status=$?
	while IFS= read -r line; do
		case $line in
		'ok '*|'not ok '*|'not ok'|'ok')
			seen=$((seen + 1))
			text=$(sed -E 's/^(not )?ok *[0-9]* *-? *//' <<<"$line")
			case $line in
			*'# SKIP'*|*'# skip'*) tap_result ok "$name: ${text%% #*}" "${text#*# [Ss][Kk][Ii][Pp]}" ;;
			not*) failed=1; tap_result not "$name: $text" ;;
			*) tap_result ok "$name: $text" ;;
			esac
			;;
		1..0*) plan=0; tap_result ok "$name" "${line#*# SKIP}" ;;
		1..*) plan=${line#1..}; plan=${plan%% *} ;;
		'Bail out!'*) failed=1; tap_result not "$name: $line" ;;
		*) printf '%s\n' "$line" ;;
		esac
	done <"$out"
	rm -f "$out"
	if [ "$status" = 124 ] || [ "$status" = 137 ]; then
		tap_result not "$name: still running after $seconds seconds"
	elif [ -z "$plan" ] || [ "$plan" != "$seen" ]; then
		tap_result not "$name: planned ${plan:-nothing}, ran $seen (status $status)"
	elif [ "$status" != 0 ] && [ "$failed" = 0 ]; then
		tap_result not "$name: ended with status $status"
	fi
}

# The plan, at the end; false when something failed.
tap_end()
{
	echo "1..$TAP_N"
	[ "$TAP_FAIL" = 0 ] && [ "$TAP_N" -gt 0 ]
}
