-- Prints the audit of published numbers as a section of the report. For the sqlite3 shell, from the top of the project,
-- after sql/report.shell.sql or alone; @lang is id (default) or en:
--   sqlite3 -bail :memory: '.parameter set @lang en' '.read sql/audit.shell.sql'
.load ./asistat
.read sql/audit.sql
.mode list
.headers off
.print
SELECT text FROM asi_audit_report WHERE lang = coalesce(@lang, 'id') ORDER BY line;
