#!/bin/sh
# The lowest glibc that a library runs on: the newest version of a symbol that it asks for. Empty: no glibc at all.
set -eu
readelf -W --version-info "$1" 2>/dev/null | sed -n 's/.*Name: GLIBC_\([0-9][0-9.]*\).*/\1/p' | sort -uV | tail -n 1
