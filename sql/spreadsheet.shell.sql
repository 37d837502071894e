-- Reads a spreadsheet saved as CSV (@sheet, its path) for the report, the quality checks and all else that follows a
-- mapping. For the sqlite3 shell, from the top of the project; nothing is kept but what the connection holds in TEMP:
--   sqlite3 -bail :memory: ".parameter set @sheet \"'ibu.csv'\"" '.read sql/spreadsheet.shell.sql' '.read sql/report.shell.sql'
.load ./asistat
CREATE TEMP TABLE asi_sheet AS SELECT readfile(@sheet) AS content;
.read sql/answers.sql
.read sql/spreadsheet.sql
