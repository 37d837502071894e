-- Prints whether the questionnaire is sound, item by item. For the sqlite3 shell, from the top of the project; alone
-- or after the report:
--   sqlite3 -readonly -bail clinic.db '.parameter set @lang en' '.read sql/mapping.sql' '.read sql/reliability.shell.sql'
.load ./asistat
.read sql/language.shell.sql
.read sql/answers.sql
.read sql/reliability.sql
.mode list
.headers off
SELECT text FROM asi_soundness_report WHERE lang = coalesce(@lang, 'id') ORDER BY line;
