-- Before beside after: one row per respondent, and what the paired test says of them. Once more does no harm.

-- Stops an SQLite that is too old, in words; otherwise it does nothing and returns no row.
SELECT 1 WHERE json_extract('{}', CASE WHEN CAST(substr(sqlite_version(), 3) AS INTEGER) >= 38 THEN '$.ok'
                                       ELSE 'asistat needs SQLite 3.38 or newer' END) IS NOT NULL;

-- asi_pair: every respondent with both scores; NULL where a phase is missing, unanswered or there twice.
CREATE TEMP VIEW IF NOT EXISTS asi_pair AS
SELECT respondent,
       CASE WHEN count(*) FILTER (WHERE phase = 'pre')  = 1 THEN max(score) FILTER (WHERE phase = 'pre')  END AS pre,
       CASE WHEN count(*) FILTER (WHERE phase = 'post') = 1 THEN max(score) FILTER (WHERE phase = 'post') END AS post
FROM asi_respondent LEFT JOIN asi_assessment USING (respondent)
GROUP BY respondent;

-- asi_complete: the respondents that the before/after tables are about, those with both scores.
CREATE TEMP VIEW IF NOT EXISTS asi_complete AS
SELECT respondent, pre, post
FROM asi_pair
WHERE pre IS NOT NULL AND post IS NOT NULL;

-- asi_summary: pre, post and their difference, a row each, described.
CREATE TEMP VIEW IF NOT EXISTS asi_summary AS
WITH complete AS MATERIALIZED (
  SELECT pre, post FROM asi_complete
), sample(row, key, x) AS (
  SELECT 1, 'pre', pre FROM complete UNION ALL
  SELECT 2, 'post', post FROM complete UNION ALL
  SELECT 3, 'difference', post - pre FROM complete
)
SELECT row, key, count(x) AS n, avg(x) AS mean, asistat_stddev_samp(x) AS sd,
       min(x) AS minimum, asistat_median(x) AS median, max(x) AS maximum,
       ci95_low(x) AS ci95_low, ci95_high(x) AS ci95_high
FROM sample
GROUP BY row, key;

-- asi_wilcoxon: the signed-rank test in one row; p as asistat computes it (method) and as SPSS does (p_normal).
-- Counts and words come out of the record by json_each (->> is refused in views of a schema that is not trusted, 3.40);
-- reals do not: some builds of SQLite read them from JSON by the host's locale, and 2.5 as 2 under a decimal comma.
CREATE TEMP VIEW IF NOT EXISTS asi_wilcoxon AS
WITH tested(record, w_plus, z, p, p_normal) AS (
  SELECT wilcoxon(pre, post), wilcoxon_w(pre, post), wilcoxon_z(pre, post),
         wilcoxon_p(pre, post), wilcoxon_p(pre, post, 'spss')
  FROM asi_pair
), counted AS (
  SELECT max(value) FILTER (WHERE key = 'n') AS n,
         max(value) FILTER (WHERE key = 'n_missing') AS n_missing,
         max(value) FILTER (WHERE key = 'n_used') AS n_used,
         max(value) FILTER (WHERE key = 'n_negative') AS n_negative,
         max(value) FILTER (WHERE key = 'n_positive') AS n_positive,
         max(value) FILTER (WHERE key = 'n_zero') AS n_zero,
         max(value) FILTER (WHERE key = 'method') AS method,
         max(w_plus) AS w_plus, max(z) AS z, max(p) AS p, max(p_normal) AS p_normal
  FROM tested, json_each(record)
), ranked AS (
  SELECT *, n_used * (n_used + 1) / 2.0 - w_plus AS w_minus FROM counted
)
SELECT n, n_missing, n_used, n_negative, n_positive, n_zero,
       w_minus / nullif(n_negative, 0) AS mean_rank_negative,
       w_plus / nullif(n_positive, 0) AS mean_rank_positive,
       w_minus, w_plus, z, p, p_normal, method
FROM ranked;

-- asi_criterion: how many lie above the study's criterion before and after, who crossed it (with McNemar's exact p), and
-- who is 'good'.
CREATE TEMP VIEW IF NOT EXISTS asi_criterion AS
SELECT criterion, category_cutoff, count(respondent) AS n,
       count(*) FILTER (WHERE pre > criterion) AS n_pre,
       prop_ci95_low(pre > criterion) AS pre_low, prop_ci95_high(pre > criterion) AS pre_high,
       count(*) FILTER (WHERE post > criterion) AS n_post,
       prop_ci95_low(post > criterion) AS post_low, prop_ci95_high(post > criterion) AS post_high,
       count(*) FILTER (WHERE pre <= criterion AND post > criterion) AS n_gained,
       count(*) FILTER (WHERE pre > criterion AND post <= criterion) AS n_lost,
       mcnemar_p(pre > criterion, post > criterion) AS p_mcnemar,
       count(*) FILTER (WHERE asi_category(pre, 'en', category_cutoff) = 'good') AS n_good_pre,
       count(*) FILTER (WHERE asi_category(post, 'en', category_cutoff) = 'good') AS n_good_post
FROM asi_study LEFT JOIN asi_complete ON TRUE;
