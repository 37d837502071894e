.read examples/oxytocin-massage/import.shell.sql
.read sql/mapping.sql
.read sql/report.shell.sql
.read sql/audit.shell.sql
