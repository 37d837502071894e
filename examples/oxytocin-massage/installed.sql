-- The views kept in the database file instead of in the connection, and a schema that is not trusted: the same table.
PRAGMA trusted_schema = OFF;
.load ./asistat
.read examples/oxytocin-massage/import.shell.sql
.read "|cat sql/mapping.sql sql/pairs.sql sql/tables.sql sql/report.sql | sed 's/^CREATE TEMP /CREATE /'"
.mode list
SELECT count(*) || ' views in the file, ' || (SELECT count(*) FROM temp.sqlite_schema) || ' in the connection'
FROM main.sqlite_schema
WHERE type = 'view';
SELECT text FROM asi_report WHERE lang = 'id' AND tab = '5' ORDER BY line;
