-- The long report in words: chapters, tables, notes and paragraphs in both languages, in no format yet. After findings.sql.
-- report_md.sql and report_html.sql only lay it out; text is plain here, and they escape all of it. What they read are TEMP
-- tables: views over views would be worked out again for each use.
--
-- A chapter has a key and a position; within it, paragraphs, tables and figures stand in order of position. Tables 1 to 6
-- are those of tables.sql, 3 to 5 with medians beside the means, since scores are ordinal; the others have letters.

-- Words ------------------------------------------------------------------------------------------------------------

-- asi_paper_word: what a row of the lettered tables is called.
CREATE TEMP VIEW IF NOT EXISTS asi_paper_word AS
WITH word(key, id, en) AS (VALUES
  ('improved',      'Naik (post > pre)',                     'Improved (post > pre)'),
  ('unchanged',     'Tetap (post = pre)',                    'Unchanged (post = pre)'),
  ('worse',         'Turun (post < pre)',                    'Worse (post < pre)'),
  ('wilcoxon',      'Wilcoxon, seperti Tabel 5',             'Wilcoxon, as in Table 5'),
  ('pratt',         'Wilcoxon, selisih nol menurut Pratt',   'Wilcoxon, zeros by Pratt'),
  ('spss',          'Wilcoxon, pendekatan normal (SPSS)',    'Wilcoxon, normal approximation (SPSS)'),
  ('sign',          'Uji tanda, eksak',                      'Sign test, exact'),
  ('t',             'Uji t berpasangan',                     'Paired t-test'),
  ('rank biserial', 'Korelasi rank-biserial',                'Rank-biserial correlation'),
  ('r',             'r = z/√n',                              'r = z/√n'),
  ('hedges gz',     'Hedges gz',                             'Hedges gz'),
  ('cohen dz',      'Cohen dz',                              'Cohen dz'),
  ('cohen dav',     'Cohen dav',                             'Cohen dav'),
  ('gain',          'Rata-rata n-gain (post - pre)/(16 - pre)', 'Mean n-gain (post - pre)/(16 - pre)')
), item(key, id, en) AS (
  SELECT 'item ' || item, iif(item <= 10, 'Ibu ' || item, 'Bayi ' || (item - 10)), iif(item <= 10, 'Mother ' || item, 'Baby ' || (item - 10))
  FROM asi_item
), spoken(key, id, en) AS (
  SELECT key, coalesce(own.id, word.id), coalesce(own.en, own.id, word.en)
  FROM (SELECT * FROM word UNION ALL SELECT * FROM item) AS word LEFT JOIN asi_own_word AS own USING (key)
)
SELECT key, 'id' AS lang, id AS text FROM spoken
UNION ALL
SELECT key, 'en', en FROM spoken;

-- asi_effect_text: the effects with their words.
CREATE TEMP VIEW IF NOT EXISTS asi_effect_text AS
SELECT row, e.key, lang, w.text AS text, value, effect_label(kind, value, lang) AS word
FROM asi_effect_size AS e JOIN asi_paper_word AS w USING (key);

-- Tables -----------------------------------------------------------------------------------------------------------

-- asi_checklist: what reporting guidelines ask, in short words of our own, and where a database of answers can tell it.
-- TREND: Des Jarlais et al. 2004. TIDieR: Hoffmann et al. 2014. SAMPL: Lang & Altman 2015.
CREATE TEMP VIEW IF NOT EXISTS asi_checklist AS
WITH item(row, asked_id, asked_en, answer_id, answer_en) AS (VALUES
  (1, 'TREND: siapa yang ikut sampai akhir', 'TREND: who took part to the end', 'Tabel A', 'Table A'),
  (2, 'TREND: ciri responden di awal', 'TREND: participants at the start', 'Tabel 1 dan 2', 'Tables 1 and 2'),
  (3, 'TREND: cara memilih responden', 'TREND: how participants were chosen', 'tidak ada di basis data; tulis sendiri', 'not in the database; write it'),
  (4, 'TREND: kelompok pembanding', 'TREND: the comparison group', '{design}', '{design}'),
  (5, 'TREND: hasil dengan besar efek dan interval', 'TREND: results with effect size and interval', 'Tabel 5, B, C, D, dan 6', 'Tables 5, B, C, D and 6'),
  (6, 'TREND: keterbatasan', 'TREND: limits', 'bab Keterbatasan', 'chapter Limits'),
  (7, 'TIDieR: nama intervensi', 'TIDieR: name of the intervention', '{intervention}', '{intervention}'),
  (8, 'TIDieR: bahan, pelaksana, dan tempat', 'TIDieR: materials, provider and place', 'tidak ada di basis data; tulis sendiri', 'not in the database; write it'),
  (9, 'TIDieR: kapan dan berapa banyak; sesuai rencana atau tidak', 'TIDieR: when and how much; as planned or not',
      'laporan kepatuhan (make adherence), bila sesi dicatat', 'the adherence report (make adherence), where sessions are recorded'),
  (10, 'SAMPL: perangkat lunak dan versinya', 'SAMPL: software and its version', 'bab Metode', 'chapter Method'),
  (11, 'SAMPL: banyaknya responden pada setiap analisis', 'SAMPL: number of participants in each analysis', 'setiap tabel', 'every table'),
  (12, 'SAMPL: ringkasan yang cocok dengan jenis data', 'SAMPL: summaries that suit the kind of data', 'median dan kuartil di samping mean (Tabel 3-5)', 'medians and quartiles beside means (Tables 3-5)'),
  (13, 'SAMPL: uji, sisi, dan asumsinya', 'SAMPL: the test, its sides and its assumptions', 'bab Metode, Tabel E dan J', 'chapter Method, Tables E and J'),
  (14, 'SAMPL: banyak uji sekaligus', 'SAMPL: many tests at once', 'Tabel F (Holm)', 'Table F (Holm)'),
  (15, 'SAMPL: data yang hilang', 'SAMPL: missing data', 'Tabel A; rincian: make quality', 'Table A; in detail: make quality')
)
SELECT row, lang, iif(lang = 'id', asked_id, asked_en) AS asked,
       CASE answer_id WHEN '{intervention}' THEN t.intervention
                      WHEN '{design}' THEN CASE WHEN design = 'one-group' THEN iif(lang = 'id', 'tidak ada (bab Keterbatasan)', 'none (chapter Limits)')
                                                ELSE iif(lang = 'id', 'ada; laporan ini hanya membandingkan sebelum dan sesudah',
                                                                      'there is one; this report compares before and after alone') END
                      ELSE iif(lang = 'id', answer_id, answer_en) END AS answer
FROM item, asi_study_text AS t, asi_study;

-- asi_paper_heading: the tables and their columns (col counts from 0), set left (l) or right (r).
CREATE TEMP TABLE IF NOT EXISTS asi_paper_heading AS
WITH heading(tab, col, align, id, en) AS (VALUES
  ('A', 0, 'l', 'Responden',          'Respondents'),
  ('A', 1, 'r', 'Jumlah',             'Number'),
  ('3', 0, 'l', '{Outcome} (skor)',   '{Outcome} (score)'),
  ('3', 1, 'r', 'N',                  'N'),
  ('3', 2, 'r', 'Minimum',            'Minimum'),
  ('3', 3, 'r', 'Maksimum',           'Maximum'),
  ('3', 4, 'r', 'Mean',               'Mean'),
  ('3', 5, 'r', 'Simpangan Baku (SD)', 'Standard deviation (SD)'),
  ('3', 6, 'r', 'Median',             'Median'),
  ('3', 7, 'r', 'Q1-Q3',              'Q1-Q3'),
  ('5', 0, 'l', 'Variabel',           'Variable'),
  ('5', 1, 'r', 'Mean',               'Mean'),
  ('5', 2, 'r', 'SD',                 'SD'),
  ('5', 3, 'r', 'Median',             'Median'),
  ('5', 4, 'r', 'Minimum',            'Minimum'),
  ('5', 5, 'r', 'Maksimum',           'Maximum'),
  ('5', 6, 'r', '95% CI',             '95% CI'),
  ('5', 7, 'r', 'Z',                  'Z'),
  ('5', 8, 'r', 'P Value',            'P Value'),
  ('5', 9, 'l', 'Metode',             'Method'),
  ('B', 0, 'l', 'Perubahan',          'Change'),
  ('B', 1, 'r', 'Jumlah',             'Number'),
  ('B', 2, 'r', 'Persentase (%)',     'Percent (%)'),
  ('B', 3, 'r', '95% CI (Wilson)',    '95% CI (Wilson)'),
  ('C', 0, 'l', 'Perkiraan',          'Estimate'),
  ('C', 1, 'r', 'Nilai (skor)',       'Value (score)'),
  ('C', 2, 'r', '95% CI',             '95% CI'),
  ('C', 3, 'r', 'Tingkat tercapai (%)', 'Level achieved (%)'),
  ('D', 0, 'l', 'Ukuran efek',        'Effect size'),
  ('D', 1, 'r', 'Nilai',              'Value'),
  ('D', 2, 'l', 'Sebutan',            'Word'),
  ('E', 0, 'l', 'Uji',                'Test'),
  ('E', 1, 'r', 'P Value',            'P Value'),
  ('F', 0, 'l', 'Butir',              'Item'),
  ('F', 1, 'r', 'N',                  'N'),
  ('F', 2, 'r', 'Ya sebelum (%)',     'Yes before (%)'),
  ('F', 3, 'r', 'Ya sesudah (%)',     'Yes after (%)'),
  ('F', 4, 'r', 'Tidak → ya',         'No → yes'),
  ('F', 5, 'r', 'Ya → tidak',         'Yes → no'),
  ('F', 6, 'r', 'P Value',            'P Value'),
  ('F', 7, 'r', 'P Value (Holm)',     'P Value (Holm)'),
  ('G', 0, 'l', 'Tahap',              'Phase'),
  ('G', 1, 'r', 'N',                  'N'),
  ('G', 2, 'r', 'Skor 0',             'Score 0'),
  ('G', 3, 'r', 'Lantai (%)',         'Floor (%)'),
  ('G', 4, 'r', 'Skor 16',            'Score 16'),
  ('G', 5, 'r', 'Langit-langit (%)',  'Ceiling (%)'),
  ('H', 0, 'l', 'Tahap',              'Phase'),
  ('H', 1, 'r', 'N',                  'N'),
  ('H', 2, 'r', 'Alfa Cronbach',      'Cronbach''s alpha'),
  ('H', 3, 'r', 'KR-20',              'KR-20'),
  ('H', 4, 'r', 'Alfa, 10 butir ibu', 'Alpha, 10 items of the mother'),
  ('H', 5, 'r', 'Alfa, 6 butir bayi', 'Alpha, 6 items of the baby'),
  ('I', 0, 'l', 'Butir',              'Item'),
  ('I', 1, 'r', 'r butir-sisa, pre',  'r item-rest, pre'),
  ('I', 2, 'r', 'Alfa tanpa butir, pre', 'Alpha without item, pre'),
  ('I', 3, 'r', 'r butir-sisa, post', 'r item-rest, post'),
  ('I', 4, 'r', 'Alfa tanpa butir, post', 'Alpha without item, post'),
  ('J', 0, 'l', 'Variabel',           'Variable'),
  ('J', 1, 'r', 'N',                  'N'),
  ('J', 2, 'r', 'Kemencengan',        'Skewness'),
  ('J', 3, 'r', 'Kurtosis',           'Kurtosis'),
  ('J', 4, 'r', 'Shapiro-Wilk W',     'Shapiro-Wilk W'),
  ('J', 5, 'r', 'P Value',            'P Value'),
  ('J', 6, 'r', 'Lilliefors D',       'Lilliefors D'),
  ('J', 7, 'r', 'P Value',            'P Value'),
  ('K', 0, 'l', 'Pedoman: hal',       'Guideline: item'),
  ('K', 1, 'l', 'Jawaban laporan ini', 'Answer of this report')
)
SELECT tab, lang, col, align,
       replace(iif(lang = 'id', id, en), '{Outcome}', upper(substr(outcome, 1, 1)) || substr(outcome, 2)) AS heading
FROM (SELECT * FROM heading UNION ALL SELECT '4', col, align, id, en FROM heading WHERE tab = '3'), asi_study_text
UNION ALL
SELECT tab, lang, col, align, heading FROM asi_column WHERE tab IN ('1', '2', '5a', '6');

-- asi_paper_cell: every cell as text (NULL: empty); row 0 holds the headings.
CREATE TEMP TABLE IF NOT EXISTS asi_paper_cell AS
WITH number AS (
  SELECT lang, key, t.text, s.row, s.n, s.mean, s.sd, s.minimum, s.maximum, s.ci95_low, s.ci95_high, q1, median, q3, skewness, kurtosis,
         w, p_shapiro, d, p_lilliefors, n_floor, n_ceiling
  FROM asi_spread JOIN (SELECT row, key, n, mean, sd, minimum, maximum, ci95_low, ci95_high FROM asi_summary) AS s USING (key)
       JOIN asi_word AS t USING (key)
), effect AS (
  SELECT z, p, method, lang, text AS method_text FROM asi_wilcoxon JOIN asi_word ON key = method
), cell(tab, lang, row, col, text) AS (
  SELECT 'A', lang, row, c.col, CASE c.col WHEN 0 THEN text ELSE n END
  FROM asi_flow_text, (SELECT 0 AS col UNION ALL SELECT 1) AS c
  UNION ALL
  SELECT h.tab, lang, 1, col,
         CASE col WHEN 0 THEN text WHEN 1 THEN n WHEN 2 THEN asistat_fmt(minimum, 1, lang) WHEN 3 THEN asistat_fmt(maximum, 1, lang)
                  WHEN 4 THEN asistat_fmt(mean, 2, lang) WHEN 5 THEN asistat_fmt(sd, 3, lang)
                  WHEN 6 THEN asistat_fmt(median, 1, lang) WHEN 7 THEN fmt_ci(q1, q3, 1, lang) END
  FROM number JOIN asi_paper_heading AS h USING (lang)
  WHERE h.tab = CASE key WHEN 'pre' THEN '3' WHEN 'post' THEN '4' END
  UNION ALL
  SELECT h.tab, lang, row, col,
         CASE col WHEN 0 THEN text WHEN 1 THEN asistat_fmt(mean, 2, lang) WHEN 2 THEN asistat_fmt(sd, 3, lang)
                  WHEN 3 THEN asistat_fmt(median, 1, lang) WHEN 4 THEN asistat_fmt(minimum, 0, lang)
                  WHEN 5 THEN asistat_fmt(maximum, 0, lang) WHEN 6 THEN fmt_ci(ci95_low, ci95_high, 2, lang)
                  WHEN 7 THEN iif(key = 'difference', asistat_fmt(z, 3, lang), NULL)
                  WHEN 8 THEN iif(key = 'difference', fmt_p(p, lang), NULL)
                  WHEN 9 THEN iif(key = 'difference', method_text, NULL) END
  FROM number JOIN asi_paper_heading AS h USING (lang) LEFT JOIN effect USING (lang) WHERE h.tab = '5'
  UNION ALL
  SELECT 'B', lang, row, col,
         CASE col WHEN 0 THEN text WHEN 1 THEN n WHEN 2 THEN asistat_fmt(percent, 1, lang) WHEN 3 THEN fmt_ci(low, high, 1, lang) END
  FROM asi_change JOIN asi_paper_word USING (key) JOIN asi_paper_heading AS h USING (lang) WHERE h.tab = 'B'
  UNION ALL
  SELECT 'C', lang, 1, col,
         CASE col WHEN 0 THEN iif(lang = 'id', 'Median Hodges-Lehmann dari selisih', 'Hodges-Lehmann median of the differences')
                  WHEN 1 THEN asistat_fmt(estimate, 2, lang) WHEN 2 THEN fmt_ci(low, high, 2, lang)
                  WHEN 3 THEN asistat_fmt(100 * achieved_level, 1, lang) END
  FROM asi_shift, asi_paper_heading WHERE tab = 'C' AND estimate IS NOT NULL
  UNION ALL
  SELECT 'D', lang, row, col, CASE col WHEN 0 THEN text WHEN 1 THEN asistat_fmt(value, 3, lang) WHEN 2 THEN word END
  FROM asi_effect_text JOIN asi_paper_heading AS h USING (lang) WHERE h.tab = 'D' AND value IS NOT NULL
  UNION ALL
  SELECT 'E', lang, row, col, CASE col WHEN 0 THEN text WHEN 1 THEN fmt_p(p, lang) END
  FROM asi_choice_p JOIN asi_paper_word USING (key) JOIN asi_paper_heading AS h USING (lang) WHERE h.tab = 'E' AND p IS NOT NULL
  UNION ALL
  SELECT 'F', lang, item, col,
         CASE col WHEN 0 THEN text WHEN 1 THEN n WHEN 2 THEN asistat_fmt(100.0 * n_pre / n, 1, lang)
                  WHEN 3 THEN asistat_fmt(100.0 * n_post / n, 1, lang) WHEN 4 THEN n_gained WHEN 5 THEN n_lost
                  WHEN 6 THEN fmt_p(p, lang) WHEN 7 THEN fmt_p(p_holm, lang) END
  FROM asi_item_change JOIN asi_paper_word ON key = 'item ' || item JOIN asi_paper_heading AS h USING (lang) WHERE h.tab = 'F'
  UNION ALL
  SELECT 'G', lang, row, col,
         CASE col WHEN 0 THEN text WHEN 1 THEN n WHEN 2 THEN n_floor WHEN 3 THEN asistat_fmt(100.0 * n_floor / n, 1, lang)
                  WHEN 4 THEN n_ceiling WHEN 5 THEN asistat_fmt(100.0 * n_ceiling / n, 1, lang) END
  FROM number JOIN asi_paper_heading AS h USING (lang) WHERE h.tab = 'G' AND n_floor IS NOT NULL
  UNION ALL
  SELECT 'H', lang, iif(phase = 'pre', 1, 2), col,
         CASE col WHEN 0 THEN text WHEN 1 THEN n WHEN 2 THEN asistat_fmt(alpha, 3, lang) WHEN 3 THEN asistat_fmt(kr20, 3, lang)
                  WHEN 4 THEN asistat_fmt(alpha_mother, 3, lang) WHEN 5 THEN asistat_fmt(alpha_baby, 3, lang) END
  FROM asi_consistency JOIN asi_word ON key = phase JOIN asi_paper_heading AS h USING (lang) WHERE h.tab = 'H'
  UNION ALL
  SELECT 'I', lang, a.item, col,
         CASE col WHEN 0 THEN text WHEN 1 THEN asistat_fmt(a.r_rest, 3, lang) WHEN 2 THEN asistat_fmt(a.alpha_if_deleted, 3, lang)
                  WHEN 3 THEN asistat_fmt(b.r_rest, 3, lang) WHEN 4 THEN asistat_fmt(b.alpha_if_deleted, 3, lang) END
  FROM asi_item_fit AS a JOIN asi_item_fit AS b ON b.item = a.item AND a.phase = 'pre' AND b.phase = 'post'
       JOIN asi_paper_word ON key = 'item ' || a.item JOIN asi_paper_heading AS h USING (lang) WHERE h.tab = 'I'
  UNION ALL
  SELECT 'J', lang, row, col,
         CASE col WHEN 0 THEN text WHEN 1 THEN n WHEN 2 THEN asistat_fmt(skewness, 3, lang) WHEN 3 THEN asistat_fmt(kurtosis, 3, lang)
                  WHEN 4 THEN asistat_fmt(w, 3, lang) WHEN 5 THEN fmt_p(p_shapiro, lang)
                  WHEN 6 THEN asistat_fmt(d, 3, lang) WHEN 7 THEN fmt_p(p_lilliefors, lang) END
  FROM number JOIN asi_paper_heading AS h USING (lang) WHERE h.tab = 'J'
  UNION ALL
  SELECT 'K', lang, row, c.col, iif(c.col = 0, asked, answer)
  FROM asi_checklist, (SELECT 0 AS col UNION ALL SELECT 1) AS c
)
SELECT tab, lang, 0 AS row, col, heading AS text FROM asi_paper_heading
UNION ALL
SELECT tab, lang, row, col, CAST(text AS TEXT) FROM cell
UNION ALL
SELECT tab, lang, row, col, CAST(text AS TEXT) FROM asi_cell WHERE tab IN ('1', '2', '5a', '6') AND row > 0;

-- asi_paper_table: every table that has rows, its place and its title.
CREATE TEMP TABLE IF NOT EXISTS asi_paper_table AS
WITH place(tab, chapter, position, id, en) AS (VALUES
  ('A',  'participants', 2, 'Tabel A. Alur responden', 'Table A. Flow of participants'),
  ('1',  'participants', 3, NULL, NULL),
  ('2',  'participants', 4, NULL, NULL),
  ('3',  'scores',       2, NULL, NULL),
  ('4',  'scores',       3, NULL, NULL),
  ('5',  'scores',       5, NULL, NULL),
  ('B',  'change',       2, 'Tabel B. Skor yang naik, tetap, dan turun', 'Table B. Scores improved, unchanged and worse'),
  ('5a', 'change',       4, NULL, NULL),
  ('C',  'change',       5, 'Tabel C. Besar perubahan', 'Table C. Size of the change'),
  ('D',  'change',       6, 'Tabel D. Ukuran efek', 'Table D. Effect sizes'),
  ('E',  'change',       7, 'Tabel E. P Value menurut pilihan uji lain', 'Table E. P Value by other choices of test'),
  ('6',  'criterion',    2, NULL, NULL),
  ('F',  'items',        2, 'Tabel F. Jawaban ya per butir, uji McNemar', 'Table F. Answers yes by item, McNemar''s test'),
  ('G',  'instrument',   2, 'Tabel G. Efek lantai dan langit-langit', 'Table G. Floor and ceiling'),
  ('H',  'instrument',   3, 'Tabel H. Reliabilitas', 'Table H. Reliability'),
  ('I',  'instrument',   4, 'Tabel I. Butir dan reliabilitas', 'Table I. Items and reliability'),
  ('J',  'normality',    2, 'Tabel J. Normalitas skor dan selisih', 'Table J. Normality of scores and differences'),
  ('K',  'checklist',    2, 'Tabel K. Yang diminta pedoman TREND, TIDieR, dan SAMPL', 'Table K. What TREND, TIDieR and SAMPL ask for')
), filled(tab) AS MATERIALIZED (
  SELECT DISTINCT tab FROM asi_paper_cell WHERE row > 0
)
SELECT tab, chapter, position, lang, coalesce(iif(lang = 'id', id, en), title) AS title
FROM place JOIN filled USING (tab) JOIN asi_language LEFT JOIN asi_caption USING (tab, lang);

-- asi_paper_note: what stands below each table, in order of position.
CREATE TEMP TABLE IF NOT EXISTS asi_paper_note AS
WITH note(tab, position, id, en) AS (VALUES
  ('3', 9, 'Q1-Q3: kuartil pertama dan ketiga.', 'Q1-Q3: first and third quartile.'),
  ('4', 9, 'Q1-Q3: kuartil pertama dan ketiga.', 'Q1-Q3: first and third quartile.'),
  ('C', 2, 'Median dari rata-rata semua pasang selisih; skor melompat satu-satu, maka tingkat 95% tercapai hanya kira-kira.',
           'The median of the averages of all pairs of differences; scores move in steps of one, so that 95% is reached only about.'),
  ('D', 2, 'Sebutan menurut kebiasaan (r dan d: Cohen 1988; n-gain: Hake 1998), bukan ukuran manfaat. d menganggap skor berjarak sama.',
           'Words by convention (r and d: Cohen 1988; n-gain: Hake 1998), no measure of use. d takes the scores to be equally spaced.'),
  ('E', 2, 'Bila P Value di sini sependapat, kesimpulan tidak bergantung pada pilihan uji. Uji utama ialah baris pertama.',
           'Where these P Values agree, the conclusion does not hang on the choice of test. The main test is the first row.'),
  ('F', 2, 'McNemar eksak, dua sisi, pada responden yang menjawab butir itu dua kali; Holm menyesuaikan untuk semua butir.',
           'McNemar, exact and two-sided, of those who answered the item twice; Holm adjusts for all items.'),
  ('G', 2, 'Lebih dari 15% pada salah satu ujung: kuesioner tidak dapat membedakan mereka (McHorney & Tarlov 1995).',
           'More than 15% at either end: the questionnaire cannot tell these apart (McHorney & Tarlov 1995).'),
  ('H', 2, 'Untuk jawaban ya/tidak alfa sama dengan KR-20. Nilai negatif mungkin: butir-butir berlawanan arah.',
           'For yes/no answers alpha is KR-20. Negative values are possible: items that run against each other.'),
  ('I', 2, 'r butir-sisa: korelasi butir dengan jumlah butir lain; kosong bila semua menjawab sama.',
           'r item-rest: correlation of the item with the sum of the others; empty where all answered alike.'),
  ('J', 2, 'Yang penting bagi uji t ialah selisih. Shapiro-Wilk sampai 5000 nilai, Lilliefors dari 5.',
           'For the t-test it is the difference that matters. Shapiro-Wilk up to 5000 values, Lilliefors from 5.')
)
SELECT tab, lang, position, text FROM asi_note WHERE tab <> 'end'
UNION ALL
SELECT tab, lang, 1, source FROM asi_study_text JOIN (SELECT DISTINCT tab FROM asi_paper_heading) WHERE tab BETWEEN 'A' AND 'J'
UNION ALL
SELECT tab, lang, position, iif(lang = 'id', id, en) FROM note, asi_language;

-- Paragraphs -------------------------------------------------------------------------------------------------------

-- asi_paper_method: every choice of the analysis, a sentence each.
CREATE TEMP VIEW IF NOT EXISTS asi_paper_method AS
SELECT 1 AS row,
  'Skor: banyaknya jawaban ya dari 16 butir. Butir kosong: tanpa skor. Tidak ada nilai yang diganti; hanya pasangan lengkap dianalisis.' AS id,
  'Score: the answers yes of 16 items. An item left open: no score. Nothing was imputed; only complete pairs are analysed.' AS en
UNION ALL SELECT 2,
  'Ringkasan: median dan kuartil (Hyndman & Fan tipe 7) karena skor ordinal; mean, SD (n-1), dan interval t di sampingnya.',
  'Summaries: median and quartiles (Hyndman & Fan type 7), scores being ordinal; mean, SD (n-1) and t interval beside them.'
UNION ALL SELECT 3,
  printf('Uji utama: Wilcoxon signed-rank dua sisi, p %s. Selisih nol (%d) dibuang; selisih seri mendapat peringkat tengah, %s; z tanpa koreksi kontinuitas.',
         i.text, n_zero, iif(method = 'exact', 'dan p menghitung setiap pola tanda atas peringkat itu', 'dan ragamnya dikoreksi')),
  printf('Main test: Wilcoxon signed-rank, two-sided, %s p. Zero differences (%d) dropped; ties get midranks, %s; z without continuity correction.',
         e.text, n_zero, iif(method = 'exact', 'and p counts every pattern of signs over them', 'and the variance is corrected'))
FROM asi_wilcoxon JOIN asi_word AS i ON i.key = method AND i.lang = 'id' JOIN asi_word AS e ON e.key = method AND e.lang = 'en'
UNION ALL SELECT 4,
  'Besar perubahan: Hodges-Lehmann atas semua selisih, nol termasuk, dengan interval 95% dari uji Wilcoxon.',
  'Size of the change: Hodges-Lehmann over all differences, zeros included, with the 95% interval of the Wilcoxon test.'
UNION ALL SELECT 5,
  printf('Kriteria: skor > %d. Bagian dengan interval Wilson 95%%; perubahan dengan uji McNemar eksak, dua sisi.', criterion),
  printf('Criterion: score > %d. Shares with Wilson''s 95%% interval; the change by McNemar''s exact test, two-sided.', criterion)
FROM asi_study
UNION ALL SELECT 6,
  'Butir: McNemar eksak, dua sisi; P Value semua butir disesuaikan menurut Holm.',
  'Items: McNemar, exact and two-sided; the P Values of all items adjusted by Holm.'
UNION ALL SELECT 7,
  'Reliabilitas: alfa Cronbach, untuk ya/tidak sama dengan KR-20, pada kuesioner yang terisi penuh.',
  'Reliability: Cronbach''s alpha, for yes/no answers equal to KR-20, of questionnaires answered in full.'
UNION ALL SELECT 8,
  'Normalitas: Shapiro-Wilk (Royston 1995) dan Lilliefors; dilaporkan, tidak menentukan pilihan uji.',
  'Normality: Shapiro-Wilk (Royston 1995) and Lilliefors; reported, they decide no choice of test.'
UNION ALL SELECT 9,
  'Taraf 0,05, dua sisi. P Value di bawah 0,001 dicetak <0,001, tidak pernah 0,000. Selain butir, tidak ada penyesuaian untuk banyak uji.',
  'Level 0.05, two-sided. P Values below 0.001 are printed <0.001, never 0.000. But for the items, nothing is adjusted for many tests.'
UNION ALL SELECT 10,
  'Dihitung dengan asistat ' || asistat_version() || ', ekstensi SQLite.',
  'Computed with asistat ' || asistat_version() || ', an extension of SQLite.';

-- asi_paper_text: paragraphs (kind p) and list items (li).
CREATE TEMP TABLE IF NOT EXISTS asi_paper_text AS
WITH test AS MATERIALIZED (
  SELECT n, n_missing, n_used, n_zero, p, method, lang, asi_word.text AS method_text, asi_study_text.people, intervention, outcome, criterion
  FROM asi_wilcoxon JOIN asi_word ON key = method JOIN asi_study_text USING (lang)
), spread AS MATERIALIZED (
  SELECT max(median) FILTER (WHERE key = 'pre') AS pre, max(median) FILTER (WHERE key = 'post') AS post,
         max(q1) FILTER (WHERE key = 'pre') AS pre_q1, max(q3) FILTER (WHERE key = 'pre') AS pre_q3,
         max(q1) FILTER (WHERE key = 'post') AS post_q1, max(q3) FILTER (WHERE key = 'post') AS post_q3
  FROM asi_spread
), change AS MATERIALIZED (
  SELECT max(n) FILTER (WHERE key = 'improved') AS improved, max(n) FILTER (WHERE key = 'unchanged') AS unchanged,
         max(n) FILTER (WHERE key = 'worse') AS worse FROM asi_change
), said(lang, chapter, position, kind, text) AS (
  SELECT lang, 'summary', 1, 'li',
         printf(iif(lang = 'id', '%d dari %d %s mempunyai skor sebelum dan sesudah %s.', '%d of %d %s have a score before and after %s.'),
                n, n + n_missing, people, intervention)
  FROM test WHERE n > 0
  UNION ALL
  SELECT lang, 'summary', 2, 'li',
         printf(iif(lang = 'id', 'Median skor (0-16): %s sebelum (Q1-Q3 %s), %s sesudah (%s).', 'Median score (0-16): %s before (Q1-Q3 %s), %s after (%s).'),
                asistat_fmt(pre, 1, lang), fmt_ci(pre_q1, pre_q3, 1, lang), asistat_fmt(post, 1, lang), fmt_ci(post_q1, post_q3, 1, lang))
  FROM test, spread WHERE pre IS NOT NULL
  UNION ALL
  SELECT lang, 'summary', 3, 'li',
         printf(iif(lang = 'id', 'Perubahan (Hodges-Lehmann): %s, 95%% CI %s; uji Wilcoxon %s, p %s.',
                                 'Change (Hodges-Lehmann): %s, 95%% CI %s; Wilcoxon test, %s, p %s.'),
                asistat_fmt(estimate, 1, lang), fmt_ci(low, high, 1, lang), method_text,
                iif(fmt_p(p, lang) GLOB '<*', '', '= ') || fmt_p(p, lang))
  FROM test, asi_shift WHERE estimate IS NOT NULL
  UNION ALL
  SELECT lang, 'summary', 4, 'li',
         printf(iif(lang = 'id', 'Skor naik pada %d %s, tetap pada %d, turun pada %d.', 'Scores rose in %d %s, stayed in %d, fell in %d.'),
                improved, people, unchanged, worse)
  FROM test, change WHERE n > 0
  UNION ALL
  SELECT lang, 'summary', 5, 'li',
         printf(iif(lang = 'id', 'Skor > %d (meningkat menurut studi): %d sebelum, %d sesudah.', 'Score > %d (increased, as the study has it): %d before, %d after.'),
                c.criterion, n_pre, n_post)
  FROM asi_criterion AS c, asi_language WHERE n > 0
  UNION ALL
  SELECT lang, 'summary', 6, 'li', iif(lang = 'id', 'Tidak ada pasangan lengkap: tidak ada yang dapat diuji.', 'No complete pair: there is nothing to test.')
  FROM asi_language, asi_wilcoxon WHERE coalesce(n, 0) = 0
  UNION ALL
  SELECT lang, 'summary', 7, 'p', text FROM asi_study JOIN asi_word ON key = design
  UNION ALL
  SELECT lang, 'change', 1, 'p',
         iif(lang = 'id', 'Uji dan perkiraan membaca skor sebagai urutan; angka t dan d hanya pembanding.',
                          'Tests and estimates read the scores as an order; t and d are there for comparison.')
  FROM asi_language
  UNION ALL
  SELECT lang, 'items', 1, 'p', iif(lang = 'id', 'Tidak ada butir yang jawabannya diketahui sebelum dan sesudah.', 'No item''s answers are known before and after.')
  FROM asi_language WHERE NOT EXISTS (SELECT 1 FROM asi_item_change)
  UNION ALL
  SELECT lang, 'method', row, 'li', iif(lang = 'id', id, en) FROM asi_paper_method JOIN asi_language
  UNION ALL
  SELECT lang, 'limits', 1, 'li', text FROM asi_study JOIN asi_word ON key = design
  UNION ALL
  SELECT lang, 'limits', 2, 'li', text FROM asi_word WHERE key = 'self-report'
  UNION ALL
  SELECT lang, 'limits', 3, 'li',
         iif(lang = 'id', 'Kriteria dan batas kategori adalah pilihan studi; batas kategori (titik tengah skala) sebuah asumsi.',
                          'Criterion and category cut-off are choices of the study; the cut-off (the midpoint of the scale) is an assumption.')
  FROM asi_language
  UNION ALL
  SELECT lang, 'limits', 4, 'li',
         iif(lang = 'id', 'P Value bukan ukuran besarnya atau gunanya perubahan; lihat Tabel C dan D.', 'A P Value measures neither the size nor the use of a change; see Tables C and D.')
  FROM asi_language
)
SELECT lang, chapter, position, kind, text FROM said WHERE text IS NOT NULL;

-- asi_paper_chapter: the chapters that have something to say, in order.
CREATE TEMP TABLE IF NOT EXISTS asi_paper_chapter AS
WITH chapter(position, chapter, id, en) AS (VALUES
  (1, 'summary',      'Ringkasan',                            'Summary'),
  (2, 'participants', 'Responden',                            'Participants'),
  (3, 'scores',       'Skor sebelum dan sesudah',             'Scores before and after'),
  (4, 'change',       'Perubahan skor',                       'Change in scores'),
  (5, 'criterion',    'Kriteria studi',                       'Criterion of the study'),
  (6, 'items',        'Butir demi butir',                     'Item by item'),
  (7, 'instrument',   'Kuesioner',                            'Questionnaire'),
  (8, 'normality',    'Normalitas',                           'Normality'),
  (9, 'method',       'Metode',                               'Method'),
  (10, 'limits',      'Keterbatasan',                         'Limits'),
  (11, 'checklist',   'Daftar periksa pelaporan',             'Reporting checklist')
)
SELECT position, chapter, lang, iif(lang = 'id', id, en) AS title
FROM chapter, asi_language
WHERE chapter IN (SELECT chapter FROM asi_paper_text UNION SELECT chapter FROM asi_paper_table UNION SELECT chapter FROM asi_paper_figure);
