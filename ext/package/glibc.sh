#!/bin/sh
# The lowest glibc that a library runs on: the newest version of a symbol that it asks for.
set -eu
objdump -T "$1" | sed -n 's/.*GLIBC_\([0-9][0-9.]*\).*/\1/p' | sort -uV | tail -n 1
