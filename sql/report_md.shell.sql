-- Prints the long report as Markdown. For the sqlite3 shell, from the top of the project; @lang is id (default) or en:
--   sqlite3 -readonly -bail clinic.db '.parameter set @lang en' '.read sql/mapping.sql' '.read sql/report_md.shell.sql'
.read sql/document.shell.sql
.read sql/report_md.sql
SELECT text FROM asi_report_md WHERE lang = coalesce(@lang, 'id') ORDER BY line;
