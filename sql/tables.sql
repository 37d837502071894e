-- The tables of the study: first their numbers (asi_table_N), then their words, then both together as cells to print.
--
-- An app that draws its own tables reads asi_table_N; one that wants them ready in Indonesian or English reads
-- asi_caption, asi_cell and asi_note WHERE lang = 'id' (or 'en'). p is never printed as 0,000.

-- Numbers ----------------------------------------------------------------------------------------------------------

-- asi_characteristic: how many respondents of each age group (table 1) and parity (table 2), and in all.
CREATE TEMP VIEW IF NOT EXISTS asi_characteristic AS
WITH member(tab, position, key) AS (
  SELECT '1', CASE WHEN age < 20 THEN 1 WHEN age < 36 THEN 2 WHEN age >= 36 THEN 3 ELSE 4 END,
              CASE WHEN age < 20 THEN 'age <20' WHEN age < 36 THEN 'age 20-35' WHEN age >= 36 THEN 'age >35'
                   ELSE 'unknown' END
  FROM asi_respondent
  UNION ALL
  SELECT '2', CASE parity WHEN 'primipara' THEN 1 WHEN 'multipara' THEN 2 ELSE 3 END, coalesce(parity, 'unknown')
  FROM asi_respondent
), grouped AS (
  SELECT tab, position, key, count(*) AS n FROM member GROUP BY tab, position, key
)
SELECT tab, row_number() OVER (PARTITION BY tab ORDER BY position) AS row, key, n,
       100.0 * n / sum(n) OVER (PARTITION BY tab) AS percent
FROM grouped
UNION ALL
SELECT tab, 1 + count(*), 'total', sum(n), 100.0 FROM grouped GROUP BY tab;

-- asi_table_1: respondents by age.
CREATE TEMP VIEW IF NOT EXISTS asi_table_1 AS
SELECT row, key, n, percent FROM asi_characteristic WHERE tab = '1';

-- asi_table_2: respondents by parity.
CREATE TEMP VIEW IF NOT EXISTS asi_table_2 AS
SELECT row, key, n, percent FROM asi_characteristic WHERE tab = '2';

-- asi_table_3: the scores before the intervention.
CREATE TEMP VIEW IF NOT EXISTS asi_table_3 AS
SELECT minimum, maximum, mean, sd, n FROM asi_summary WHERE key = 'pre';

-- asi_table_4: the scores after it.
CREATE TEMP VIEW IF NOT EXISTS asi_table_4 AS
SELECT minimum, maximum, mean, sd, n FROM asi_summary WHERE key = 'post';

-- asi_table_5: before, after and the difference with 95 % intervals; the test stands in the row of the difference.
CREATE TEMP VIEW IF NOT EXISTS asi_table_5 AS
SELECT row, key, s.n, mean, sd, minimum, maximum, ci95_low, ci95_high, z, p, method
FROM asi_summary AS s LEFT JOIN asi_wilcoxon ON key = 'difference';

-- asi_table_5a: the ranks as SPSS prints them.
CREATE TEMP VIEW IF NOT EXISTS asi_table_5a AS
WITH test AS (SELECT * FROM asi_wilcoxon)
SELECT 1 AS row, 'negative' AS key, n_negative AS n, mean_rank_negative AS mean_rank, w_minus AS rank_sum FROM test
UNION ALL SELECT 2, 'positive', n_positive, mean_rank_positive, w_plus FROM test
UNION ALL SELECT 3, 'tie', n_zero, NULL, NULL FROM test
UNION ALL SELECT 4, 'ranks total', n, NULL, NULL FROM test;

-- asi_table_6: mothers above the criterion before and after with Wilson's interval, and those who crossed it.
CREATE TEMP VIEW IF NOT EXISTS asi_table_6 AS
WITH counted AS (
  SELECT * FROM asi_criterion
), mothers(row, key, n, total, low, high) AS (
  SELECT 1, 'above pre', n_pre, n, pre_low, pre_high FROM counted UNION ALL
  SELECT 2, 'above post', n_post, n, post_low, post_high FROM counted UNION ALL
  SELECT 3, 'gained', n_gained, n, NULL, NULL FROM counted UNION ALL
  SELECT 4, 'lost', n_lost, n, NULL, NULL FROM counted
)
SELECT row, key, n, total, 100.0 * n / total AS percent, 100 * low AS ci95_low, 100 * high AS ci95_high
FROM mothers;

-- asi_effect: how large the change is, a row per effect size: r and rank-biserial of the signed-rank test, the mean difference
-- over its SD (dz), Hake's gain of the means, and mothers gained over lost (NULL when none fell back); label in words.
CREATE TEMP VIEW IF NOT EXISTS asi_effect AS
WITH described AS MATERIALIZED (
  SELECT max(mean) FILTER (WHERE key = 'pre') AS pre, max(mean) FILTER (WHERE key = 'post') AS post,
         max(mean) FILTER (WHERE key = 'difference') AS mean, max(sd) FILTER (WHERE key = 'difference') AS sd
  FROM asi_summary
), size(tab, row, kind, value) AS (
  SELECT '5', 1, 'r', wilcoxon_r(pre, post) FROM asi_pair UNION ALL
  SELECT '5', 2, 'rank_biserial', wilcoxon_rank_biserial(pre, post) FROM asi_pair UNION ALL
  SELECT '5', 3, 'cohen_dz', mean / nullif(sd, 0) FROM described UNION ALL
  SELECT '5', 4, 'n_gain', n_gain(pre, post, 16) FROM described UNION ALL
  SELECT '6', 1, 'odds_ratio', 1.0 * n_gained / nullif(n_lost, 0) FROM asi_criterion
)
SELECT tab, row, kind, value, effect_label(kind, value, 'id') AS label_id, effect_label(kind, value, 'en') AS label_en,
       effect_source(kind) AS source
FROM size;

-- asi_published_p: the p that a publication printed, and whether ours, exact or normal, would print so.
CREATE TEMP VIEW IF NOT EXISTS asi_published_p AS
SELECT published_p,
       CASE WHEN published_p GLOB '<*' THEN min(p, p_normal) < CAST(ltrim(published_p, '<') AS REAL)
            ELSE CAST(published_p AS REAL) IN (round(p, length(published_p) - instr(published_p, '.')),
                                               round(p_normal, length(published_p) - instr(published_p, '.')))
       END AS agrees,
       max(p, CAST(ltrim(published_p, '<') AS REAL)) < 0.05 AS same_conclusion
FROM asi_study, asi_wilcoxon
WHERE published_p IS NOT NULL AND p IS NOT NULL;

-- Words ------------------------------------------------------------------------------------------------------------

-- asi_own_word, which a mapping may give: the words of its own study (key, id, en) in the place of those below.
CREATE TEMP VIEW IF NOT EXISTS asi_own_word AS
SELECT NULL AS key, NULL AS id, NULL AS en WHERE FALSE;

-- asi_word: what a row is called, and what this study calls its outcome, its people, its two phases and its limit.
CREATE TEMP VIEW IF NOT EXISTS asi_word AS
WITH word(key, id, en) AS (VALUES
  ('outcome',     'produksi ASI',         'breast-milk production'),
  ('people',      'ibu',                  'mothers'),
  ('age <20',     '<20 tahun',            '<20 years'),
  ('age 20-35',   '20-35 tahun',          '20-35 years'),
  ('age >35',     '>35 tahun',            '>35 years'),
  ('primipara',   'Primipara',            'Primipara'),
  ('multipara',   'Multipara',            'Multipara'),
  ('unknown',     'Tidak diketahui',      'Not known'),
  ('total',       'Jumlah',               'Total'),
  ('pre',         'Pretest',              'Pretest'),
  ('post',        'Posttest',             'Posttest'),
  ('difference',  'Selisih (post - pre)', 'Difference (post - pre)'),
  ('negative',    'Negatif (post < pre)', 'Negative (post < pre)'),
  ('positive',    'Positif (post > pre)', 'Positive (post > pre)'),
  ('tie',         'Seri (post = pre)',    'Ties (post = pre)'),
  ('ranks total', 'Total',                'Total'),
  ('gained',      'Naik melewati batas',  'Gained (rose above)'),
  ('lost',        'Turun dari batas',     'Lost (fell back)'),
  ('exact',       'eksak',                'exact'),
  ('normal',      'normal',               'normal'),
  ('one-group',   'Desain satu kelompok tanpa pembanding: kenaikan skor tidak dapat dipisahkan dari kenaikan alami ' ||
                  'produksi ASI pada hari-hari pertama nifas.',
                  'One-group design without comparison: the rise in scores cannot be separated from the natural rise ' ||
                  'in breast-milk production in the first days after birth.'),
  ('self-report', 'Skor adalah jawaban ibu sendiri (laporan diri), bukan pengukuran objektif seperti volume ASI atau kadar oksitosin.',
                  'Scores are the mothers'' own answers (self-report), not an objective measurement such as milk volume or oxytocin.'),
  ('r',             'r',                       'r'),
  ('rank_biserial', 'rank-biserial',           'rank-biserial'),
  ('cohen_dz',      'dz',                      'dz'),
  ('n_gain',        'n-gain',                  'n-gain'),
  ('odds_ratio',    'odds ratio (naik/turun)', 'odds ratio (gained/lost)')
), spoken(key, id, en) AS (
  SELECT key, coalesce(own.id, word.id), coalesce(own.en, own.id, word.en) FROM word LEFT JOIN asi_own_word AS own USING (key)
), row(key, id, en) AS (
  SELECT key, id, en FROM spoken UNION ALL
  SELECT 'above ' || key, id, en FROM spoken WHERE key IN ('pre', 'post')
)
SELECT key, 'id' AS lang, id AS text FROM row
UNION ALL
SELECT key, 'en', en FROM row;

-- asi_study_text: what the study row says, in each language; English falls back on Indonesian.
CREATE TEMP VIEW IF NOT EXISTS asi_study_text AS
WITH said(lang, title, intervention, source, criterion) AS (
  SELECT 'id', title, intervention, source, criterion FROM asi_study
  UNION ALL
  SELECT 'en', coalesce(title_en, title), coalesce(intervention_en, intervention), coalesce(source_en, source), criterion
  FROM asi_study
)
SELECT said.lang, title, intervention, source, criterion, outcome.text AS outcome, people.text AS people
FROM said JOIN asi_word AS outcome ON outcome.key = 'outcome' AND outcome.lang = said.lang
     JOIN asi_word AS people ON people.key = 'people' AND people.lang = said.lang;

-- asi_caption: the title of every table, and the layout of columns that it has.
CREATE TEMP VIEW IF NOT EXISTS asi_caption AS
WITH caption(tab, layout, id, en) AS (VALUES
  ('1', 'counts', 'Tabel 1. Distribusi frekuensi responden menurut usia', 'Table 1. Respondents by age'),
  ('2', 'counts', 'Tabel 2. Distribusi frekuensi responden menurut paritas', 'Table 2. Respondents by parity'),
  ('3', 'scores', 'Tabel 3. {Outcome} (skor) sebelum {intervention}',
                  'Table 3. {Outcome} (score) before {intervention}'),
  ('4', 'scores', 'Tabel 4. {Outcome} (skor) sesudah {intervention}',
                  'Table 4. {Outcome} (score) after {intervention}'),
  ('5', 'effect', 'Tabel 5. Pengaruh {intervention} terhadap {outcome} (skor)',
                  'Table 5. Effect of {intervention} on {outcome} (score)'),
  ('5a', 'ranks', 'Tabel 5a. Peringkat (ranks) uji Wilcoxon', 'Table 5a. Ranks of the Wilcoxon test'),
  ('6', 'mothers', 'Tabel 6. {People} dengan skor > {criterion} (meningkat) sebelum dan sesudah {intervention}',
                   'Table 6. {People} with a score > {criterion} (increased) before and after {intervention}')
)
SELECT tab, lang, layout,
       replace(replace(replace(replace(replace(iif(lang = 'id', id, en),
         '{criterion}', criterion), '{outcome}', outcome), '{Outcome}', upper(substr(outcome, 1, 1)) || substr(outcome, 2)),
         '{People}', upper(substr(people, 1, 1)) || substr(people, 2)), '{intervention}', intervention) AS title
FROM caption, asi_study_text;

-- asi_column: the heading of every column (col counts from 0) and whether it is set left (l) or right (r).
CREATE TEMP VIEW IF NOT EXISTS asi_column AS
WITH heading(layout, col, align, id, en) AS (VALUES
  ('counts',  0, 'r', 'No',                  'No'),
  ('counts',  1, 'l', 'Karakteristik',       'Characteristic'),
  ('counts',  2, 'r', 'Jumlah',              'Number'),
  ('counts',  3, 'r', 'Persentase (%)',      'Percent (%)'),
  ('scores',  0, 'l', '{Outcome} (skor)',    '{Outcome} (score)'),
  ('scores',  1, 'r', 'Minimum',             'Minimum'),
  ('scores',  2, 'r', 'Maksimum',            'Maximum'),
  ('scores',  3, 'r', 'Mean',                'Mean'),
  ('scores',  4, 'r', 'Simpangan Baku (SD)', 'Standard deviation (SD)'),
  ('effect',  0, 'l', 'Variabel',            'Variable'),
  ('effect',  1, 'r', 'Mean',                'Mean'),
  ('effect',  2, 'r', 'SD',                  'SD'),
  ('effect',  3, 'r', 'Minimum',             'Minimum'),
  ('effect',  4, 'r', 'Maksimum',            'Maximum'),
  ('effect',  5, 'r', '95% CI',              '95% CI'),
  ('effect',  6, 'r', 'Z',                   'Z'),
  ('effect',  7, 'r', 'P Value',             'P Value'),
  ('effect',  8, 'l', 'Metode',              'Method'),
  ('ranks',   0, 'l', 'Peringkat',           'Ranks'),
  ('ranks',   1, 'r', 'N',                   'N'),
  ('ranks',   2, 'r', 'Rata-rata Peringkat', 'Mean Rank'),
  ('ranks',   3, 'r', 'Jumlah Peringkat',    'Sum of Ranks'),
  ('mothers', 0, 'l', 'Skor > {criterion}',  'Score > {criterion}'),
  ('mothers', 1, 'r', 'Jumlah',              'Number'),
  ('mothers', 2, 'r', 'Persentase (%)',      'Percent (%)'),
  ('mothers', 3, 'r', '95% CI (Wilson)',     '95% CI (Wilson)')
)
SELECT tab, lang, col, align,
       replace(replace(iif(lang = 'id', id, en), '{criterion}', criterion),
         '{Outcome}', upper(substr(outcome, 1, 1)) || substr(outcome, 2)) AS heading
FROM asi_caption JOIN heading USING (layout) JOIN asi_study_text USING (lang);

-- Printed ----------------------------------------------------------------------------------------------------------

-- asi_cell: every cell of every table as text (NULL: empty); row 0 holds the headings.
CREATE TEMP VIEW IF NOT EXISTS asi_cell AS
SELECT tab, lang, 0 AS row, col, heading AS text
FROM asi_column
UNION ALL
SELECT tab, lang, row, col,
       CASE col WHEN 0 THEN iif(key = 'total', NULL, row) WHEN 1 THEN text WHEN 2 THEN n
                WHEN 3 THEN asistat_fmt(percent, key <> 'total', lang) END
FROM asi_characteristic JOIN asi_word USING (key) JOIN asi_column USING (tab, lang)
UNION ALL
SELECT tab, lang, 1, col,
       CASE col WHEN 0 THEN text WHEN 1 THEN asistat_fmt(minimum, 1, lang) WHEN 2 THEN asistat_fmt(maximum, 1, lang)
                WHEN 3 THEN asistat_fmt(mean, 2, lang) WHEN 4 THEN asistat_fmt(sd, 3, lang) END
FROM (SELECT iif(key = 'pre', '3', '4') AS tab, * FROM asi_summary WHERE key IN ('pre', 'post'))
     JOIN asi_word USING (key) JOIN asi_column USING (tab, lang)
UNION ALL
SELECT tab, lang, row, col,
       CASE col WHEN 0 THEN text WHEN 1 THEN asistat_fmt(mean, 2, lang) WHEN 2 THEN asistat_fmt(sd, 3, lang)
                WHEN 3 THEN asistat_fmt(minimum, 0, lang) WHEN 4 THEN asistat_fmt(maximum, 0, lang)
                WHEN 5 THEN fmt_ci(ci95_low, ci95_high, 2, lang) WHEN 6 THEN asistat_fmt(z, 3, lang)
                WHEN 7 THEN fmt_p(p, lang)
                WHEN 8 THEN (SELECT m.text FROM asi_word AS m WHERE m.key = method AND m.lang = w.lang) END
FROM (SELECT '5' AS tab, * FROM asi_table_5) JOIN asi_word AS w USING (key) JOIN asi_column USING (tab, lang)
UNION ALL
SELECT tab, lang, row, col,
       CASE col WHEN 0 THEN text WHEN 1 THEN n WHEN 2 THEN asistat_fmt(mean_rank, 2, lang)
                WHEN 3 THEN asistat_fmt(rank_sum, 2, lang) END
FROM (SELECT '5a' AS tab, * FROM asi_table_5a) JOIN asi_word USING (key) JOIN asi_column USING (tab, lang)
UNION ALL
SELECT tab, lang, row, col,
       CASE col WHEN 0 THEN text WHEN 1 THEN n WHEN 2 THEN asistat_fmt(percent, 1, lang)
                WHEN 3 THEN fmt_ci(ci95_low, ci95_high, 1, lang) END
FROM (SELECT '6' AS tab, * FROM asi_table_6) JOIN asi_word USING (key) JOIN asi_column USING (tab, lang);

-- asi_note: what stands below each table (tab) and below the whole report (tab 'end'), in order of position.
CREATE TEMP VIEW IF NOT EXISTS asi_note AS
WITH test AS MATERIALIZED (
  SELECT * FROM asi_wilcoxon
), counted AS MATERIALIZED (
  SELECT * FROM asi_criterion
), p_value(key, p) AS (
  SELECT 'signed rank', p FROM test UNION ALL
  SELECT 'signed rank normal', p_normal FROM test UNION ALL
  SELECT 'mcnemar', p_mcnemar FROM counted
), p_word(key, p_text) AS (
  SELECT key, CASE WHEN p < 1e-300 THEN '< 1e-300'
                   WHEN p < 0.001 THEN '= ' || replace(printf('%.4e', p), 'e-0', 'e-')
                   WHEN p <= 1 THEN printf('= %.4f', p) END
  FROM p_value
), note(tab, position, id, en) AS (
  SELECT tab, 2,
         '(skor): banyaknya jawaban ya, 0-16' || coalesce('; publikasinya menulis (' || published_unit || ').', '.'),
         '(score): answers yes, 0-16' || coalesce('; the publication heads it (' || published_unit || ').', '.')
  FROM asi_study, (SELECT '3' AS tab UNION ALL SELECT '4' UNION ALL SELECT '5')
  UNION ALL
  SELECT '5', 3,
         printf('Pasangan lengkap: %d dari %d responden.', n, n + n_missing),
         printf('Complete pairs: %d of %d respondents.', n, n + n_missing)
  FROM test
  UNION ALL
  SELECT '5', 4,
         printf('Uji Wilcoxon signed-rank, dua sisi: %d selisih dipakai, %d selisih nol dibuang.', n_used, n_zero),
         printf('Wilcoxon signed-rank test, two-sided: %d differences used, %d zero dropped.', n_used, n_zero)
  FROM test
  UNION ALL
  SELECT '5', 5,
         'P Value (' || w.text || ') ' || replace(p_text, '.', ',') ||
         CASE WHEN agrees IS NULL THEN '.'
              ELSE '; P Value publikasi ' || replace(published_p, '.', ',') ||
                   iif(agrees, ': sesuai.', ': TIDAK sesuai. Asal nilai publikasi tidak diketahui') ||
                   CASE WHEN agrees THEN '' WHEN same_conclusion THEN '; kesimpulan bahwa skor berbeda tetap berlaku.'
                        ELSE '.' END
         END,
         'P Value (' || method || ') ' || p_text ||
         CASE WHEN agrees IS NULL THEN '.'
              ELSE '; published P Value ' || published_p ||
                   iif(agrees, ': they agree.', ': they do NOT agree. How the published value arose is unknown') ||
                   CASE WHEN agrees THEN '' WHEN same_conclusion THEN '; the conclusion that scores differ stands.'
                        ELSE '.' END
         END
  FROM test JOIN p_word AS p ON p.key = 'signed rank' JOIN asi_word AS w ON w.key = method AND w.lang = 'id'
       LEFT JOIN asi_published_p
  UNION ALL
  SELECT '5a', 2,
         'Z = ' || asistat_fmt(-abs(z), 3, 'id') ||
         CASE WHEN w_plus > w_minus THEN ', berdasarkan peringkat negatif.'
              WHEN w_plus < w_minus THEN ', berdasarkan peringkat positif.'
              ELSE '; jumlah peringkat negatif dan positif sama.' END,
         'Z = ' || asistat_fmt(-abs(z), 3, 'en') ||
         CASE WHEN w_plus > w_minus THEN ', based on negative ranks.'
              WHEN w_plus < w_minus THEN ', based on positive ranks.'
              ELSE '; the sums of negative and positive ranks are equal.' END
  FROM test
  UNION ALL
  SELECT '5a', 3,
         'p normal (Asymp. Sig. 2-tailed) ' || replace(p_text, '.', ',') || '.',
         'Normal p (Asymp. Sig. 2-tailed) ' || p_text || '.'
  FROM p_word WHERE key = 'signed rank normal'
  UNION ALL
  SELECT '6', 2,
         printf('Kriteria studi: meningkat bila skor > %d. Dari %d %s, %d naik melewati batas dan %d turun.',
                counted.criterion, n, i.people, n_gained, n_lost),
         printf('Criterion of the study: increased when the score is > %d. Of %d %s %d rose above, %d fell back.',
                counted.criterion, n, e.people, n_gained, n_lost)
  FROM counted JOIN asi_study_text AS i ON i.lang = 'id' JOIN asi_study_text AS e ON e.lang = 'en'
  UNION ALL
  SELECT '6', 3,
         'Uji McNemar, dua sisi (eksak): p ' || replace(p_text, '.', ',') || '.',
         'McNemar''s test, two-sided (exact): p ' || p_text || '.'
  FROM p_word WHERE key = 'mcnemar'
  UNION ALL
  SELECT '6', 4,
         printf('Kategori baik (skor > %d, titik tengah skala: sebuah asumsi): %d sebelum, %d sesudah.',
                category_cutoff, n_good_pre, n_good_post),
         printf('Category good (score > %d, the midpoint of the scale: an assumption): %d before, %d after.',
                category_cutoff, n_good_pre, n_good_post)
  FROM counted
  UNION ALL
  SELECT tab, 5 + row,
         'Besar efek: ' || i.text || ' = ' || asistat_fmt(value, 3, 'id') || ', ' || label_id || ' (' || source || ').',
         'Effect size: ' || e.text || ' = ' || asistat_fmt(value, 3, 'en') || ', ' || label_en || ' (' || source || ').'
  FROM asi_effect JOIN asi_word AS i ON i.key = kind AND i.lang = 'id' JOIN asi_word AS e ON e.key = kind AND e.lang = 'en'
  UNION ALL
  SELECT 'end', 1,
         i.text, e.text
  FROM asi_study JOIN asi_word AS i ON i.key = design AND i.lang = 'id' JOIN asi_word AS e ON e.key = design AND e.lang = 'en'
)
SELECT tab, lang, 1 AS position, source AS text FROM asi_caption JOIN asi_study_text USING (lang)
UNION ALL
SELECT tab, 'id', position, id FROM note WHERE id IS NOT NULL
UNION ALL
SELECT tab, 'en', position, en FROM note WHERE en IS NOT NULL;

-- asi_no_report: what is said instead of a report where there is no study; otherwise no row.
CREATE TEMP VIEW IF NOT EXISTS asi_no_report AS
SELECT lang, text
FROM (SELECT 'id' AS lang, 'Tidak ada laporan: tabel study masih kosong.' AS text UNION ALL
      SELECT 'en', 'No report: the table study is empty.')
WHERE NOT EXISTS (SELECT 1 FROM asi_study);
