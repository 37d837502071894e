-- Are the data fit to be analysed, and whom does the analysis leave out? After answers.sql and a mapping; once more does no harm.
--
--   SELECT text FROM asi_quality_report WHERE lang = 'en' ORDER BY line;     -- all of it in words
--   SELECT passed FROM asi_quality_verdict;                                  -- 1: no error
--
-- An error is something that somebody has to look at: the data contradict themselves, or could not be taken. A warning
-- is something missing. A note says how something was read. Nothing here changes what the tables print: a respondent
-- without two scores is left out there and listed here.
--
-- A code that is no code (letters, digits, dots, dashes) may be a name: it is not shown.

-- What a mapping may add to its three views; these stand in where it did not.

-- asi_answer: see answers.sql.
CREATE TEMP VIEW IF NOT EXISTS asi_answer AS
SELECT NULL AS respondent, NULL AS phase, NULL AS place, NULL AS item, NULL AS answer WHERE FALSE;

-- asi_visit: when and where an assessment was made; day as 2025-10-03, place as in asi_answer.
CREATE TEMP VIEW IF NOT EXISTS asi_visit AS
SELECT NULL AS respondent, NULL AS phase, NULL AS place, NULL AS clinic, NULL AS day WHERE FALSE;

-- asi_session: a session held, see adherence.sql.
CREATE TEMP VIEW IF NOT EXISTS asi_session AS
SELECT NULL AS respondent, NULL AS day, NULL AS session, NULL AS minutes WHERE FALSE;

-- asi_fault: what the mapping itself could not take as it stands, in the columns of asi_quality. A kind without a word
-- in asi_quality_word speaks for itself.
CREATE TEMP VIEW IF NOT EXISTS asi_fault AS
SELECT NULL AS level, NULL AS kind, NULL AS place, NULL AS respondent, NULL AS phase, NULL AS item, NULL AS value WHERE FALSE;

-- Participants -----------------------------------------------------------------------------------------------------

-- asi_participant: every respondent, and why the analysis leaves her out; status 'analysed' is asi_complete of pairs.sql.
CREATE TEMP VIEW IF NOT EXISTS asi_participant AS
WITH counted AS (
  SELECT respondent, count(*) FILTER (WHERE phase = 'pre') AS n_pre, count(*) FILTER (WHERE phase = 'post') AS n_post,
         max(score) FILTER (WHERE phase = 'pre') AS pre, max(score) FILTER (WHERE phase = 'post') AS post
  FROM asi_respondent LEFT JOIN asi_assessment USING (respondent)
  GROUP BY respondent
)
SELECT respondent, n_pre, n_post,
       CASE WHEN n_pre + n_post = 0 THEN 'not assessed' WHEN n_pre = 0 THEN 'no pretest' WHEN n_post = 0 THEN 'no posttest'
            WHEN n_pre > 1 THEN 'two pretests' WHEN n_post > 1 THEN 'two posttests'
            WHEN pre IS NULL THEN 'no pretest score' WHEN post IS NULL THEN 'no posttest score' ELSE 'analysed' END AS status
FROM counted;

-- asi_flow: the flow of participants; the rows from 'not assessed' to 'no posttest score' add up to 'excluded'.
CREATE TEMP VIEW IF NOT EXISTS asi_flow AS
WITH member AS MATERIALIZED (
  SELECT status, n_pre > 0 AS pre, n_post > 0 AS post, count(*) AS n FROM asi_participant GROUP BY 1, 2, 3
), reason(row, status) AS (VALUES
  (5, 'not assessed'), (6, 'no pretest'), (7, 'no posttest'), (8, 'two pretests'), (9, 'two posttests'),
  (10, 'no pretest score'), (11, 'no posttest score')
)
SELECT 1 AS row, 'enrolled' AS key, coalesce(sum(n), 0) AS n FROM member
UNION ALL SELECT 2, 'with pretest', coalesce(sum(n) FILTER (WHERE pre), 0) FROM member
UNION ALL SELECT 3, 'with posttest', coalesce(sum(n) FILTER (WHERE post), 0) FROM member
UNION ALL SELECT 4, 'excluded', coalesce(sum(n) FILTER (WHERE status <> 'analysed'), 0) FROM member
UNION ALL SELECT row, status, sum(n) FROM member JOIN reason USING (status) GROUP BY row, status
UNION ALL SELECT 12, 'analysed', coalesce(sum(n) FILTER (WHERE status = 'analysed'), 0) FROM member;

-- Findings ---------------------------------------------------------------------------------------------------------

-- asi_finding: everything found, codes and values as they are; asi_quality below is what is shown.
CREATE TEMP VIEW IF NOT EXISTS asi_finding AS
WITH
respondent AS MATERIALIZED (SELECT respondent, age, parity FROM asi_respondent),
assessment AS MATERIALIZED (SELECT respondent, phase, days_postpartum, score FROM asi_assessment),
fault AS MATERIALIZED (SELECT level, kind, place, respondent, phase, item, value FROM asi_fault),
visit AS MATERIALIZED (SELECT respondent, phase, place, clinic, day FROM asi_visit),
answered AS MATERIALIZED (SELECT respondent, phase, place, n_item, whole FROM asi_scored),
open AS MATERIALIZED (
  SELECT respondent, phase, place, group_concat(item, ', ') AS items
  FROM (SELECT * FROM asi_answer_read WHERE yes IS NULL AND readable ORDER BY respondent, phase, place, item)
  GROUP BY respondent, phase, place
),
twice AS MATERIALIZED (SELECT respondent, phase, count(*) AS n FROM assessment GROUP BY respondent, phase HAVING count(*) > 1),
placed AS MATERIALIZED (SELECT respondent, min(place) AS place FROM answered GROUP BY respondent)
-- respondents
SELECT 'error' AS level, 'nobody' AS kind, NULL AS place, NULL AS respondent, NULL AS phase, NULL AS item, NULL AS value
WHERE NOT EXISTS (SELECT 1 FROM respondent)
UNION ALL SELECT 'error', 'no respondent', NULL, NULL, NULL, NULL, NULL
FROM respondent WHERE coalesce(respondent, '') = ''
UNION ALL SELECT 'error', 'code', place, respondent, NULL, NULL, NULL
FROM respondent LEFT JOIN placed USING (respondent)
WHERE respondent GLOB '*[^A-Za-z0-9._-]*'
UNION ALL SELECT 'error', 'double respondent', NULL, respondent, NULL, NULL, NULL
FROM respondent GROUP BY respondent HAVING count(*) > 1
UNION ALL SELECT 'warning', 'similar codes', NULL, min(respondent), NULL, NULL, max(respondent)
FROM respondent GROUP BY ltrim(lower(respondent), '0') HAVING count(DISTINCT respondent) > 1
UNION ALL SELECT 'error', 'age', place, respondent, NULL, NULL, age
FROM respondent LEFT JOIN placed USING (respondent)
WHERE age NOT BETWEEN 10 AND 60 OR typeof(age) NOT IN ('integer', 'real', 'null')
UNION ALL SELECT 'warning', 'no age', place, respondent, NULL, NULL, NULL
FROM respondent LEFT JOIN placed USING (respondent)
WHERE age IS NULL AND respondent NOT IN (SELECT respondent FROM fault WHERE kind = 'age' AND respondent IS NOT NULL)
UNION ALL SELECT 'error', 'parity', place, respondent, NULL, NULL, parity
FROM respondent LEFT JOIN placed USING (respondent)
WHERE parity NOT IN ('primipara', 'multipara')
UNION ALL SELECT 'warning', 'no parity', place, respondent, NULL, NULL, NULL
FROM respondent LEFT JOIN placed USING (respondent)
WHERE parity IS NULL AND respondent NOT IN (SELECT respondent FROM fault WHERE kind = 'parity' AND respondent IS NOT NULL)
-- assessments
UNION ALL SELECT 'error', 'orphan', place, a.respondent, a.phase, NULL, NULL
FROM assessment AS a LEFT JOIN answered AS p ON p.respondent = a.respondent AND p.phase = a.phase
WHERE a.respondent IS NULL OR a.respondent NOT IN (SELECT respondent FROM respondent WHERE respondent IS NOT NULL)
UNION ALL SELECT 'error', 'phase', NULL, respondent, NULL, NULL, phase
FROM assessment WHERE phase IS NULL OR phase NOT IN ('pre', 'post')
UNION ALL SELECT 'error', 'two assessments', max(place), a.respondent, a.phase, NULL, n
FROM twice AS a LEFT JOIN answered AS p ON p.respondent = a.respondent AND p.phase = a.phase
GROUP BY a.respondent, a.phase, n
UNION ALL SELECT iif(status = 'no pretest', 'error', 'warning'), status, place, respondent, NULL, NULL, NULL
FROM asi_participant LEFT JOIN placed USING (respondent)
WHERE status IN ('not assessed', 'no pretest', 'no posttest')
UNION ALL SELECT 'error', 'score', NULL, respondent, phase, NULL, score
FROM assessment WHERE score NOT BETWEEN 0 AND 16 OR score <> CAST(score AS INTEGER) OR typeof(score) NOT IN ('integer', 'real', 'null')
UNION ALL SELECT 'warning', 'no score', NULL, a.respondent, a.phase, NULL, NULL
FROM assessment AS a LEFT JOIN answered AS p ON p.respondent = a.respondent AND p.phase = a.phase
WHERE score IS NULL AND p.respondent IS NULL
-- days
UNION ALL SELECT 'error', 'day', NULL, respondent, phase, NULL, days_postpartum
FROM assessment WHERE days_postpartum NOT BETWEEN 0 AND 42
UNION ALL SELECT 'error', 'days swapped', place, respondent, NULL, NULL, a.days_postpartum || ' > ' || b.days_postpartum
FROM assessment AS a JOIN assessment AS b USING (respondent) LEFT JOIN placed USING (respondent)
WHERE a.phase = 'pre' AND b.phase = 'post' AND a.days_postpartum > b.days_postpartum
  AND respondent NOT IN (SELECT respondent FROM twice WHERE respondent IS NOT NULL)
UNION ALL SELECT 'error', 'date', place, respondent, phase, NULL, day
FROM visit WHERE day IS NOT NULL AND date(day, '+0 days') IS NOT day      -- the sum turns 31 November into 1 December
UNION ALL SELECT 'error', 'dates swapped', a.place, a.respondent, NULL, NULL, a.day || ' > ' || b.day
FROM visit AS a JOIN visit AS b ON b.respondent = a.respondent AND b.phase = 'post'
WHERE a.phase = 'pre' AND a.day > b.day AND a.respondent NOT IN (SELECT respondent FROM twice WHERE respondent IS NOT NULL)
UNION ALL SELECT 'error', 'clinic', NULL, NULL, NULL, NULL, clinic
FROM visit WHERE clinic GLOB '*[^A-Za-z0-9._-]*' OR clinic NOT GLOB '[A-Za-z0-9]*' GROUP BY clinic
-- answers
UNION ALL SELECT 'error', 'answer', place, respondent, phase, item, answer FROM asi_answer_read WHERE NOT readable
UNION ALL SELECT 'warning', 'unanswered', place, respondent, phase, NULL, items FROM open
UNION ALL SELECT 'error', 'items', place, respondent, phase, NULL, n_item FROM answered WHERE NOT whole
-- sessions
UNION ALL SELECT 'error', 'orphan session', NULL, respondent, NULL, NULL, count(*)
FROM asi_session WHERE respondent IS NULL OR respondent NOT IN (SELECT respondent FROM respondent WHERE respondent IS NOT NULL)
GROUP BY respondent
UNION ALL SELECT 'error', 'session', NULL, respondent, NULL, NULL, coalesce(day, '?') || ' / ' || coalesce(minutes, '?')
FROM asi_session WHERE NOT coalesce(typeof(day) = 'integer' AND minutes > 0 AND typeof(minutes) IN ('integer', 'real'), FALSE)
-- what the mapping found
UNION ALL SELECT level, kind, place, respondent, phase, item, value FROM fault;

-- asi_quality: a row per finding. level 'error', 'warning', 'note'; place a line number or an id of the source; value the
-- beginning of what stands there, without control characters.
CREATE TEMP VIEW IF NOT EXISTS asi_quality AS
SELECT level, kind, place, iif(respondent GLOB '*[^A-Za-z0-9._-]*' OR respondent = '', NULL, respondent) AS respondent,
       phase, item,
       substr(asi_escape(CAST(value AS TEXT), 'text'), 1, 60) AS value
FROM asi_finding;

-- asi_quality_verdict: one row; the data pass when there is no error.
CREATE TEMP VIEW IF NOT EXISTS asi_quality_verdict AS
SELECT count(*) FILTER (WHERE level = 'error') AS n_error, count(*) FILTER (WHERE level = 'warning') AS n_warning,
       count(*) FILTER (WHERE level = 'note') AS n_note, count(*) FILTER (WHERE level = 'error') = 0 AS passed
FROM asi_finding;

-- Words ------------------------------------------------------------------------------------------------------------

-- asi_quality_word: a sentence for each kind; {value} is what stands there.
CREATE TEMP VIEW IF NOT EXISTS asi_quality_word AS
WITH word(kind, id, en) AS (VALUES
  ('nobody',            'tidak ada responden', 'no respondents'),
  ('no respondent',     'tidak ada kode responden; tidak dibaca', 'no code of a respondent; not read'),
  ('code',              'kode responden memuat hal selain huruf, angka, titik, dan garis (mungkin nama); tidak ditampilkan',
                        'the code holds other things than letters, digits, dots and dashes (a name?); not shown'),
  ('double respondent', 'responden sudah tercatat (baris {value})', 'the respondent is already listed (line {value})'),
  ('similar codes',     'kode mirip {value}: responden yang sama?', 'the code resembles {value}: the same respondent?'),
  ('age',               'usia {value} bukan usia antara 10 dan 60 tahun', 'the age {value} is no age between 10 and 60 years'),
  ('no age',            'usia tidak diketahui', 'the age is not known'),
  ('age read',          'usia dibaca: {value}', 'the age was read: {value}'),
  ('age decimals',      '{value} usia memuat desimal; dihitung tahun yang sudah genap', '{value} ages have decimals; completed years count'),
  ('parity',            'paritas {value} tidak dikenal; dihitung tidak diketahui', 'the parity {value} is not known; counted as unknown'),
  ('no parity',         'paritas tidak diketahui', 'the parity is not known'),
  ('orphan',            'penilaian tanpa responden; tidak dianalisis', 'an assessment of nobody in the list; not analysed'),
  ('phase',             'tahap {value} bukan pretest atau posttest; tidak dianalisis', 'the phase {value} is neither pre nor post; not analysed'),
  ('two assessments',   '{value} penilaian pada tahap yang sama; responden tidak dianalisis',
                        '{value} assessments of the same phase; the respondent is not analysed'),
  ('not assessed',      'tidak ada penilaian', 'no assessment'),
  ('no pretest',        'posttest tanpa pretest', 'a posttest without a pretest'),
  ('no posttest',       'tidak ada posttest', 'no posttest'),
  ('score',             'skor {value} bukan bilangan bulat dari 0 sampai 16', 'the score {value} is no whole number from 0 to 16'),
  ('no score',          'tidak ada skor', 'no score'),
  ('day',               'hari postpartum {value} bukan hari antara 0 dan 42', 'the day after birth {value} is no day between 0 and 42'),
  ('days swapped',      'hari pretest sesudah hari posttest: {value}', 'the pretest lies after the posttest: day {value}'),
  ('date',              'tanggal {value} tidak dikenal', '{value} is no date'),
  ('dates swapped',     'pretest sesudah posttest: {value}', 'the pretest lies after the posttest: {value}'),
  ('clinic',            'kode klinik {value} memuat hal selain huruf, angka, titik, dan garis; tanpa halaman sendiri',
                        'the clinic''s code {value} holds other things than letters, digits, dots and dashes; no page of its own'),
  ('answer',            'jawaban {value} bukan ya atau tidak; tanpa skor', 'the answer {value} is neither yes nor no; no score'),
  ('unanswered',        'butir tidak dijawab: {value}; tanpa skor', 'items not answered: {value}; no score'),
  ('items',             '{value} butir, seharusnya butir 1 sampai 16 masing-masing sekali; tanpa skor',
                        '{value} items, expected 1 to 16, each once; no score'),
  ('orphan session',    '{value} sesi tanpa responden', '{value} sessions of nobody in the list'),
  ('session',           'sesi dengan hari / menit yang tidak dikenal: {value}', 'a session with an unknown day / minutes: {value}'),
  ('no file',           'berkas tidak ada atau kosong', 'the file is missing or empty'),
  ('other file',        'berkas bukan CSV, melainkan {value}; simpan sebagai "CSV UTF-8"', 'the file is no CSV but {value}; save it as "CSV UTF-8"'),
  ('no text',           'berkas bukan teks UTF-8; simpan sebagai "CSV UTF-8"', 'the file is no UTF-8 text; save it as "CSV UTF-8"'),
  ('open quote',        'tanda kutip di awal sel tidak ditutup; semua sampai baris {value} menjadi satu sel', 'the quote at the beginning of a cell is not closed; all up to line {value} is one cell'),
  ('lines in quotes',   'tanda kutip di awal sel baru ditutup di baris {value}; baris-baris itu tidak dibaca sendiri-sendiri',
                        'the quote at the beginning of a cell is closed in line {value} only; the lines are not read apart'),
  ('line ends',         'satu sel memuat ganti baris; berlanjut sampai baris {value}', 'a cell holds line ends; it goes on to line {value}'),
  ('no heading',        'tidak ada baris judul kolom dengan responden dan jawaban; tidak ada yang dibaca',
                        'no line of headings names the respondent and the answers; nothing was read'),
  ('unknown column',    'kolom {value} tidak dikenal; tidak dibaca', 'the column {value} is not known; not read'),
  ('private column',    'kolom {value} bersifat pribadi; tidak dibaca', 'the column {value} is private; not read'),
  ('double column',     'kolom {value} sudah ada; tidak dibaca', 'the column {value} is there twice; this one was not read'),
  ('double item',       'beberapa kolom untuk butir yang sama: {value}', 'several columns for the same item: {value}'),
  ('unknown item',      'kolom {value}: butir 1 sampai 16 saja', 'the column {value}: there are only the items 1 to 16'),
  ('no column',         'tidak ada kolom untuk butir ini', 'there is no column for this item'),
  ('title line',        'di atas judul kolom; tidak dibaca', 'above the headings; not read'),
  ('empty line',        'baris kosong: {value}', 'empty lines: {value}'),
  ('sum line',          'baris jumlah; tidak dibaca', 'a line of totals; not read'),
  ('sum code',          'kode ini juga sebutan baris jumlah; baris ini berisi jawaban, maka dianalisis',
                        'the code is also a word for totals; the line holds answers, so it is analysed'),
  ('encoding',          'kolom {value} memuat huruf yang rusak atau bukan UTF-8; simpan sebagai "CSV UTF-8"',
                        'the column {value} holds a character that is broken or no UTF-8; save the sheet as "CSV UTF-8"'),
  ('note line',         'bukan responden (catatan?); tidak dibaca', 'no respondent (a note?); not read'),
  ('wide line',         'lebih banyak sel daripada judul kolom, sel mungkin bergeser; tidak dibaca',
                        'more cells than headings, the cells may have shifted; not read'),
  ('total',             'jumlah tidak sama dengan banyaknya jawaban ya: {value}', 'the total is not the number of answers yes: {value}'),
  ('total alone',       'jumlah {value} tidak dapat diperiksa: tanpa skor', 'the total {value} could not be checked: no score'),
  ('no json',           'bukan JSON; tidak dibaca', 'no JSON; not read'),
  ('status',            'status {value}; tidak dianalisis', 'the status is {value}; not analysed')
)
SELECT kind, 'id' AS lang, id AS text FROM word
UNION ALL
SELECT kind, 'en', en FROM word;

-- asi_language: the languages of the words, here and in the other files.
CREATE TEMP VIEW IF NOT EXISTS asi_language AS
SELECT DISTINCT lang FROM asi_quality_word;

-- asi_quality_text: the findings as sentences, errors first; place, respondent, phase and item stand before the colon.
CREATE TEMP VIEW IF NOT EXISTS asi_quality_text AS
WITH language(lang, l_line, l_respondent, l_item) AS (VALUES
  ('id', 'baris ', 'responden ', 'butir '), ('en', 'line ', 'respondent ', 'item ')
), shown AS MATERIALIZED (
  SELECT * FROM asi_quality
), located AS (
  SELECT q.*, lang,
         ltrim(coalesce(', ' || iif(typeof(place) = 'integer', l_line, '') || place, '') ||
               coalesce(', ' || l_respondent || respondent, '') ||
               CASE phase WHEN 'pre' THEN ', pretest' WHEN 'post' THEN ', posttest' ELSE '' END ||
               coalesce(', ' || l_item || item, ''), ', ') AS at
  FROM shown AS q, language
)
SELECT lang,
       row_number() OVER (PARTITION BY lang ORDER BY CASE level WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END,
                          place, respondent, phase DESC, item, kind, value) AS line,
       level, kind,
       asi_escape(iif(at = '', '', at || ': ') ||
                  replace(replace(coalesce(text, kind), ' (baris {value})', coalesce(' (baris ' || value || ')', '')),
                    '{value}', coalesce(value, '?')), 'text') AS text
FROM located LEFT JOIN asi_quality_word USING (kind, lang);

-- asi_flow_text: the rows of asi_flow in words.
CREATE TEMP VIEW IF NOT EXISTS asi_flow_text AS
WITH word(key, id, en) AS (VALUES
  ('enrolled',          'Responden',                    'Respondents'),
  ('with pretest',      'dengan pretest',               'with a pretest'),
  ('with posttest',     'dengan posttest',              'with a posttest'),
  ('excluded',          'Tidak dianalisis',             'Not analysed'),
  ('not assessed',      'tanpa penilaian',              'no assessment'),
  ('no pretest',        'tanpa pretest',                'no pretest'),
  ('no posttest',       'tanpa posttest',               'no posttest'),
  ('two pretests',      'lebih dari satu pretest',      'more than one pretest'),
  ('two posttests',     'lebih dari satu posttest',     'more than one posttest'),
  ('no pretest score',  'pretest tanpa skor',           'pretest without a score'),
  ('no posttest score', 'posttest tanpa skor',          'posttest without a score'),
  ('analysed',          'Dianalisis (pasangan lengkap)', 'Analysed (complete pairs)')
)
SELECT row, key, 'id' AS lang, id AS text, n FROM asi_flow JOIN word USING (key)
UNION ALL
SELECT row, key, 'en', en, n FROM asi_flow JOIN word USING (key);

-- asi_quality_report: flow, verdict and findings as lines of text.
CREATE TEMP VIEW IF NOT EXISTS asi_quality_report AS
WITH finding AS MATERIALIZED (
  SELECT * FROM asi_quality_text
), tally AS (
  SELECT lang, count(level) FILTER (WHERE level = 'error') AS n_error, count(level) FILTER (WHERE level = 'warning') AS n_warning,
         count(level) FILTER (WHERE level = 'note') AS n_note
  FROM asi_language LEFT JOIN finding USING (lang) GROUP BY lang
), printed(lang, part, position, text) AS (
  SELECT lang, 1, row, iif(row IN (1, 4, 12), '', '  ') || text || ': ' || n FROM asi_flow_text
  UNION ALL SELECT lang, 2, 0, '' FROM tally
  UNION ALL SELECT lang, 3, 0,
    iif(lang = 'id', printf('Mutu data: %s (kesalahan %d, peringatan %d, catatan %d).', iif(n_error = 0, 'LULUS', 'TIDAK LULUS'), n_error, n_warning, n_note),
                     printf('Data quality: %s (errors %d, warnings %d, notes %d).', iif(n_error = 0, 'PASSED', 'NOT PASSED'), n_error, n_warning, n_note))
  FROM tally
  UNION ALL SELECT lang, 4, line,
    CASE level WHEN 'error' THEN iif(lang = 'id', 'KESALAHAN  ', 'ERROR    ')
               WHEN 'warning' THEN iif(lang = 'id', 'PERINGATAN ', 'WARNING  ')
               ELSE iif(lang = 'id', 'CATATAN    ', 'NOTE     ') END || text
  FROM finding
)
SELECT lang, row_number() OVER (PARTITION BY lang ORDER BY part, position) AS line, text FROM printed;
