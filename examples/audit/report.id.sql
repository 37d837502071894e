.parameter set @lang id
.read sql/audit.shell.sql
