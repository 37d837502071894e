-- The validity and reliability section of a thesis, a query per table. The data are invented.
.load ./asistat
.import --csv examples/questionnaire/answers.csv sheet

CREATE TEMP VIEW asi_study AS
SELECT 'Sumber : Data rekaan, bukan data penelitian' AS source, 'Source : Invented data, not of any study' AS source_en;

CREATE TEMP VIEW asi_answer AS
SELECT code AS respondent, phase, NULL AS place, key + 1 AS item, value AS answer
FROM (SELECT code, phase, json_array(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, b1, b2, b3, b4, b5, b6) AS answers FROM sheet),
     json_each(answers);

.read sql/answers.sql
.read sql/reliability.sql
.mode box

.print '-- 1. Validitas: r hitung terhadap r tabel; * bila r terkoreksi memberi kesimpulan lain'
SELECT no AS "No", item AS "Butir", r_total AS "r hitung", r_table AS "r tabel", verdict AS "Keterangan", r_rest AS "r terkoreksi"
FROM asi_validity_table WHERE lang = 'id' AND phase = 'pre' ORDER BY no;

.print
.print '-- 2. Reliabilitas'
SELECT phase AS "Pengukuran", n_item AS "Jumlah butir", n, alpha AS "Cronbach's alpha", kr20 AS "KR-20", verdict AS "Keterangan"
FROM asi_reliability_table WHERE lang = 'id' ORDER BY row;

.print
.print '-- 3. Error of measurement, and who changed by more than it'
SELECT phase, sd, sem, mdc95, n_up, n_down, n_pair FROM asi_measurement_table WHERE lang = 'en' ORDER BY row;

.print
.print '-- 4. Straight from the answers, without a view: the items that would raise alpha if they were deleted'
SELECT json_extract(value, '$.item') AS item, fmt(json_extract(value, '$.alpha_if_deleted'), 3) AS alpha_if_deleted, fmt(alpha, 3) AS alpha
FROM (SELECT cronbach_alpha(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, b1, b2, b3, b4, b5, b6) AS alpha,
             item_analysis(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, b1, b2, b3, b4, b5, b6) AS items
      FROM sheet WHERE phase = 'pre' AND '' NOT IN (m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, b1, b2, b3, b4, b5, b6)), json_each(items)
WHERE json_extract(value, '$.alpha_if_deleted') > alpha;

.print
.print '-- 5. The whole section as lines of text'
.mode list
.headers off
SELECT text FROM asi_soundness_report WHERE lang = 'en' ORDER BY line;
