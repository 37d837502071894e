.parameter set @lang en
.read sql/audit.shell.sql
