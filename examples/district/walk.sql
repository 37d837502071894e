-- Three clinics, their states, and the district's table. Invented data. From the top of the project:
--   sqlite3 :memory: '.read examples/district/walk.sql'
.load ./asistat

-- Each clinic has a database of its own: here in memory, in life a file. This is the north's.
CREATE TABLE visit(day TEXT, respondent TEXT, pre INTEGER, post INTEGER);
INSERT INTO visit
WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 40)
SELECT date('2026-01-01', (i * 7 % 80) || ' days'), 'U' || i, 7 + i * 5 % 5, 7 + i * 11 % 8 FROM s;
.read examples/district/clinic.sql
INSERT INTO visit VALUES ('2026-03-30', 'U41', 9, 14), ('2026-04-02', 'U42', 8, 13);
UPDATE visit SET post = 15 WHERE respondent = 'U41';
DELETE FROM visit WHERE respondent = 'U40';
.print The state of a month is small, and the same as if it had been made at once:
SELECT v.month, length(v.state) AS bytes, v.state = (SELECT paired_state(pre, post) FROM visit WHERE day GLOB v.month || '*') AS same
FROM visit_month AS v;

-- The others, without their tables: what they would send.
ATTACH ':memory:' AS south;
CREATE TABLE south.visit_month(month TEXT PRIMARY KEY, state BLOB NOT NULL);
INSERT INTO south.visit_month
WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 60)
SELECT '2026-0' || (1 + i % 3), paired_state(6 + i * 7 % 6, 7 + i * 13 % 7) FROM s GROUP BY 1;

.print
.print A clinic without a file to attach sends SQL as text; quote() writes a state in hexadecimal digits:
WITH hill(pre, post) AS (VALUES (8, 11), (9, 9), (10, 14))
SELECT 'INSERT OR REPLACE INTO asi_clinic_month VALUES (''hill'', ''2026-02'', ' || quote(paired_state(pre, post)) || ');' AS text FROM hill;

-- The district. What comes twice replaces what came before.
.read sql/district.sql
INSERT OR REPLACE INTO asi_clinic_month SELECT 'north', month, state FROM visit_month;
INSERT OR REPLACE INTO asi_clinic_month SELECT 'south', month, state FROM south.visit_month;
INSERT OR REPLACE INTO asi_clinic_month SELECT 'south', month, state FROM south.visit_month;
INSERT OR REPLACE INTO asi_clinic_month VALUES ('hill', '2026-02', X'415349017000030001100206028601026C8C0204500F860102888C0204E0188C0204501327AEC7DA');

.print
.print The table of the district, from the states alone; the hill has 3 mothers, fewer than min_n = 5, and shows nothing of them:
.mode column
.headers on
SELECT kind, name, n_state, n, change, change_low AS low, change_high AS high, round(rank_biserial, 3) AS rank_biserial, fmt_p(p) AS p
FROM asi_district
ORDER BY kind, name;
.mode list
.headers off

.print
.print The same from all the rows, had they travelled: equal to the last bit (1) for test, effect, estimate and t test.
WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 60),
pooled(pre, post) AS (
  SELECT pre, post FROM visit UNION ALL
  SELECT 6 + i * 7 % 6, 7 + i * 13 % 7 FROM s UNION ALL
  VALUES (8, 11), (9, 9), (10, 14)
)
SELECT wilcoxon(pre, post) = (SELECT wilcoxon(state) FROM asi_clinic_month),
       hodges_lehmann(pre, post) = (SELECT hodges_lehmann(state) FROM asi_clinic_month),
       ttest_paired(pre, post) = (SELECT ttest_paired(state) FROM asi_clinic_month)
FROM pooled;
