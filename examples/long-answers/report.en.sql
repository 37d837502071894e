.parameter set @lang en
.read examples/long-answers/import.shell.sql
.read sql/answers.sql
.read examples/long-answers/mapping.sql
.read sql/report.shell.sql
.read sql/audit.shell.sql
