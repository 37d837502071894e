-- Reads a spreadsheet saved as CSV (@sheet, its path) for the report, the quality checks and all else that follows a
-- mapping, and says when something in it is wrong. For the sqlite3 shell, from the top of the project; nothing is kept but
-- what the connection holds in TEMP:
--   sqlite3 -bail :memory: ".parameter set @sheet \"'ibu.csv'\"" '.read sql/spreadsheet.shell.sql' '.read sql/report.shell.sql'
.load ./asistat
CREATE TEMP TABLE asi_sheet AS SELECT readfile(@sheet) AS content;
.read sql/answers.sql
.read sql/spreadsheet.sql
.read sql/quality.sql
.mode list
.headers off
SELECT iif(coalesce(@lang, 'id') = 'id', printf('PERHATIAN: kesalahan %d, peringatan %d dalam data; make quality menyebutkannya.', n_error, n_warning),
           printf('ATTENTION: errors %d, warnings %d in the data; make quality names them.', n_error, n_warning)) || char(10)
FROM asi_quality_verdict
WHERE n_error + n_warning > 0;
