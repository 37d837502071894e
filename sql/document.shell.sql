-- What report_md.shell.sql and report_html.shell.sql have in common: everything that they lay out, from one moment of the
-- database. What it is doing goes to stderr.
.load ./asistat
.read sql/language.shell.sql
.read sql/answers.sql
.read sql/pairs.sql
.read sql/quality.sql
.read sql/tables.sql
.system echo "report: reading the data" >&2
BEGIN;
.read sql/snapshot.sql
COMMIT;
.system echo "report: computing" >&2
.read sql/findings.sql
.read sql/figures.sql
.read sql/document.sql
.mode list
.headers off
.system echo "report: writing" >&2
