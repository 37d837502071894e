#!/bin/sh
# Judges the Debian package in the folder $1: lintian finds nothing, it comes and goes with dpkg, and in between a bare
# `.load asistat` gives a number. As root; it refuses a machine that has the package already.
set -eu
package=libsqlite3-mod-asistat
deb=$(ls "$1/$package"_*.deb)
say() { echo "check-deb: $*"; }
fail() { say "$*"; exit 1; }

if dpkg-query -W "$package" >/dev/null 2>&1; then fail "$package is installed already: remove it first"; fi
[ "$(id -u)" = 0 ] || fail "dpkg -i needs root"
command -v lintian >/dev/null || fail "there is no lintian to judge the package"
lintian --allow-root --fail-on error,warning "$deb"
say "lintian finds no error and no warning"

dpkg -i "$deb" >/dev/null
trap 'dpkg -r "$package" >/dev/null' EXIT
cd /
number=$(sqlite3 -batch :memory: '.load asistat' 'SELECT wilcoxon_p(column1, column2) FROM (VALUES (9,13),(8,12),(7,11));')
[ "$number" = 0.25 ] || fail "instead of 0.25: $number"
quality=$(sqlite3 -batch :memory: '.read /usr/share/asistat/sql/schema.sql' '.read /usr/share/asistat/sql/mapping.sql' \
  '.read /usr/share/asistat/sql/quality.shell.sql' 2>&1) || fail "$quality"
dpkg -V "$package"
say "installed: .load asistat computes, and so do the scripts"

trap - EXIT
dpkg -P "$package" >/dev/null
[ ! -e /usr/share/asistat ] || fail "/usr/share/asistat stays"
if sqlite3 -batch :memory: '.load asistat' 2>/dev/null; then fail "it still loads"; fi
say "removed without a trace"
