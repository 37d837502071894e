-- What the long report (report_md.sql, report_html.sql) says beyond Tables 1-6, each number computed once, into a TEMP table;
-- document.sql gives them words. After snapshot.sql. An app that draws its own pages reads these.
--
-- Only complete pairs enter. Records of functions are read by -> and CAST: this way of reading reals does not ask the
-- host's locale, as some builds' ->> does.

-- asi_item: the sixteen questions; bit i of asi_answered is item i.
CREATE TEMP TABLE IF NOT EXISTS asi_item(item INTEGER PRIMARY KEY);
WITH RECURSIVE number(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < 16)
INSERT OR IGNORE INTO asi_item SELECT i FROM number;

-- asi_spread: what an ordinal score is described by, for pre, post and the difference; floor and ceiling count those
-- at 0 and at 16 (NULL for the difference). Shapiro-Wilk is defined up to 5000 values.
CREATE TEMP TABLE IF NOT EXISTS asi_spread AS
WITH sample(row, key, x, is_score) AS (
  SELECT 1, 'pre', pre, TRUE FROM asi_complete UNION ALL
  SELECT 2, 'post', post, TRUE FROM asi_complete UNION ALL
  SELECT 3, 'difference', post - pre, FALSE FROM asi_complete
)
SELECT row, key, count(x) AS n, asistat_quantile(x, 0.25) AS q1, asistat_median(x) AS median, asistat_quantile(x, 0.75) AS q3,
       asistat_skewness(x) AS skewness, asistat_kurtosis(x) AS kurtosis,
       shapiro_wilk_w(x) FILTER (WHERE is_small) AS w, shapiro_wilk_p(x) FILTER (WHERE is_small) AS p_shapiro,
       lilliefors_d(x) AS d, lilliefors_p(x) AS p_lilliefors,
       iif(is_score, sum(x = 0), NULL) AS n_floor, iif(is_score, sum(x = 16), NULL) AS n_ceiling
FROM sample, (SELECT n <= 5000 AS is_small FROM asi_wilcoxon)
GROUP BY row, key, is_score;

-- asi_change: improved, unchanged, worse, with Wilson's interval.
CREATE TEMP TABLE IF NOT EXISTS asi_change AS
WITH change(d) AS (
  SELECT post - pre FROM asi_complete
), counted(row, key, n, low, high) AS (
  SELECT 1, 'improved', count(*) FILTER (WHERE d > 0), prop_ci95_low(d > 0), prop_ci95_high(d > 0) FROM change UNION ALL
  SELECT 2, 'unchanged', count(*) FILTER (WHERE d = 0), prop_ci95_low(d = 0), prop_ci95_high(d = 0) FROM change UNION ALL
  SELECT 3, 'worse', count(*) FILTER (WHERE d < 0), prop_ci95_low(d < 0), prop_ci95_high(d < 0) FROM change
)
SELECT row, key, n, (SELECT n FROM asi_wilcoxon) AS total, 100.0 * n / nullif((SELECT n FROM asi_wilcoxon), 0) AS percent,
       100 * low AS low, 100 * high AS high
FROM counted;

-- asi_shift: the size of the change by Hodges and Lehmann, in its one row.
CREATE TEMP TABLE IF NOT EXISTS asi_shift AS
WITH estimated AS (
  SELECT count(*) AS n, hodges_lehmann(pre, post) AS record, hodges_lehmann_estimate(pre, post) AS estimate,
         hodges_lehmann_low(pre, post) AS low, hodges_lehmann_high(pre, post) AS high
  FROM asi_complete
)
SELECT n, estimate, low, high, CAST(nullif(record -> '$.achieved_level', 'null') AS REAL) AS achieved_level FROM estimated;

-- asi_choice_p: the p that other choices of test give for the same pairs.
CREATE TEMP TABLE IF NOT EXISTS asi_choice_p AS
WITH tested AS (
  SELECT wilcoxon_p(pre, post) AS chosen, wilcoxon_p(pre, post, 'pratt') AS pratt, wilcoxon_p(pre, post, 'spss') AS spss,
         sign_test_p(pre, post) AS sign, ttest_paired_p(pre, post) AS t
  FROM asi_complete
)
SELECT 1 AS row, 'wilcoxon' AS key, chosen AS p FROM tested UNION ALL
SELECT 2, 'pratt', pratt FROM tested UNION ALL
SELECT 3, 'spss', spss FROM tested UNION ALL
SELECT 4, 'sign', sign FROM tested UNION ALL
SELECT 5, 't', t FROM tested;

-- asi_effect_size: the report's effect sizes; kind names the convention by which effect_label finds a word.
CREATE TEMP TABLE IF NOT EXISTS asi_effect_size AS
WITH tested AS (
  SELECT wilcoxon_r(pre, post) AS r, wilcoxon_rank_biserial(pre, post) AS rank_biserial, ttest_paired(pre, post) AS t,
         avg(n_gain(pre, post, 16)) AS gain
  FROM asi_complete
)
SELECT 1 AS row, 'rank biserial' AS key, 'rank_biserial' AS kind, rank_biserial AS value FROM tested UNION ALL
SELECT 2, 'r', 'r', r FROM tested UNION ALL
SELECT 3, 'hedges gz', 'hedges_gz', CAST(nullif(t -> '$.hedges_gz', 'null') AS REAL) FROM tested UNION ALL
SELECT 4, 'cohen dz', 'cohen_dz', CAST(nullif(t -> '$.cohen_dz', 'null') AS REAL) FROM tested UNION ALL
SELECT 5, 'cohen dav', 'cohen_dav', CAST(nullif(t -> '$.cohen_dav', 'null') AS REAL) FROM tested UNION ALL
SELECT 6, 'gain', 'n_gain', gain FROM tested;

-- asi_item_pair: the answers to each item before and after, of those who answered it twice.
CREATE TEMP VIEW IF NOT EXISTS asi_item_pair AS
WITH pair AS MATERIALIZED (
  SELECT a.yes AS pre, a.known AS pre_known, b.yes AS post, b.known AS post_known
  FROM asi_complete AS c JOIN asi_answered AS a ON a.respondent = c.respondent AND a.phase = 'pre'
       JOIN asi_answered AS b ON b.respondent = c.respondent AND b.phase = 'post'
)
SELECT item, pre >> item & 1 AS pre, post >> item & 1 AS post
FROM asi_item CROSS JOIN pair
WHERE pre_known & post_known & (1 << item);

-- asi_item_change: McNemar's exact test of each item, p by itself and by Holm for all sixteen.
CREATE TEMP TABLE IF NOT EXISTS asi_item_change AS
WITH tested AS MATERIALIZED (
  SELECT item, count(*) AS n, sum(pre) AS n_pre, sum(post) AS n_post, sum(post > pre) AS n_gained, sum(post < pre) AS n_lost,
         mcnemar_p(pre, post) AS p
  FROM asi_item_pair
  GROUP BY item
), adjusted AS MATERIALIZED (
  SELECT p_adjust(CAST(item AS TEXT), p) AS record FROM tested
)
SELECT item, n, n_pre, n_post, n_gained, n_lost, p,
       CAST(nullif(record -> ('$."' || item || '"'), 'null') AS REAL) AS p_holm
FROM tested, adjusted;

-- asi_questionnaire: the whole questionnaires of the complete pairs, an item a column.
CREATE TEMP VIEW IF NOT EXISTS asi_questionnaire AS
SELECT phase, yes >> 1 & 1 AS i1, yes >> 2 & 1 AS i2, yes >> 3 & 1 AS i3, yes >> 4 & 1 AS i4, yes >> 5 & 1 AS i5,
       yes >> 6 & 1 AS i6, yes >> 7 & 1 AS i7, yes >> 8 & 1 AS i8, yes >> 9 & 1 AS i9, yes >> 10 & 1 AS i10,
       yes >> 11 & 1 AS i11, yes >> 12 & 1 AS i12, yes >> 13 & 1 AS i13, yes >> 14 & 1 AS i14, yes >> 15 & 1 AS i15,
       yes >> 16 & 1 AS i16
FROM asi_answered JOIN asi_complete USING (respondent)
WHERE known = 131070 AND phase IN ('pre', 'post');

-- asi_consistency: how the items hang together, a row per phase; for yes/no items alpha is KR-20.
CREATE TEMP TABLE IF NOT EXISTS asi_consistency AS
SELECT phase, count(*) AS n,
       cronbach_alpha(i1, i2, i3, i4, i5, i6, i7, i8, i9, i10, i11, i12, i13, i14, i15, i16) AS alpha,
       kr20(i1, i2, i3, i4, i5, i6, i7, i8, i9, i10, i11, i12, i13, i14, i15, i16) AS kr20,
       cronbach_alpha(i1, i2, i3, i4, i5, i6, i7, i8, i9, i10) AS alpha_mother, cronbach_alpha(i11, i12, i13, i14, i15, i16) AS alpha_baby,
       item_analysis(i1, i2, i3, i4, i5, i6, i7, i8, i9, i10, i11, i12, i13, i14, i15, i16) AS items
FROM asi_questionnaire
GROUP BY phase;

-- asi_item_fit: each item against the rest, a row per phase and item.
CREATE TEMP TABLE IF NOT EXISTS asi_item_fit AS
SELECT phase, item, CAST(nullif(items -> ('$[' || (item - 1) || '].r_rest'), 'null') AS REAL) AS r_rest,
       CAST(nullif(items -> ('$[' || (item - 1) || '].alpha_if_deleted'), 'null') AS REAL) AS alpha_if_deleted
FROM asi_consistency, asi_item;
