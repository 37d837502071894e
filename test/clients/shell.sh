#!/bin/sh
# The sqlite3 shell, a process per row, all on one database file.
extension=$1 scenario=$2
shell=${SQLITE3:-sqlite3}
db=$(mktemp)
trap 'rm -f "$db"' EXIT

ask() {
  "$shell" -batch -init /dev/null -nullvalue NULL "$db" ".load $extension" "$1" 2>&1 | tr '\n' ' '
}

printf 'client\t%s\t%s\n' "$("$shell" --version | cut -d' ' -f1)" "$("$shell" --version | cut -d' ' -f1)"
tab=$(printf '\t')
grep -v '^#' "$scenario" | while IFS="$tab" read -r kind name sql expected; do
  printf '%s\t%s\n' "$name" "$(ask "$sql")"
done
