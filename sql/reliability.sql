-- Is the questionnaire sound? What theses print about it: validity of the items, reliability, error of measurement.
-- After a mapping with asi_answer, and answers.sql; once more does no harm.
--
--   SELECT text FROM asi_soundness_report WHERE lang = 'id' ORDER BY line;
--
-- Numbers: asi_validity, asi_reliability, asi_measurement. Ready to print, one query a table: asi_validity_table,
-- asi_reliability_table, asi_measurement_table WHERE lang = 'id' (or 'en'). Pretest and posttest are judged apart.

-- asi_study: none, where nothing says what is studied; the tables then have no source line.
CREATE TEMP VIEW IF NOT EXISTS asi_study AS
SELECT NULL AS source, NULL AS source_en WHERE FALSE;

-- asi_answer: no answers, where the mapping has none.
CREATE TEMP VIEW IF NOT EXISTS asi_answer AS
SELECT NULL AS respondent, NULL AS phase, NULL AS place, NULL AS item, NULL AS answer WHERE FALSE;

-- Numbers ----------------------------------------------------------------------------------------------------------

-- asi_answer_row: a respondent's sixteen answers (1, 0) before or after in one row. complete: each item once and answered,
-- in one assessment; the tables below are about these, and count the others as left out.
CREATE TEMP VIEW IF NOT EXISTS asi_answer_row AS
SELECT respondent, phase,
       count(*) = 16 AND count(yes) = 16 AND count(DISTINCT place) < 2
         AND coalesce(sum(1 << item) FILTER (WHERE item BETWEEN 1 AND 16) = 131070, FALSE) AS complete,
       max(yes) FILTER (WHERE item = 1) AS i1, max(yes) FILTER (WHERE item = 2) AS i2,
       max(yes) FILTER (WHERE item = 3) AS i3, max(yes) FILTER (WHERE item = 4) AS i4,
       max(yes) FILTER (WHERE item = 5) AS i5, max(yes) FILTER (WHERE item = 6) AS i6,
       max(yes) FILTER (WHERE item = 7) AS i7, max(yes) FILTER (WHERE item = 8) AS i8,
       max(yes) FILTER (WHERE item = 9) AS i9, max(yes) FILTER (WHERE item = 10) AS i10,
       max(yes) FILTER (WHERE item = 11) AS i11, max(yes) FILTER (WHERE item = 12) AS i12,
       max(yes) FILTER (WHERE item = 13) AS i13, max(yes) FILTER (WHERE item = 14) AS i14,
       max(yes) FILTER (WHERE item = 15) AS i15, max(yes) FILTER (WHERE item = 16) AS i16,
       sum(yes) AS score
FROM asi_answer_read
WHERE phase IN ('pre', 'post') AND respondent IS NOT NULL
GROUP BY respondent, phase;

-- asi_validity: one row per phase and item. r_total is the r of the item with the total (r hitung), r_table the smallest
-- r that is significant at 5 %, two-sided (r tabel = t/sqrt(t^2 + df), df = n - 2), r_rest the r with the other items alone.
-- verdict, verdict_rest: 'valid' when r > r_table, 'not valid', 'constant' where all answered alike, 'undefined' where r
-- or r_table does not exist otherwise. disagrees: 1 where the two differ. r_total holds the item itself, so it flatters.
-- The reals are cut out of the record as text: some builds of SQLite read them from JSON by the host's locale.
CREATE TEMP VIEW IF NOT EXISTS asi_validity AS
WITH RECURSIVE number(item) AS (
  SELECT 1 UNION ALL SELECT item + 1 FROM number WHERE item < 16
), analysed AS MATERIALIZED (
  SELECT phase, count(*) FILTER (WHERE complete) AS n,
         item_analysis(i1, i2, i3, i4, i5, i6, i7, i8, i9, i10, i11, i12, i13, i14, i15, i16) FILTER (WHERE complete) AS record
  FROM asi_answer_row GROUP BY phase
), part AS (
  SELECT phase, key + 1 AS item, name.column1 AS name,
         substr(value, instr(value, '"' || name.column1 || '":') + length(name.column1) + 3) AS text
  FROM analysed, json_each(record), (VALUES ('mean'), ('sd'), ('r_total'), ('r_rest'), ('alpha_if_deleted')) AS name
), found AS (
  SELECT phase, item, name, CAST(text AS REAL) AS x FROM part WHERE text NOT GLOB 'null*'
), spread AS (
  SELECT a.phase, number.item, n, max(x) FILTER (WHERE name = 'mean') AS mean, max(x) FILTER (WHERE name = 'sd') AS sd,
         max(x) FILTER (WHERE name = 'r_total') AS r_total, max(x) FILTER (WHERE name = 'r_rest') AS r_rest,
         max(x) FILTER (WHERE name = 'alpha_if_deleted') AS alpha_if_deleted,
         iif(n > 2, qt(0.975, n - 2), NULL) AS t
  FROM analysed AS a CROSS JOIN number LEFT JOIN found AS f ON f.phase = a.phase AND f.item = number.item
  GROUP BY a.phase, number.item
), critical AS (
  SELECT *, t / sqrt(t * t + n - 2) AS r_table FROM spread
), judged AS (
  SELECT *, CASE WHEN sd = 0 THEN 'constant' WHEN r_total > r_table THEN 'valid' WHEN r_total <= r_table THEN 'not valid' ELSE 'undefined' END AS verdict,
         CASE WHEN sd = 0 THEN 'constant' WHEN r_rest > r_table THEN 'valid' WHEN r_rest <= r_table THEN 'not valid' ELSE 'undefined' END AS verdict_rest
  FROM critical
)
SELECT phase, item, n, mean, sd, r_total, r_table, verdict, r_rest, verdict_rest, verdict <> verdict_rest AS disagrees,
       alpha_if_deleted
FROM judged;

-- asi_reliability: one row per phase; n are complete, n_left_out were not. KR-20 equals alpha, the answers being 0 and 1.
-- verdict: 'reliable' from 0.7 (Nunnally 1978), 'acceptable' from 0.6 (as theses often ask), 'not reliable' below,
-- 'negative' below 0 (items run against each other), 'undefined' where the total has no spread or nobody is complete.
CREATE TEMP VIEW IF NOT EXISTS asi_reliability AS
WITH analysed AS (
  SELECT phase, 16 AS n_item, count(*) FILTER (WHERE complete) AS n, count(*) FILTER (WHERE NOT complete) AS n_left_out,
         avg(score) FILTER (WHERE complete) AS mean, asistat_stddev_samp(score) FILTER (WHERE complete) AS sd,
         cronbach_alpha(i1, i2, i3, i4, i5, i6, i7, i8, i9, i10, i11, i12, i13, i14, i15, i16) FILTER (WHERE complete) AS alpha,
         kr20(i1, i2, i3, i4, i5, i6, i7, i8, i9, i10, i11, i12, i13, i14, i15, i16) FILTER (WHERE complete) AS kr20
  FROM asi_answer_row GROUP BY phase
)
SELECT phase, n_item, (SELECT count(*) FROM asi_validity AS v WHERE v.phase = a.phase AND verdict = 'constant') AS n_constant,
       n, n_left_out, mean, sd, alpha, kr20,
       CASE WHEN alpha >= 0.7 THEN 'reliable' WHEN alpha >= 0.6 THEN 'acceptable' WHEN alpha >= 0 THEN 'not reliable'
            WHEN alpha < 0 THEN 'negative' ELSE 'undefined' END AS verdict
FROM analysed AS a;

-- asi_measurement: one row per phase: sem, the standard error of measurement sd sqrt(1 - alpha) (not that of the mean), mdc95, the
-- minimal detectable change 1.96 sqrt(2) sem, and of the n_pair respondents complete in both phases those whose score changed
-- by more. A negative alpha is no reliability: sem is NULL then, as where alpha is. Weir 2005, J Strength Cond Res 19:231.
CREATE TEMP VIEW IF NOT EXISTS asi_measurement AS
WITH change AS MATERIALIZED (
  SELECT sum(iif(phase = 'post', score, -score)) AS d FROM asi_answer_row WHERE complete GROUP BY respondent HAVING count(*) = 2
), error AS MATERIALIZED (
  SELECT phase, n, sd, alpha, iif(alpha >= 0, sd * sqrt(1 - alpha), NULL) AS sem FROM asi_reliability
), least AS (
  SELECT *, 1.96 * sqrt(2) * sem AS mdc95 FROM error
)
SELECT phase, n, sd, alpha, sem, mdc95, (SELECT count(*) FROM change) AS n_pair,
       iif(mdc95 IS NULL, NULL, (SELECT count(*) FROM change WHERE d > mdc95)) AS n_up,
       iif(mdc95 IS NULL, NULL, (SELECT count(*) FROM change WHERE d < -mdc95)) AS n_down
FROM least;

-- Words ------------------------------------------------------------------------------------------------------------

-- asi_soundness_word: what a verdict, a phase and an item are called.
CREATE TEMP VIEW IF NOT EXISTS asi_soundness_word AS
WITH RECURSIVE number(item) AS (
  SELECT 1 UNION ALL SELECT item + 1 FROM number WHERE item < 16
), word(key, id, en) AS (
  VALUES
  ('pre',          'Pretest',                      'Pretest'),
  ('post',         'Posttest',                     'Posttest'),
  ('valid',        'valid',                        'valid'),
  ('not valid',    'tidak valid',                  'not valid'),
  ('constant',     'konstan',                      'constant'),
  ('undefined',    'tidak dapat dihitung',         'cannot be computed'),
  ('reliable',     'reliabel (alpha >= 0,7)',      'reliable (alpha >= 0.7)'),
  ('acceptable',   'cukup reliabel (0,6 <= alpha < 0,7)', 'acceptable (0.6 <= alpha < 0.7)'),
  ('not reliable', 'tidak reliabel (alpha < 0,6)', 'not reliable (alpha < 0.6)'),
  ('negative',     'tidak reliabel (alpha negatif)', 'not reliable (negative alpha)')
  UNION ALL
  SELECT 'item ' || item, iif(item < 11, 'Ibu ' || item, 'Bayi ' || (item - 10)), iif(item < 11, 'Mother ' || item, 'Baby ' || (item - 10))
  FROM number
)
SELECT key, 'id' AS lang, id AS text FROM word
UNION ALL
SELECT key, 'en', en FROM word;

-- asi_soundness_caption: the title of each table that there are answers for.
CREATE TEMP VIEW IF NOT EXISTS asi_soundness_caption AS
WITH caption(tab, layout, phase, id, en) AS (VALUES
  ('R1', 'validity', 'pre', 'Tabel R1. Uji validitas butir kuesioner, pretest', 'Table R1. Validity of the items, pretest'),
  ('R2', 'validity', 'post', 'Tabel R2. Uji validitas butir kuesioner, posttest', 'Table R2. Validity of the items, posttest'),
  ('R3', 'reliability', NULL, 'Tabel R3. Uji reliabilitas kuesioner', 'Table R3. Reliability of the questionnaire'),
  ('R4', 'measurement', NULL, 'Tabel R4. Galat pengukuran dan perubahan yang melebihinya', 'Table R4. Error of measurement, and changes beyond it')
), phase(phase) AS MATERIALIZED (
  SELECT column1 FROM (VALUES ('pre'), ('post')) WHERE EXISTS (SELECT 1 FROM asi_answer WHERE phase = column1 AND respondent IS NOT NULL)
)
SELECT tab, 'id' AS lang, layout, phase, id AS title FROM caption WHERE coalesce(phase, 'any') IN (SELECT phase FROM phase UNION ALL SELECT 'any' FROM phase)
UNION ALL
SELECT tab, 'en', layout, phase, en FROM caption WHERE coalesce(phase, 'any') IN (SELECT phase FROM phase UNION ALL SELECT 'any' FROM phase);

-- asi_soundness_column: the heading of every column (col counts from 0) and whether it is set left (l) or right (r).
CREATE TEMP VIEW IF NOT EXISTS asi_soundness_column AS
WITH heading(layout, col, align, id, en) AS (VALUES
  ('validity',    0, 'r', 'No',                'No'),
  ('validity',    1, 'l', 'Butir',             'Item'),
  ('validity',    2, 'r', 'r hitung',          'r (total)'),
  ('validity',    3, 'r', 'r tabel',           'r (table)'),
  ('validity',    4, 'l', 'Keterangan',        'Verdict'),
  ('validity',    5, 'r', 'r terkoreksi',      'r (corrected)'),
  ('validity',    6, 'r', 'Alpha tanpa butir', 'Alpha if deleted'),
  ('reliability', 0, 'l', 'Pengukuran',        'Assessment'),
  ('reliability', 1, 'r', 'Jumlah butir',      'Items'),
  ('reliability', 2, 'r', 'n',                 'n'),
  ('reliability', 3, 'r', 'Cronbach''s alpha', 'Cronbach''s alpha'),
  ('reliability', 4, 'r', 'KR-20',             'KR-20'),
  ('reliability', 5, 'l', 'Keterangan',        'Verdict'),
  ('measurement', 0, 'l', 'Pengukuran',        'Assessment'),
  ('measurement', 1, 'r', 'SD',                'SD'),
  ('measurement', 2, 'r', 'SEM',               'SEM'),
  ('measurement', 3, 'r', 'MDC95',             'MDC95'),
  ('measurement', 4, 'r', 'Naik > MDC95',      'Up > MDC95'),
  ('measurement', 5, 'r', 'Turun > MDC95',     'Down > MDC95'),
  ('measurement', 6, 'r', 'Pasangan',          'Pairs')
)
SELECT tab, lang, col, align, iif(lang = 'id', id, en) AS heading
FROM asi_soundness_caption JOIN heading USING (layout);

-- Printed ----------------------------------------------------------------------------------------------------------

-- asi_validity_table: tables R1 and R2; a star marks an item on which the corrected r disagrees.
CREATE TEMP VIEW IF NOT EXISTS asi_validity_table AS
SELECT i.lang, phase, v.item AS no, i.text AS item, asistat_fmt(r_total, 3, i.lang) AS r_total, asistat_fmt(r_table, 3, i.lang) AS r_table,
       w.text || iif(disagrees, ' *', '') AS verdict, asistat_fmt(r_rest, 3, i.lang) AS r_rest,
       asistat_fmt(alpha_if_deleted, 3, i.lang) AS alpha_if_deleted
FROM asi_validity AS v JOIN asi_soundness_word AS i ON i.key = 'item ' || v.item
     JOIN asi_soundness_word AS w ON w.key = verdict AND w.lang = i.lang;

-- asi_reliability_table: table R3.
CREATE TEMP VIEW IF NOT EXISTS asi_reliability_table AS
SELECT p.lang, iif(phase = 'pre', 1, 2) AS row, p.text AS phase, n_item, n, asistat_fmt(alpha, 3, p.lang) AS alpha,
       asistat_fmt(kr20, 3, p.lang) AS kr20, w.text AS verdict
FROM asi_reliability JOIN asi_soundness_word AS p ON p.key = phase
     JOIN asi_soundness_word AS w ON w.key = verdict AND w.lang = p.lang;

-- asi_measurement_table: table R4.
CREATE TEMP VIEW IF NOT EXISTS asi_measurement_table AS
SELECT lang, iif(phase = 'pre', 1, 2) AS row, text AS phase, asistat_fmt(sd, 3, lang) AS sd, asistat_fmt(sem, 3, lang) AS sem,
       asistat_fmt(mdc95, 2, lang) AS mdc95, n_up, n_down, n_pair
FROM asi_measurement JOIN asi_soundness_word ON key = phase;

-- asi_soundness_cell: every cell of every table as text (NULL: empty); row 0 holds the headings. In shape that of asi_cell.
CREATE TEMP VIEW IF NOT EXISTS asi_soundness_cell AS
SELECT tab, lang, 0 AS row, col, heading AS text
FROM asi_soundness_column
UNION ALL
SELECT tab, lang, no, col,
       CASE col WHEN 0 THEN no WHEN 1 THEN item WHEN 2 THEN r_total WHEN 3 THEN r_table WHEN 4 THEN verdict
                WHEN 5 THEN r_rest WHEN 6 THEN alpha_if_deleted END
FROM asi_soundness_caption JOIN asi_validity_table USING (lang, phase) JOIN asi_soundness_column USING (tab, lang)
UNION ALL
SELECT tab, lang, row, col,
       CASE col WHEN 0 THEN phase WHEN 1 THEN n_item WHEN 2 THEN n WHEN 3 THEN alpha WHEN 4 THEN kr20 WHEN 5 THEN verdict END
FROM asi_reliability_table JOIN asi_soundness_column USING (lang)
WHERE tab = 'R3'
UNION ALL
SELECT tab, lang, row, col,
       CASE col WHEN 0 THEN phase WHEN 1 THEN sd WHEN 2 THEN sem WHEN 3 THEN mdc95 WHEN 4 THEN n_up WHEN 5 THEN n_down
                WHEN 6 THEN n_pair END
FROM asi_measurement_table JOIN asi_soundness_column USING (lang)
WHERE tab = 'R4';

-- asi_soundness_note: what stands below each table, in order of position; each fits a line of 100 characters.
CREATE TEMP VIEW IF NOT EXISTS asi_soundness_note AS
WITH reliable AS MATERIALIZED (
  SELECT * FROM asi_reliability
), marked AS MATERIALIZED (
  SELECT phase, count(*) FILTER (WHERE disagrees) AS n_disagree FROM asi_validity GROUP BY phase
), note(tab, position, id, en) AS (
  SELECT tab, 1, source, coalesce(source_en, source) FROM asi_study, (SELECT DISTINCT tab FROM asi_soundness_caption)
  UNION ALL
  SELECT iif(phase = 'pre', 'R1', 'R2'), 2,
         'n = ' || n || iif(n_left_out > 0, printf('; tidak dihitung karena jawaban tidak lengkap: %d.', n_left_out), '.'),
         'n = ' || n || iif(n_left_out > 0, printf('; left out, answers not complete: %d.', n_left_out), '.')
  FROM reliable
  UNION ALL
  SELECT iif(phase = 'pre', 'R1', 'R2'), 3,
         printf('Valid bila r hitung > r tabel (5%%, dua sisi, df = n - 2 = %d).', n - 2),
         printf('Valid when r (total) > r (table), at 5%%, two-sided, df = n - 2 = %d.', n - 2)
  FROM reliable WHERE n > 2
  UNION ALL
  SELECT iif(phase = 'pre', 'R1', 'R2'), 4,
         printf('* r terkoreksi (tanpa butir itu sendiri dalam jumlah) memberi kesimpulan lain (%d butir).', n_disagree),
         printf('* The corrected r (the item itself not in the total) comes to another verdict (items: %d).', n_disagree)
  FROM marked WHERE n_disagree > 0
  UNION ALL
  SELECT iif(phase = 'pre', 'R1', 'R2'), 5,
         printf('Konstan (%d butir): dijawab sama oleh semua, r tidak ada; butir tetap dihitung dalam alpha.', n_constant),
         printf('Constant (items: %d): answered alike by all, so there is no r; such an item still counts in alpha.', n_constant)
  FROM reliable WHERE n_constant > 0
  UNION ALL
  SELECT 'R3', 2, 'Batas: 0,6 (lazim dalam skripsi) dan 0,7 (Nunnally 1978). Jawaban ya/tidak: KR-20 sama dengan alpha.',
                  'Limits: 0.6 (common in theses) and 0.7 (Nunnally 1978). Yes/no answers: KR-20 equals alpha.'
  FROM (SELECT 1 FROM reliable LIMIT 1)
  UNION ALL
  SELECT 'R3', 3, 'Alpha negatif: butir-butir berlawanan arah; periksa butir yang harus dibalik.',
                  'Negative alpha: items run against each other; look for items that should be reversed.'
  FROM (SELECT 1 FROM reliable WHERE alpha < 0 LIMIT 1)
  UNION ALL
  SELECT 'R4', 2, 'SEM = SD akar(1 - alpha): galat baku pengukuran. MDC95 = 1,96 akar(2) SEM.',
                  'SEM = SD sqrt(1 - alpha): standard error of measurement. MDC95 = 1.96 sqrt(2) SEM.'
  FROM (SELECT 1 FROM reliable LIMIT 1)
  UNION ALL
  SELECT 'R4', 3, 'Tanpa alpha, atau bila alpha negatif, SEM tidak dihitung.',
                  'Without alpha, or with a negative one, there is no SEM.'
  FROM (SELECT 1 FROM reliable WHERE coalesce(alpha, -1) < 0 LIMIT 1)
)
SELECT tab, 'id' AS lang, position, id AS text FROM note WHERE id IS NOT NULL
UNION ALL
SELECT tab, 'en', position, en FROM note WHERE en IS NOT NULL;

-- asi_soundness_report: the tables as lines of text, at most 100 columns wide.
CREATE TEMP VIEW IF NOT EXISTS asi_soundness_report AS
WITH cell(tab, lang, row, col, align, text) AS MATERIALIZED (
  SELECT tab, lang, row, col, align, coalesce(text, '') FROM asi_soundness_cell JOIN asi_soundness_column USING (tab, lang, col)
), wide AS MATERIALIZED (
  SELECT tab, lang, col, max(length(text)) AS width FROM cell GROUP BY tab, lang, col
), padded AS (
  SELECT tab, lang, row, col,
         iif(align = 'r', printf('%*s', width - length(text), '') || text, text || printf('%*s', width - length(text), '')) AS text
  FROM cell JOIN wide USING (tab, lang, col)
), joined AS (
  SELECT tab, lang, row, col,
         rtrim(group_concat(text, '  ') OVER (PARTITION BY tab, lang, row ORDER BY col
                                              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) AS text
  FROM padded
), printed(tab, lang, part, position, text) AS (
  SELECT tab, lang, 0, 0, title FROM asi_soundness_caption UNION ALL
  SELECT tab, lang, 2, row, text FROM joined WHERE col = 0 UNION ALL
  SELECT tab, lang, rule.column1, rule.column2, replace(printf('%*s', sum(width) + 2 * (count(*) - 1), ''), ' ', '─')
  FROM wide, (VALUES (1, 0), (2, 0.5), (3, 0)) AS rule GROUP BY tab, lang, rule.column1, rule.column2 UNION ALL
  SELECT tab, lang, 4, position, asi_escape(text, 'text') FROM asi_soundness_note UNION ALL
  SELECT tab, lang, 5, 0, '' FROM asi_soundness_caption
)
SELECT lang, row_number() OVER (PARTITION BY lang ORDER BY tab, part, position) AS line, tab, text FROM printed
UNION ALL
SELECT lang, 1, 'R1', text
FROM (SELECT 'id' AS lang, 'Validitas dan reliabilitas: jawaban per butir tidak tersedia.' AS text UNION ALL
      SELECT 'en', 'Validity and reliability: there are no answers to single items.')
WHERE NOT EXISTS (SELECT 1 FROM asi_soundness_caption);
