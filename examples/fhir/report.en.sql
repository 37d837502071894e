.parameter set @lang en
.read examples/fhir/import.shell.sql
.read sql/answers.sql
.read examples/fhir/mapping.sql
.read sql/report.shell.sql
.read sql/audit.shell.sql
