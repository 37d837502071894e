-- Are published numbers possible? Reported results in, a verdict per number out, with its reason in words.
--
-- Three TEMP tables take what papers print, of any number of papers; the founding study of this project is in them. Add
-- yours, from a table of your own or by hand; means, SDs, limits and p are TEXT as printed, with their zeros:
--   INSERT INTO asi_reported_sample(paper, sample, n, minimum, maximum, mean, sd) VALUES ('my paper', 'pre', 24, 3, 9, '6.50', '1.59');
--   SELECT number, printed, verdict, reason FROM asi_audit_text WHERE paper = 'my paper' AND lang = 'en' ORDER BY line;
-- Load it alone or beside the others, also once more; it needs none of them, writes nothing but TEMP tables and views, and changes no file.
-- A verdict says what is possible, never how a number came about; what it does not mean stands beside it.

-- Stops an SQLite that is too old, in words; otherwise it does nothing and returns no row.
SELECT 1 WHERE json_extract('{}', CASE WHEN CAST(substr(sqlite_version(), 3) AS INTEGER) >= 38 THEN '$.ok'
                                       ELSE 'asistat needs SQLite 3.38 or newer' END) IS NOT NULL;

-- What papers print -------------------------------------------------------------------------------------------------

-- asi_reported_sample: a sample of whole numbers as a table describes it; what is not printed is NULL.
CREATE TEMP TABLE IF NOT EXISTS asi_reported_sample(
  paper     TEXT NOT NULL,
  sample    TEXT NOT NULL,              -- 'pre', 'post', 'control' ...
  position  INTEGER NOT NULL DEFAULT 1, -- order within the paper
  n         INTEGER NOT NULL,
  minimum   INTEGER,
  maximum   INTEGER,
  mean      TEXT NOT NULL,
  sd        TEXT,
  ci_low    TEXT,                       -- 95 % interval of the mean
  ci_high   TEXT,
  answers   INTEGER NOT NULL DEFAULT 1, -- whole answers that each value is the mean of
  items     INTEGER,                    -- yes/no items that the score adds up: for the bound of KR-20
  criterion INTEGER,                    -- counted are those above it
  PRIMARY KEY (paper, sample),
  CONSTRAINT "a number as printed has a decimal point" CHECK (coalesce(mean, '') || coalesce(sd, '') || coalesce(ci_low, '') || coalesce(ci_high, '') NOT LIKE '%,%')
);

-- asi_reported_test: a test and its p; kind is wilcoxon, paired, welch or student (of two samples), or t, F, chi2, z, r.
CREATE TEMP TABLE IF NOT EXISTS asi_reported_test(
  paper    TEXT NOT NULL,
  test     TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 1,
  kind     TEXT NOT NULL,
  sample_1 TEXT,                        -- before, or the first group
  sample_2 TEXT,
  value    TEXT,                        -- of a statistic
  df1      REAL,
  df2      REAL,
  p        TEXT NOT NULL,               -- '0.012', '<0.05', 'ns'
  PRIMARY KEY (paper, test),
  CONSTRAINT "a p as printed has a decimal point" CHECK (p NOT LIKE '%,%'),
  CONSTRAINT "a kind of test that can be checked" CHECK (kind IN ('wilcoxon', 'paired', 'welch', 'student', 't', 'F', 'chi2', 'z', 'r'))
);

-- asi_reported_note: what a reader notes about the text of a paper; no function judges it.
CREATE TEMP TABLE IF NOT EXISTS asi_reported_note(
  paper    TEXT NOT NULL,
  position INTEGER NOT NULL,
  id       TEXT NOT NULL,
  en       TEXT NOT NULL,
  PRIMARY KEY (paper, position)
);

INSERT OR IGNORE INTO asi_reported_sample VALUES
  ('Evitaloka & Anggraini', 'pre',  1, 30, 7, 10, '9.17',  '0.874', '8.84',  '9.49',  1, 16, 12),
  ('Evitaloka & Anggraini', 'post', 2, 30, 9, 16, '13.37', '1.671', '12.74', '13.99', 1, 16, 12);

INSERT OR IGNORE INTO asi_reported_test(paper, test, kind, sample_1, sample_2, p) VALUES
  ('Evitaloka & Anggraini', 'pre-post', 'wilcoxon', 'pre', 'post', '0.012');

INSERT OR IGNORE INTO asi_reported_note VALUES
  ('Evitaloka & Anggraini', 1,
   'Bahwa tidak ada ibu yang turun tidak terbaca dari rentang: minimum posttest 9 lebih kecil daripada maksimum pretest 10.',
   'That no mother declined cannot be read off the ranges: the posttest minimum 9 is below the pretest maximum 10.'),
  ('Evitaloka & Anggraini', 2,
   'Interval yang tidak tumpang tindih dari sampel berpasangan tidak membuktikan apa pun; interval selisihnya tidak dilaporkan.',
   'Intervals of dependent samples that do not overlap confirm nothing; the interval of the difference is not reported.'),
  ('Evitaloka & Anggraini', 3,
   'Abstrak menyebut pengukuran objektif, pembahasan menyebut laporan ibu sendiri.',
   'The abstract speaks of objective measurement, the discussion of self-report.'),
  ('Evitaloka & Anggraini', 4,
   'Pretest disebut rendah, tetapi sebagian besar ibu sudah di atas titik tengah 8 sebelum pijat.',
   'The pretest is called low, but most mothers are above the midpoint 8 before the massage.'),
  ('Evitaloka & Anggraini', 5,
   'Tabel berjudul (ml), padahal isinya skor; lima karya yang dikutip tidak ada dalam daftar pustaka.',
   'The tables are headed (ml), though they hold scores; five cited works are not in the reference list.'),
  ('Evitaloka & Anggraini', 6,
   'Desain satu kelompok tanpa pembanding: kenaikan skor tidak dapat dipisahkan dari kenaikan alami produksi ASI pada hari-hari pertama nifas.',
   'One-group design without comparison: the rise in scores cannot be separated from the natural rise in breast-milk production in the first days after birth.');

-- Numbers -----------------------------------------------------------------------------------------------------------

-- asi_audit_decimal: what a unit of the last decimal is; a number as printed stands for half a unit on either side.
CREATE TEMP VIEW IF NOT EXISTS asi_audit_decimal AS
WITH decimal(places, unit) AS (VALUES
  (0, 1.0), (1, 0.1), (2, 0.01), (3, 0.001), (4, 0.0001), (5, 0.00001), (6, 0.000001), (7, 0.0000001), (8, 0.00000001),
  (9, 0.000000001)
)
SELECT places, unit FROM decimal;

-- asi_audit_sample: what whole numbers and rounding allow each sample; listed counts to 100,001 at most.
CREATE TEMP VIEW IF NOT EXISTS asi_audit_sample AS
WITH reported AS (
  SELECT *, maximum - minimum <= 1000 AND n <= 1000000 AND answers = 1 AND sd IS NOT NULL AS is_listable
  FROM asi_reported_sample
)
SELECT paper, sample, position, n, minimum, maximum, mean, sd, ci_low, ci_high, items, criterion,
       grim(mean, n, answers) AS mean_is_possible,
       grimmer(mean, sd, n, answers) AS sd_is_possible,
       CASE WHEN is_listable THEN
         (SELECT count(*) FROM (SELECT 1 FROM closure_samples(r.n, r.minimum, r.maximum, r.mean, r.sd) LIMIT 100001))
       END AS listed,
       ci_from_summary_low_min(mean, sd, n) AS low_min, ci_from_summary_low_max(mean, sd, n) AS low_max,
       ci_from_summary_high_min(mean, sd, n) AS high_min, ci_from_summary_high_max(mean, sd, n) AS high_max
FROM reported AS r;

-- asi_audit_bound: over all samples, the fewest and the most above the criterion, the least and the largest of the largest
-- KR-20; where the list is complete.
CREATE TEMP VIEW IF NOT EXISTS asi_audit_bound AS
WITH complete AS MATERIALIZED (
  SELECT s.paper, s.sample, s.minimum, s.items, s.criterion, c.id AS number, c.counts
  FROM asi_audit_sample AS s, closure_samples(s.n, s.minimum, s.maximum, s.mean, s.sd) AS c
  WHERE s.listed BETWEEN 1 AND 100000
), counted AS (
  SELECT complete.paper, complete.sample, number,
         sum(value) FILTER (WHERE key + minimum > criterion) AS above
  FROM complete, json_each(counts)
  WHERE criterion IS NOT NULL
  GROUP BY complete.paper, complete.sample, number
), rated AS (
  SELECT paper, sample, min(kr20_max(counts, items, minimum)) AS kr20_least, max(kr20_max(counts, items, minimum)) AS kr20_most
  FROM complete
  WHERE items IS NOT NULL AND minimum >= 0
  GROUP BY paper, sample
), crossed AS (
  SELECT paper, sample, min(coalesce(above, 0)) AS above_least, max(coalesce(above, 0)) AS above_most
  FROM counted
  GROUP BY paper, sample
)
SELECT paper, sample, above_least, above_most, kr20_least, kr20_most
FROM (SELECT paper, sample FROM asi_reported_sample) LEFT JOIN crossed USING (paper, sample) LEFT JOIN rated USING (paper, sample);

-- asi_audit_p: the range of each p, from its samples or its statistic, and the printed p as a number with half a unit of
-- its last decimal (relation is =, < or >).
CREATE TEMP VIEW IF NOT EXISTS asi_audit_p AS
WITH paired AS (
  SELECT t.paper, t.test, t.position, t.kind, t.value, t.df1, t.df2, t.p,
         a.n AS n_1, b.n AS n_2, a.minimum AS min_1, a.maximum AS max_1, a.mean AS mean_1, a.sd AS sd_1,
         b.minimum AS min_2, b.maximum AS max_2, b.mean AS mean_2, b.sd AS sd_2,
         a.n = b.n AND a.n <= 1000000 AND a.maximum - a.minimum <= 1000 AND b.maximum - b.minimum <= 1000
           AND a.answers = 1 AND b.answers = 1 AS is_rankable
  FROM asi_reported_test AS t
       LEFT JOIN asi_reported_sample AS a ON a.paper = t.paper AND a.sample = t.sample_1
       LEFT JOIN asi_reported_sample AS b ON b.paper = t.paper AND b.sample = t.sample_2
), ranged AS (
  SELECT paper, test, position, kind, p, n_1 AS n,
         CASE WHEN kind = 'wilcoxon' AND is_rankable AND n_1 <= 1000
              THEN wilcoxon_p_range_low(n_1, min_1, max_1, mean_1, sd_1, min_2, max_2, mean_2, sd_2, 'exact') END AS exact_low,
         CASE WHEN kind = 'wilcoxon' AND is_rankable AND n_1 <= 1000
              THEN wilcoxon_p_range_high(n_1, min_1, max_1, mean_1, sd_1, min_2, max_2, mean_2, sd_2, 'exact') END AS exact_high,
         CASE WHEN kind = 'wilcoxon' AND is_rankable
              THEN wilcoxon_p_range_low(n_1, min_1, max_1, mean_1, sd_1, min_2, max_2, mean_2, sd_2, 'normal') END AS normal_low,
         CASE WHEN kind = 'wilcoxon' AND is_rankable
              THEN wilcoxon_p_range_high(n_1, min_1, max_1, mean_1, sd_1, min_2, max_2, mean_2, sd_2, 'normal, continuity') END AS normal_high,
         CASE WHEN kind IN ('paired', 'welch', 'student') AND (kind <> 'paired' OR n_1 = n_2)
              THEN ttest_from_summary_p_min(mean_1, sd_1, n_1, mean_2, sd_2, n_2, kind) END AS t_low,
         CASE WHEN kind IN ('paired', 'welch', 'student') AND (kind <> 'paired' OR n_1 = n_2)
              THEN ttest_from_summary_p_max(mean_1, sd_1, n_1, mean_2, sd_2, n_2, kind) END AS t_high,
         CASE WHEN kind IN ('t', 'chi2', 'r') THEN check_p_verdict(kind, value, df1, p)
              WHEN kind = 'z' THEN check_p_verdict(kind, value, p)
              WHEN kind = 'F' THEN check_p_verdict(kind, value, df1, df2, p) END AS statistic_verdict
  FROM paired
), printed AS (
  SELECT *, CASE WHEN lower(p) IN ('ns', 'n.s.') THEN '>' WHEN substr(p, 1, 1) IN ('<', '>') THEN substr(p, 1, 1) ELSE '=' END AS relation,
         CASE WHEN lower(p) IN ('ns', 'n.s.') THEN 0.05 ELSE CAST(ltrim(p, '<>= ') AS REAL) END AS number,
         CASE WHEN instr(p, '.') = 0 OR lower(p) = 'n.s.' THEN 0 ELSE length(rtrim(p)) - instr(p, '.') END AS places
  FROM ranged
), bounded AS (
  SELECT *, min(coalesce(exact_low, normal_low, t_low), coalesce(normal_low, exact_low, t_low)) AS low,
            max(coalesce(exact_high, normal_high, t_high), coalesce(normal_high, exact_high, t_high)) AS high
  FROM printed
)
SELECT paper, test, position, kind, p, n, relation, number, places, exact_low, exact_high, normal_low, normal_high, low, high,
       coalesce(statistic_verdict,
                CASE WHEN low IS NULL THEN 'not checked'
                     WHEN relation = '<' THEN iif(low < number, 'consistent', 'impossible')
                     WHEN relation = '>' THEN iif(high > number, 'consistent', 'impossible')
                     WHEN number + unit / 2 >= low AND number - unit / 2 <= high THEN 'consistent'
                     ELSE 'impossible' END) AS verdict
FROM bounded JOIN asi_audit_decimal USING (places);

-- asi_audit_untied: the sizes up to 200 at which pairs that all increase, none tied, print the reported Wilcoxon p; possible
-- explanations of an impossible one, never its cause: other data print it too.
CREATE TEMP VIEW IF NOT EXISTS asi_audit_untied AS
WITH RECURSIVE size(m) AS (
  SELECT 1 UNION ALL SELECT m + 1 FROM size WHERE m < 200
), printed(m, method, p) AS (
  SELECT m, 'exact', 2 * pbinom(0, m, 0.5) FROM size
  UNION ALL
  SELECT m, 'normal', 2 * pnorm(m * (m + 1) / 4.0 / variance.root, 'upper')
  FROM (SELECT m, sqrt(m * (m + 1) * (2 * m + 1) / 24.0) AS root FROM size) AS variance
)
SELECT r.paper, r.test, group_concat(iif(printed.method = 'exact', printed.m || ' (exact)', printed.m), ', ') AS sizes
FROM asi_audit_p AS r JOIN printed ON asistat_fmt(printed.p, r.places) = asistat_fmt(r.number, r.places)
WHERE r.kind = 'wilcoxon' AND r.verdict = 'impossible' AND r.relation = '='
GROUP BY r.paper, r.test;

-- Words -------------------------------------------------------------------------------------------------------------

-- asi_audit: a row per number: where it stands, as printed, the verdict, and the reason in Indonesian and English.
-- verdict: consistent, impossible, inconsistent, decision error, not checked; possible, bound and note judge no number.
CREATE TEMP VIEW IF NOT EXISTS asi_audit AS
WITH sample AS MATERIALIZED (SELECT * FROM asi_audit_sample),
p AS MATERIALIZED (SELECT * FROM asi_audit_p),
verdict(paper, section, position, item, number, printed, verdict, id, en) AS (
  SELECT paper, 1, position, 1, sample || ': mean', mean, iif(mean_is_possible, 'consistent', 'impossible'),
         iif(mean_is_possible, printf('Ada bilangan bulat (n = %d) dengan rerata yang dibulatkan begini (GRIM).', n),
                               printf('Tidak ada jumlah bilangan bulat dari %d nilai dengan rerata yang dibulatkan begini (GRIM).', n)),
         iif(mean_is_possible, printf('Whole numbers (n = %d) have a mean that rounds to this (GRIM).', n),
                               printf('No whole sum of %d values has a mean that rounds to this (GRIM).', n))
  FROM sample
  UNION ALL
  SELECT paper, 1, position, 2, sample || ': sd', sd, iif(sd_is_possible AND coalesce(listed, 1) > 0, 'consistent', 'impossible'),
         CASE WHEN NOT sd_is_possible THEN 'Tidak ada bilangan bulat dengan rerata dan simpangan baku ini (GRIMMER).'
              WHEN listed = 0 THEN printf('Tidak ada sampel dengan minimum %d, maksimum %d, rerata dan simpangan baku ini (CLOSURE).', minimum, maximum)
              WHEN listed > 100000 THEN 'Lebih dari 100000 sebaran skor mempunyai n, minimum, maksimum, rerata dan simpangan baku ini (CLOSURE).'
              WHEN listed > 0 THEN printf('Tepat %d sebaran skor mempunyai n, minimum, maksimum, rerata dan simpangan baku ini (CLOSURE).', listed)
              ELSE 'Ada bilangan bulat dengan rerata dan simpangan baku ini (GRIMMER).' END,
         CASE WHEN NOT sd_is_possible THEN 'No whole numbers have this mean and this SD (GRIMMER).'
              WHEN listed = 0 THEN printf('No sample with minimum %d and maximum %d has this mean and this SD (CLOSURE).', minimum, maximum)
              WHEN listed > 100000 THEN 'More than 100000 distributions of scores have this n, minimum, maximum, mean and SD (CLOSURE).'
              WHEN listed > 0 THEN printf('Exactly %d distributions of scores have this n, minimum, maximum, mean and SD (CLOSURE).', listed)
              ELSE 'Whole numbers have this mean and this SD (GRIMMER).' END
  FROM sample WHERE sd IS NOT NULL
  UNION ALL
  SELECT paper, 1, position, 3 + i, sample || iif(i, ': 95% CI high', ': 95% CI low'), printed,
         iif(fits, 'consistent', 'impossible'),
         printf('Dengan pembulatan rerata dan simpangan baku, batas ini terletak antara %s dan %s.', asistat_fmt(low, places + 2, 'id'), asistat_fmt(high, places + 2, 'id')),
         printf('With the rounding of mean and SD carried through, this limit lies between %s and %s.', asistat_fmt(low, places + 2), asistat_fmt(high, places + 2))
  FROM (SELECT *, printed + unit / 2 >= low - 1e-9 * unit AND printed - unit / 2 <= high + 1e-9 * unit AS fits
        FROM (SELECT paper, position, sample, 0 AS i, ci_low AS printed, low_min AS low, low_max AS high,
                     iif(instr(ci_low, '.'), length(ci_low) - instr(ci_low, '.'), 0) AS places
              FROM sample WHERE ci_low IS NOT NULL
              UNION ALL
              SELECT paper, position, sample, 1, ci_high, high_min, high_max,
                     iif(instr(ci_high, '.'), length(ci_high) - instr(ci_high, '.'), 0)
              FROM sample WHERE ci_high IS NOT NULL) JOIN asi_audit_decimal USING (places)
        WHERE low IS NOT NULL)
  UNION ALL
  SELECT paper, 2, position, 1, test || ': p', p, verdict,
         CASE WHEN kind IN ('t', 'F', 'chi2', 'z', 'r') THEN
                CASE verdict WHEN 'consistent' THEN 'p yang tercetak sesuai dengan statistiknya.'
                             WHEN 'decision error' THEN 'p yang tercetak tidak sesuai dengan statistiknya, dan mengubah kesimpulan tentang kemaknaan.'
                             ELSE 'p yang tercetak tidak sesuai dengan statistiknya.' END
              WHEN low IS NULL THEN 'Ringkasan tidak cukup untuk membatasi p.'
              WHEN exact_high IS NOT NULL THEN
                printf('Bagaimanapun skor dipasangkan, p eksak (selisih nol dibuang) terletak antara %s dan %s, p normal (dengan atau tanpa koreksi) antara %s dan %s.',
                       replace(printf('%.2e', exact_low), '.', ','), replace(printf('%.2e', exact_high), '.', ','),
                       replace(printf('%.2e', normal_low), '.', ','), replace(printf('%.2e', normal_high), '.', ','))
              ELSE printf('Ringkasan mengizinkan p antara %s dan %s.', replace(printf('%.2e', low), '.', ','), replace(printf('%.2e', high), '.', ',')) END,
         CASE WHEN kind IN ('t', 'F', 'chi2', 'z', 'r') THEN
                CASE verdict WHEN 'consistent' THEN 'The printed p goes with its statistic.'
                             WHEN 'decision error' THEN 'The printed p does not go with its statistic, and changes the conclusion about significance.'
                             ELSE 'The printed p does not go with its statistic.' END
              WHEN low IS NULL THEN 'The summaries are not enough to bound p.'
              WHEN exact_high IS NOT NULL THEN
                printf('However the scores are paired, the exact p (zeros dropped) lies between %s and %s, the normal p (with or without correction) between %s and %s.',
                       printf('%.2e', exact_low), printf('%.2e', exact_high), printf('%.2e', normal_low), printf('%.2e', normal_high))
              ELSE printf('The summaries allow a p between %s and %s.', printf('%.2e', low), printf('%.2e', high)) END
  FROM p
  UNION ALL
  SELECT paper, 2, p.position, 2, test || ': p', p.p, 'possible',
         'Nilai p ini tercetak, misalnya, untuk sekian pasangan tak terikat yang semuanya naik: ' || sizes || '. Ini kemungkinan, bukan penyebab.',
         'This p is what, for example, so many untied pairs that all increase print: ' || sizes || '. A possibility, not the cause.'
  FROM p JOIN asi_audit_untied USING (paper, test)
  UNION ALL
  SELECT paper, 3, position, 1, sample || ': above ' || criterion, NULL, 'bound',
         printf('Tidak dilaporkan: di atas %d antara %d dan %d dari %d (%s-%s%%).', criterion, above_least, above_most, n,
                asistat_fmt(100.0 * above_least / n, 0), asistat_fmt(100.0 * above_most / n, 0)),
         printf('Not reported: above %d are between %d and %d of %d (%s-%s%%).', criterion, above_least, above_most, n,
                asistat_fmt(100.0 * above_least / n, 0), asistat_fmt(100.0 * above_most / n, 0))
  FROM sample JOIN asi_audit_bound USING (paper, sample) WHERE above_most IS NOT NULL
  UNION ALL
  SELECT paper, 3, position, 2, sample || ': KR-20', NULL, 'bound',
         printf('Apa pun butirnya (%d), KR-20 paling tinggi %s sampai %s, menurut sebaran skor.', items, asistat_fmt(kr20_least, 2, 'id'), asistat_fmt(kr20_most, 2, 'id')),
         printf('Whatever the %d items, KR-20 is at most %s to %s, by the distribution of scores.', items, asistat_fmt(kr20_least, 2), asistat_fmt(kr20_most, 2))
  FROM sample JOIN asi_audit_bound USING (paper, sample) WHERE kr20_most IS NOT NULL
  UNION ALL
  SELECT t.paper, 3, 100 + t.position, 1, t.test || ': McNemar', NULL, 'bound',
         printf('Bila kriteria diuji dengan McNemar: p eksak paling besar %s.', replace(printf('%.1e', 2 * pbinom(0, b.above_least, 0.5)), '.', ',')),
         printf('If the criterion is tested with McNemar: the exact p is at most %s.', printf('%.1e', 2 * pbinom(0, b.above_least, 0.5)))
  FROM asi_reported_test AS t JOIN asi_audit_bound AS a ON a.paper = t.paper AND a.sample = t.sample_1
       JOIN asi_audit_bound AS b ON b.paper = t.paper AND b.sample = t.sample_2
  WHERE t.kind = 'wilcoxon' AND a.above_most = 0 AND b.above_least > 1
  UNION ALL
  SELECT paper, 4, position, 1, 'text', NULL, 'note', id, en FROM asi_reported_note
)
SELECT paper, row_number() OVER (PARTITION BY paper ORDER BY section, verdict.position, item) AS line, section, number, printed, verdict, id, en,
       CASE verdict
         WHEN 'consistent' THEN 'Sesuai tidak berarti benar: data lain mencetak angka yang sama.'
         WHEN 'bound' THEN 'Batas dari ringkasan, bukan hasil pengamatan.'
         WHEN 'possible' THEN 'Bagaimana angka itu muncul tidak diketahui.'
         WHEN 'note' THEN NULL
         WHEN 'not checked' THEN 'Tidak diperiksa tidak berarti salah.'
         ELSE 'Tidak mengatakan bagaimana angka itu muncul' ||
              CASE WHEN section = 2 AND high < 0.05
                   THEN '; kesimpulan bahwa skor berbeda tetap berlaku: setiap p yang mungkin di bawah 0,05.'
                   ELSE ', dan tidak menilai kesimpulan penelitian.' END
       END AS meaning_id,
       CASE verdict
         WHEN 'consistent' THEN 'Consistent does not mean correct: other data print the same.'
         WHEN 'bound' THEN 'A bound from the summaries, not an observation.'
         WHEN 'possible' THEN 'How the number arose is unknown.'
         WHEN 'note' THEN NULL
         WHEN 'not checked' THEN 'Not checked does not mean wrong.'
         ELSE 'It does not say how the number arose' ||
              CASE WHEN section = 2 AND high < 0.05
                   THEN '; the conclusion that scores differ stands: every p that is possible lies below 0.05.'
                   ELSE ', and does not judge the conclusion of the study.' END
       END AS meaning_en
FROM verdict LEFT JOIN (SELECT paper, test || ': p' AS number, high FROM p) USING (paper, number);

-- asi_audit_text: the same in one language: lang is id or en, the verdict in its words, reason with what it does not mean.
CREATE TEMP VIEW IF NOT EXISTS asi_audit_text AS
WITH word(verdict, id, en) AS (VALUES
  ('consistent', 'sesuai', 'consistent'), ('impossible', 'TIDAK MUNGKIN', 'IMPOSSIBLE'), ('inconsistent', 'TIDAK SESUAI', 'INCONSISTENT'),
  ('decision error', 'SALAH KEPUTUSAN', 'DECISION ERROR'), ('not checked', 'tidak diperiksa', 'not checked'),
  ('possible', 'kemungkinan', 'possible'), ('bound', 'batas', 'bound'), ('note', 'catatan', 'note')
)
SELECT paper, 'id' AS lang, line, section, number, replace(printed, '.', ',') AS printed, word.id AS verdict,
       a.id || coalesce(' ' || meaning_id, '') AS reason
FROM asi_audit AS a JOIN word USING (verdict)
UNION ALL
SELECT paper, 'en', line, section, number, printed, word.en, a.en || coalesce(' ' || meaning_en, '')
FROM asi_audit AS a JOIN word USING (verdict);

-- asi_audit_report: the audit of each paper as lines of text, at most 100 columns wide.
CREATE TEMP VIEW IF NOT EXISTS asi_audit_report AS
WITH RECURSIVE
paragraph(paper, lang, position, text) AS MATERIALIZED (
  SELECT paper, lang, position, asi_escape(text, 'text') || ' ' FROM (
    SELECT DISTINCT paper, lang, 0 AS position, iif(lang = 'id', 'Audit angka publikasi: ', 'Audit of the published numbers: ') || paper AS text
    FROM asi_audit_text
    UNION ALL
    SELECT paper, lang, line, '- ' || number || coalesce(' ' || printed, '') || ': ' || verdict || '. ' || reason FROM asi_audit_text
  )
),
folded(paper, lang, position, text, start, stop) AS (
  SELECT paper, lang, position, text, 1, 1 FROM paragraph
  UNION ALL
  SELECT paper, lang, position, text, stop,
         stop + coalesce(nullif(length(rtrim(substr(text, stop, 99), replace(substr(text, stop, 99), ' ', ''))), 0), 98)
  FROM folded
  WHERE stop <= length(text)
)
SELECT lang, row_number() OVER (PARTITION BY lang ORDER BY paper, position, start) AS line, paper,
       iif(start > 1, '  ', '') || trim(substr(text, start, stop - start)) AS text
FROM folded
WHERE stop > start;
