-- A spreadsheet with most of the faults that occur: who is analysed, and each fault with its line, in both languages.
.parameter set @sheet 'examples/spreadsheet/faulty.csv'
.read sql/spreadsheet.shell.sql
.read sql/quality.shell.sql
.print
SELECT text FROM asi_quality_report WHERE lang = 'en' ORDER BY line;
