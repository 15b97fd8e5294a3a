#!/bin/sh
# Makes configure from a clone: run once, then configure out of tree.
set -e
cd "$(dirname "$0")"
mkdir -p build-aux
cp "$(automake --print-libdir)/tap-driver.sh" build-aux/
exec autoreconf --install --force
