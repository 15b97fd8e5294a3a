# Sourced by the lints: prints TAP.  Each finding is a comment line under its test.
set -u
LC_ALL=C.UTF-8
export LC_ALL
: "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${top_builddir:=$top_srcdir/build}"
cd "$top_srcdir" || exit 99
tap_n=0

# tap NAME FINDINGS: passes when FINDINGS is empty.
tap()
{
	tap_n=$((tap_n + 1))
	if [ -z "$2" ]; then
		echo "ok $tap_n - $1"
	else
		echo "not ok $tap_n - $1"
		printf '%s\n' "$2" | sed 's/^/# /'
	fi
}

tap_skip()
{
	tap_n=$((tap_n + 1))
	echo "ok $tap_n - $1 # SKIP $2"
}

tap_done()
{
	echo "1..$tap_n"
}

# Files of ours below the given folders whose names end in one of $1 ("c h"),
# sorted.  What a build leaves in the tree is never ours.
tap_files()
{
	tap_ends=$1
	shift
	tap_expr=
	for tap_end in $tap_ends; do
		tap_expr="$tap_expr${tap_expr:+ -o }-name *.$tap_end"
	done
	set -f
	# shellcheck disable=SC2086
	find "$@" \( -name node_modules -o -name build -o -name 'build-*' -o -name build-aux \
	    -o -name var -o -name _build -o -name _inst -o -name .git -o -name autom4te.cache \) -prune \
	    -o -type f \( $tap_expr \) -print | sort
	set +f
}
