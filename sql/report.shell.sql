-- Prints the report of the open database, which stays as it is. For the sqlite3 shell, from the top of the project:
--   sqlite3 -readonly -bail clinic.db '.parameter set @lang en' '.read sql/mapping.sql' '.read sql/report.shell.sql'
-- @lang is id (default) or en. The mapping comes first because a clinic may have its own.
.load ./asistat
.read sql/language.shell.sql
.read sql/pairs.sql
.read sql/tables.sql
.read sql/report.sql
.mode list
.headers off
SELECT text FROM asi_report WHERE lang = coalesce(@lang, 'id') ORDER BY line;
