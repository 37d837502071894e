-- How many mothers does the next study need? From the top of the project:
--   sqlite3 :memory: '.read examples/planning/walk.sql'
.load ./asistat
.mode box

.print A power curve: n pairs, a standardised rise dz of 0.3, 0.5 or 0.8, alpha 5 %, two-sided, by the Wilcoxon test.
WITH RECURSIVE size(n) AS (VALUES (10) UNION ALL SELECT n + 10 FROM size WHERE n < 100)
SELECT n,
       fmt(power_paired(n, 0.3, 0.05, 'wilcoxon'), 2) AS "dz 0.3",
       fmt(power_paired(n, 0.5, 0.05, 'wilcoxon'), 2) AS "dz 0.5",
       fmt(power_paired(n, 0.8, 0.05, 'wilcoxon'), 2) AS "dz 0.8",
       printf('%.*c', CAST(40 * power_paired(n, 0.5, 0.05, 'wilcoxon') AS INTEGER), '#') AS "dz 0.5, drawn"
FROM size;

.print
.print The smallest study with 80 % and 90 % power, and how many to ask when one in ten drops out.
WITH effect(dz) AS (VALUES (0.3), (0.5), (0.8)), target(power) AS (VALUES (0.8), (0.9))
SELECT dz, power,
       sample_size_paired(dz, 0.05, power) AS "pairs, t",
       sample_size_paired(dz, 0.05, power, 'wilcoxon') AS "pairs, Wilcoxon",
       sample_size_paired(dz, 0.05, power, 'wilcoxon, dropout=0.1') AS "to recruit",
       sample_size_two(dz, 0.05, power, 'mann-whitney, dropout=0.1') AS "each of two groups"
FROM effect, target ORDER BY power, dz;

.print
.print What stands behind one of these numbers:
.mode list
SELECT plan_paired(0.5, 0.05, 0.8, 'wilcoxon, dropout=0.1');

.print
.print A survey is another question: how many of 1000 mothers, to know a share within 5 points?
.mode box
SELECT slovin(1000, 0.05) AS "Slovin", lemeshow(0.5, 0.05, 1000) AS "Lemeshow, N = 1000", lemeshow(0.5, 0.05) AS "Lemeshow, any N";
