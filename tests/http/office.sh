# Sourced by tests/http/run, tests/browser/run and tests/demo/run (bash): a
# complete office (MariaDB, pools, nginx, by conf/demo) in a folder of its own.
#
# office_start [conf/demo options]: sets and exports
#	ANJUAN_URL	http://localhost:PORT
#	ANJUAN_DIR	the folder (conf/, log/, data/, secret/ …)
#	ANJUAN_ACCOUNTS	a file of lines "role<tab>account<tab>password"
#	ANJUAN_TREE	the source tree; ANJUAN_BUILD must be set: the built tree

ANJUAN_TREE=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
: "${ANJUAN_BUILD:=$ANJUAN_TREE/build/tests}"
export ANJUAN_TREE ANJUAN_BUILD

# A port nobody listens on, from a range no service is known for.
office_port()
{
	local port tries

	for ((tries = 0; tries < 200; tries++)); do
		port=$((20000 + RANDOM % 9000))
		(exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
	done
	echo "$port"
}

office_start()
{
	local port

	port=$(office_port)
	ANJUAN_DIR=$(mktemp -d "/tmp/anjuan office.XXXXXX")
	ANJUAN_URL=http://localhost:$port
	ANJUAN_ACCOUNTS=$ANJUAN_DIR/data/demo-accounts.tsv
	export ANJUAN_DIR ANJUAN_URL ANJUAN_ACCOUNTS
	trap office_stop EXIT
	trap 'exit 143' INT TERM HUP
	"$ANJUAN_TREE/conf/demo" start --dir "$ANJUAN_DIR" --port "$port" "$@" >"$ANJUAN_DIR.start" 2>&1 || {
		sed 's/^/# /' "$ANJUAN_DIR.start"
		return 1
	}
}

# Stops it; its logs are kept (in build/log) when $OFFICE_KEEP says where.
office_stop()
{
	[ -d "${ANJUAN_DIR:-}" ] || return 0
	"$ANJUAN_TREE/conf/demo" stop --dir "$ANJUAN_DIR" >/dev/null
	if [ -n "${OFFICE_KEEP:-}" ] && mkdir -p "$OFFICE_KEEP"; then
		cp "$ANJUAN_DIR"/log/* "$OFFICE_KEEP" 2>/dev/null
	fi
	rm -rf "$ANJUAN_DIR" "$ANJUAN_DIR.start"
}
