#!/bin/sh
# Prints or writes what make report, make quality, make adherence and make reliability say of a study:
#
#   DB=clinic.db sh sql/study.sh report
#   SHEET=ibu.csv FORMAT=html OUT=laporan.html REPORT_LANG=en sh sql/study.sh report
#
# All but the verb comes from the environment; what is empty counts as not given:
#   DB           a database, which is only read
#   SHEET        a spreadsheet saved as CSV, a line per respondent
#   MAPPING      says where the rows are: sql/mapping.sql, or sql/spreadsheet.shell.sql for a SHEET
#   FORMAT       text, or one that has a file sql/VERB_FORMAT.shell.sql
#   OUT          the file to write; without it text is printed, and other formats go to a file beside CLINIC
#   REPORT_LANG  one of asi_language, id
#   CLINIC       the example clinic, for when there is neither DB nor SHEET: .build/clinic.db
#
#  (1) The name of a file is nothing but a name. It may hold blanks, quotes, backticks, dollar signs, backslashes, and begin
#      with a dash: no shell runs it, SQLite gets it as a value or in quotes. Only a line end in it is refused.
#  (2) OUT is written whole, or what stood there stays. Refused is what exists and is no plain file, and every file read.
#  (3) Exit status: 0 all of it has arrived; 1 so it has, and quality has found nobody; 2 there is nothing, or a part.
#      Why, and what is being done, goes to stderr.
set -u
verb=${1:-}
say() { printf '%s: %s\n' "${verb:-study.sh}" "$*" >&2; }
give_up() { say "$*"; exit 2; }
is_one_of() { # a word, words
  word=$1
  shift
  for one; do [ "$word" = "$one" ] && return 0; done
  return 1
}
line_end='
'

# ---- what is given ----

# Absolute, a name begins with no dash and means nothing else to SQLite, as :memory: and file: do.
name_files() {
  here=$(pwd)
  for name in DB SHEET MAPPING OUT CLINIC; do
    eval "value=\${$name:-}"
    case $value in
      *"$line_end"*) give_up "$name holds a line end; give the file another name" ;;
      "" | /*) ;;
      *) value=$here/$value ;;
    esac
    eval "$name=\$value"
  done
}

fill_in() {
  FORMAT=${FORMAT:-text}
  REPORT_LANG=${REPORT_LANG:-id}
  CLINIC=${CLINIC:-$(pwd)/.build/clinic.db}
  given=$DB$SHEET
  [ -n "$given" ] || DB=$CLINIC
  mapping=sql/mapping.sql
  [ -z "$SHEET" ] || mapping=sql/spreadsheet.shell.sql
  MAPPING=${MAPPING:-$mapping}
  [ "$FORMAT" = text ] || OUT=${OUT:-$(dirname "$CLINIC")/report.$REPORT_LANG.$FORMAT}
}

judge_format() {
  formats=text
  for file in sql/"$verb"_*.shell.sql; do
    [ -e "$file" ] || continue # the pattern itself, when there is none
    format=${file#"sql/${verb}_"}
    formats="$formats ${format%.shell.sql}"
  done
  is_one_of "$FORMAT" $formats && return
  [ "$formats" = text ] && give_up "FORMAT is text; only report has others, not $FORMAT"
  give_up "FORMAT is one of $formats, not $FORMAT"
}

judge_language() {
  languages=$(sqlite3 -batch -bail -init /dev/null :memory: '.read sql/quality.sql' \
    "SELECT group_concat(lang, ' ') FROM asi_language") || give_up "needs the sqlite3 shell, 3.38 or newer"
  is_one_of "$REPORT_LANG" $languages || give_up "REPORT_LANG is one of $languages, not $REPORT_LANG"
}

judge_file() { # the name of its variable, the file
  [ -e "$2" ] || give_up "$1=$2: there is no such file"
  [ -f "$2" ] || give_up "$1=$2 is no plain file"
  [ -r "$2" ] || give_up "$1=$2 may not be read"
}

judge_database() {
  judge_file DB "$DB"
  [ -s "$DB" ] || give_up "DB=$DB is empty"
  [ "$(head -c 15 "$DB" | tr -d '\000')" = "SQLite format 3" ] ||
    give_up "DB=$DB is no SQLite database; a spreadsheet saved as CSV is given as SHEET=file.csv"
}

# Leaves OUT as the file that a link leads to, in a folder that is there.
judge_out() {
  case $OUT in */) give_up "OUT=$OUT is a folder" ;; esac
  [ ! -e "$OUT" ] || [ -f "$OUT" ] || give_up "OUT=$OUT exists and is no plain file"
  for file in "$DB" "$SHEET" "$MAPPING" "$CLINIC" sql/* examples/*/* asistat.* Makefile; do
    if [ "$OUT" -ef "$file" ]; then give_up "OUT=$OUT is $file, which is read"; fi
  done
  mkdir -p "$(dirname "$OUT")" || give_up "OUT=$OUT: its folder cannot be made"
  OUT=$(readlink -f "$OUT") || give_up "OUT is a link that leads nowhere"
  database=$(readlink -f "$DB")
  if is_one_of "$OUT" "$database-wal" "$database-shm" "$database-journal"; then give_up "OUT=$OUT is a part of DB"; fi
}

# ---- what SQLite does ----

as_sql() { printf '%s\n' "$1" | LC_ALL=C sed "s/'/''/g; s/^/'/; s/\$/'/"; }
as_word() { printf '%s\n' "$1" | LC_ALL=C sed 's/[\\"]/\\&/g; s/^/"/; s/$/"/'; } # of a dot-command

# A page goes to descriptor 4, and what is printed meanwhile to stderr; text is what is printed.
study() { sqlite3 -batch -bail -readonly -init /dev/null "${DB:-:memory:}" "$@"; }
lay_out() { if [ "$FORMAT" = text ]; then study "$@"; else study "$@" 4>&1 >&2; fi; }

# Writes the file $part, and prints why there is nothing to report, or ! where something failed. Both have to say that all
# went well: sqlite3 does not look whether what it prints arrives, cat does.
write_part() {
  exec 3>&1
  { lay_out "$@" || echo ! >&3; } | cat > "$part" || echo ! >&3
}

# Sets reasons to what write_part prints.
write_study() {
  set -- '.parameter init' \
    "INSERT INTO temp.sqlite_parameters VALUES ('@lang', $(as_sql "$REPORT_LANG")), ('@sheet', $(as_sql "$SHEET"))" \
    '.read sql/answers.sql' ".read $(as_word "$MAPPING")" '.read sql/nobody.shell.sql'
  case $FORMAT in
    text) set -- "$@" ".read sql/$verb.shell.sql" ;;
    *) set -- "$@" '.output /dev/fd/4' ".read sql/${verb}_$FORMAT.shell.sql" ;;
  esac
  case $verb-$FORMAT-$given in # what is said of the example clinic alone
    report-text-) set -- "$@" '.read sql/audit.shell.sql' ;;
    reliability-text-) set -- "$@" ".print 'Jawaban per butir klinik contoh ini rekaan. / The answers per item of this example clinic are invented.'" ;;
  esac
  [ "$verb" != report ] || set -- "$@" '.output /dev/fd/3' 'SELECT text FROM asi_no_report WHERE lang = @lang'
  reasons=$(write_part "$@")
}

judge_study() {
  case $line_end$reasons$line_end in
    *"$line_end!$line_end"*)
      [ "$MAPPING" != sql/mapping.sql ] || say "DB has the tables of sql/schema.sql, or comes with MAPPING=file.sql"
      give_up "failed, for the reason above" ;;
  esac
  if [ -n "$reasons" ] && [ "$verb" != quality ]; then
    printf '%s\n' "$reasons" >&2
    give_up "there is nothing to report in ${SHEET:-$DB}"
  fi
  [ -s "$part" ] || give_up "nothing was written"
}

deliver() {
  if [ -z "$OUT" ]; then
    cat "$part" || exit 2
    return
  fi
  chmod "=rw" "$part" && mv -f "$part" "$OUT" || give_up "cannot write OUT=$OUT" # as the umask wants it
  say "$OUT"
}

name_files
cd "$(dirname "$0")/.." || exit 2
is_one_of "$verb" report quality adherence reliability || give_up "usage: sh sql/study.sh report|quality|adherence|reliability"
fill_in
judge_format
judge_language
[ -z "$DB" ] || judge_database
[ -z "$SHEET" ] || judge_file SHEET "$SHEET"
judge_file MAPPING "$MAPPING"
[ -z "$OUT" ] || judge_out

part=
trap 'rm -f "$part"' EXIT
trap 'exit 2' HUP INT TERM
folder=${TMPDIR:-/tmp}
[ -z "$OUT" ] || folder=$(dirname "$OUT")
part=$(mktemp "$folder/.asistat.XXXXXX") || give_up "cannot write to the folder $folder"
write_study
judge_study
deliver
[ -z "$reasons" ] || exit 1
