.parameter set @sheet 'examples/spreadsheet/ibu.csv'
.read examples/spreadsheet/study.sql
.read sql/spreadsheet.shell.sql
.read sql/report.shell.sql
.read sql/audit.shell.sql
