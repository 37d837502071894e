-- Prints whether the intervention was given as planned. For the sqlite3 shell, from the top of the project:
--   sqlite3 -readonly -bail clinic.db '.parameter set @lang en' '.read sql/mapping.sql' '.read sql/adherence.shell.sql'
.load ./asistat
.read sql/language.shell.sql
.read sql/pairs.sql
.read sql/adherence.sql
.mode list
.headers off
SELECT text FROM asi_adherence_report WHERE lang = coalesce(@lang, 'id') ORDER BY line;
