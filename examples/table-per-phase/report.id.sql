.read examples/table-per-phase/import.shell.sql
.read sql/answers.sql
.read examples/table-per-phase/mapping.sql
.read sql/report.shell.sql
.read sql/audit.shell.sql
