#!/bin/sh
# The pages of every clinic and month, for cron:
#
#   examples/monthly/monthly.sh DATABASE FOLDER [id|en]
#   0 5 1 * *  /srv/asistat/examples/monthly/monthly.sh /srv/clinics.db /srv/pages id 2>>/var/log/asistat.log
#
#  (1) FOLDER gets CLINIC-MONTH.txt (the report), summary.csv (a line each) and quality.txt. All of them show one moment:
#      the database is open read-only and in one transaction, so an app may go on writing (WAL), and nothing is written to it.
#      FOLDER changes only when all pages are there.
#  (2) Exit status: 0 the data passed the quality checks, 1 they did not (the pages are there all the same, quality.txt says
#      what is wrong), 2 there are no pages.
#  (3) What it is doing goes to stderr.
#
# MAPPING=file.sql is a mapping of your own, with asi_visit and asi_choice as in mapping.sql; ASISTAT=path the extension.
set -u
say() { echo "monthly: $*" >&2; }
give_up() { say "$*"; exit 2; }

[ $# -ge 2 ] || give_up "usage: monthly.sh DATABASE FOLDER [id|en]"
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
[ -r "$1" ] || give_up "cannot read the database $1"
database=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
mkdir -p "$2" && folder=$(cd "$2" && pwd) || give_up "cannot make the folder $2"
lang=${3:-id}
case $lang in id | en) ;; *) give_up "the language is id or en, not $lang" ;; esac

stage=$(mktemp -d "$folder/.monthly.XXXXXX") || give_up "cannot write to $folder"
steps=$(mktemp) || give_up "cannot make a temporary file"
trap 'rm -rf "$stage" "$steps"' EXIT
trap 'exit 2' HUP INT TERM
cd "$top" || exit 2

say "reading $database"
# Each line of output is a file name, a tab, and a line of that file; awk takes them apart. Clinic and month become part of
# names and of SQL below, so only those made of letters, digits, dots and dashes do; others are an error of quality.sql.
sqlite3 -batch -bail -readonly -init /dev/null "$database" <<SQL | STAGE=$stage awk -F '\t' '{ print substr($0, length($1) + 2) > (ENVIRON["STAGE"] "/" $1) }'
.timeout 10000
.load "${ASISTAT:-./asistat}"
.mode list
BEGIN;
.read sql/answers.sql
.read "${MAPPING:-examples/monthly/mapping.sql}"
.read sql/pairs.sql
.read sql/tables.sql
.read sql/report.sql
.read sql/quality.sql
.read sql/monthly.sql
.system echo "monthly: checking the data" >&2
SELECT 'quality.txt' || char(9) || replace(text, char(10), ' ') FROM asi_quality_report WHERE lang = '$lang' ORDER BY line;
SELECT '.passed' || char(9) || passed FROM asi_quality_verdict;
.system echo "monthly: summing up" >&2
SELECT 'summary.csv' || char(9) || 'clinic,month,respondents,pairs,pre_median,post_median,change,low,high,p';
CREATE TEMP TABLE page AS SELECT * FROM asi_monthly WHERE clinic GLOB '[A-Za-z0-9]*' AND clinic NOT GLOB '*[^A-Za-z0-9._-]*';
SELECT printf('summary.csv%s%s,%s,%d,%d,%s,%s,%s,%s,%s,%s', char(9), clinic, month, n_respondent, n, pre_median, post_median,
              change, change_low, change_high, p) FROM page ORDER BY clinic, month;
.output $steps
SELECT printf('UPDATE asi_choice SET clinic = %Q, month = %Q;
.system echo "monthly: page %s %s" >&2
SELECT %Q || char(9) || replace(text, char(10), '' '') FROM asi_report WHERE lang = %Q ORDER BY line;', clinic, month, clinic, month,
              clinic || '-' || month || '.txt', '$lang') FROM page ORDER BY clinic, month;
.output
.read $steps
SELECT '.done' || char(9) || count(*) FROM page;
COMMIT;
SQL
[ $? -eq 0 ] || give_up "no pages: cannot write to $folder"
[ -f "$stage/.done" ] || give_up "no pages: the database could not be read as expected"

mv -f "$stage"/*.* "$folder"/ || give_up "cannot write to $folder"
pages=$(cat "$stage/.done")
if [ "$(cat "$stage/.passed")" = 1 ]; then
  say "$pages pages in $folder; the data passed"
else
  say "$pages pages in $folder; the data did NOT pass, see quality.txt"
  exit 1
fi
