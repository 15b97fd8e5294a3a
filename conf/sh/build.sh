# Sourced by conf/demo and tests/run: configure and build out of tree.

# build_tree TREE BUILD LOG [CONFIGURE-OPTION...]: everything up to date in
# BUILD (below TREE, since configure takes only a source path without blanks:
# a relative one).  Two at a time wait for each other.
build_tree()
{
	local tree=$1 build=$2 log=$3 source
	shift 3

	mkdir -p "$build" || die "cannot make the folder $build"
	(
		exec 8>"$tree/build/.lock" && flock 8 || exit 1
		if [ ! -x "$tree/configure" ] || [ ! -e "$tree/Makefile.in" ] || [ ! -e "$tree/build-aux/tap-driver.sh" ]; then
			"$tree/autogen.sh" || exit 1
		fi
		cd "$build" || exit 1
		source=$(realpath --relative-to=. "$tree")
		if [ ! -e Makefile ] || [ "$(cat .options 2>/dev/null)" != "$*" ]; then
			"$source/configure" -q "$@" || exit 1
			printf '%s\n' "$*" >.options
		fi
		make -s -j"$(nproc)" all
	) >"$log" 2>&1 </dev/null 8>&-
}
