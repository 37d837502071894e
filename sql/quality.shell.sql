-- Prints the flow of participants and what is wrong with the data. For the sqlite3 shell, from the top of the project:
--   sqlite3 -readonly -bail clinic.db '.parameter set @lang en' '.read sql/mapping.sql' '.read sql/quality.shell.sql'
.load ./asistat
.read sql/language.shell.sql
.read sql/answers.sql
.read sql/quality.sql
.mode list
.headers off
SELECT text FROM asi_quality_report WHERE lang = coalesce(@lang, 'id') ORDER BY line;
