-- One row per answer, read where it stands: no row is copied.
.load ./asistat
.read examples/long-answers/import.shell.sql
.read sql/answers.sql
.read examples/long-answers/mapping.sql
.read sql/pairs.sql
.read sql/tables.sql
.mode box

.print '-- 1. The clinic writes one row per answer'
SELECT * FROM jawaban WHERE kode = 'R07' AND tahap = 'sebelum' AND nomor <= 3;

.print
.print '-- 2. asi_total wants each of the sixteen items once; with one missing there is no score'
SELECT tahap, asi_total(nomor, jawaban) AS score, asi_total(nomor, jawaban) FILTER (WHERE nomor <> 16) AS one_missing
FROM jawaban
WHERE kode = 'R07'
GROUP BY tahap;

.print
.print '-- 3. So the tables come out as they do from the other clinic'
SELECT key, n, round(mean, 4) AS mean, round(sd, 4) AS sd, minimum, median, maximum FROM asi_summary;

.print
.print '-- 4. What the database file holds: the tables of the clinic, and nothing of ours'
SELECT type, name FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name;
