-- Prints the long report as one HTML file. For the sqlite3 shell, from the top of the project; @lang is id (default) or en:
--   sqlite3 -readonly -bail clinic.db '.parameter set @lang en' '.read sql/mapping.sql' '.read sql/report_html.shell.sql'
.read sql/document.shell.sql
.read sql/report_html.sql
SELECT text FROM asi_report_html WHERE lang = coalesce(@lang, 'id') ORDER BY line;
