# Sourced by the tests of the batch program (sh): TAP, a server of one's own, configurations.
#
#	. "$(dirname "$0")/batch.sh"
#	batch_server [--schema] "$@"	# begins the script again under with-mariadb
#	anjuan work seed		# the program under an account's configuration
#	is "what" "$got" "$wanted"
#	batch_done
set -u
: "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${top_builddir:=.}"
export top_srcdir top_builddir
ANJUAN=$top_builddir/batch/anjuan
tap_n=0 tap_bad=0

batch_server()
{
	[ -z "${ANJUAN_TEST_SOCKET:-}" ] || return 0
	PATH=$PATH:/usr/sbin:/sbin command -v mariadbd >/dev/null || {
		echo "1..0 # SKIP there is no mariadbd"
		exit 0
	}
	case ${1:-} in
	--schema) shift; exec "$top_srcdir/tests/db/with-mariadb" --schema sh "$0" "$@" ;;
	*) exec "$top_srcdir/tests/db/with-mariadb" sh "$0" "$@" ;;
	esac
}

# One account's configuration file; "$3" and on are more lines.
batch_conf()
{
	mkdir -p "$ANJUAN_TEST_DIR/office" "$ANJUAN_TEST_DIR/keys" || exit 99
	cat >"$ANJUAN_TEST_DIR/$1.conf" <<END
db_socket = $ANJUAN_TEST_SOCKET
db_name = ${2:-anjuan}
db_user = $(case $1 in owner|root) echo "$1" ;; *) echo "anjuan_batch_$1" ;; esac | sed 's/^owner$/anjuan_owner/')
data_dir = $ANJUAN_TEST_DIR/office
key_dir = $ANJUAN_TEST_DIR/keys
template_dir = $top_srcdir/templates
END
}

anjuan()
{
	batch_account=$1
	shift
	"$ANJUAN" -c "$ANJUAN_TEST_DIR/$batch_account.conf" "$@"
}

# sql STATEMENT: as root, rows with tabs.
sql()
{
	mariadb --no-defaults --default-character-set=utf8mb4 --socket="$ANJUAN_TEST_SOCKET" --user=root \
	    --skip-column-names --batch "${DATABASE:-anjuan}" --execute="$1"
}

tap_line()
{
	tap_n=$((tap_n + 1))
	if [ "$1" = 0 ]; then
		echo "ok $tap_n - $2"
	else
		echo "not ok $tap_n - $2"
		tap_bad=1
	fi
}

# is NAME GOT WANTED
is()
{
	if [ "$2" = "$3" ]; then
		tap_line 0 "$1"
	else
		tap_line 1 "$1"
		printf '%s\n' "$2" | head -n 20 | sed 's/^/# got    /'
		printf '%s\n' "$3" | head -n 20 | sed 's/^/# wanted /'
	fi
}

# like NAME GOT PATTERN
like()
{
	if printf '%s\n' "$2" | grep -qE "$3"; then
		tap_line 0 "$1"
	else
		tap_line 1 "$1"
		printf '%s\n' "$2" | head -n 20 | sed 's/^/# got    /'
		echo "# pattern $3"
	fi
}

# between NAME NUMBER FROM TO
between()
{
	if awk -v n="$2" -v from="$3" -v to="$4" 'BEGIN { exit !(n >= from && n <= to) }'; then
		tap_line 0 "$1"
	else
		tap_line 1 "$1: $2 is not between $3 and $4"
	fi
}

batch_done()
{
	echo "1..$tap_n"
	exit "$tap_bad"
}
