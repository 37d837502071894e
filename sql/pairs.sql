-- Before beside after: one row per respondent, and what the paired test says of them.

-- Stops an SQLite that is too old, in words; otherwise it does nothing and returns no row.
SELECT 1 WHERE json_extract('{}', CASE WHEN CAST(substr(sqlite_version(), 3) AS INTEGER) >= 38 THEN '$.ok'
                                       ELSE 'asistat needs SQLite 3.38 or newer' END) IS NOT NULL;

-- asi_pair: every respondent with both scores; NULL where a phase is missing, unanswered or there twice.
CREATE TEMP VIEW asi_pair AS
SELECT respondent,
       CASE WHEN count(*) FILTER (WHERE phase = 'pre')  = 1 THEN max(score) FILTER (WHERE phase = 'pre')  END AS pre,
       CASE WHEN count(*) FILTER (WHERE phase = 'post') = 1 THEN max(score) FILTER (WHERE phase = 'post') END AS post
FROM asi_respondent LEFT JOIN asi_assessment USING (respondent)
GROUP BY respondent;

-- asi_complete: the respondents that the before/after tables are about, those with both scores.
CREATE TEMP VIEW asi_complete AS
SELECT respondent, pre, post
FROM asi_pair
WHERE pre IS NOT NULL AND post IS NOT NULL;

-- asi_summary: pre, post and their difference, a row each, described.
CREATE TEMP VIEW asi_summary AS
WITH described(pre, post, difference) AS (
  SELECT describe(pre), describe(post), describe(post - pre) FROM asi_complete
), summary(row, key, record) AS (
  SELECT 1, 'pre', pre FROM described UNION ALL
  SELECT 2, 'post', post FROM described UNION ALL
  SELECT 3, 'difference', difference FROM described
)
SELECT row, key, record ->> 'n' AS n, record ->> 'mean' AS mean, record ->> 'sd' AS sd,
       record ->> 'min' AS minimum, record ->> 'median' AS median, record ->> 'max' AS maximum,
       record ->> 'ci95_low' AS ci95_low, record ->> 'ci95_high' AS ci95_high
FROM summary;

-- asi_wilcoxon: the signed-rank test in one row; p as asistat computes it (method) and as SPSS does (p_normal).
CREATE TEMP VIEW asi_wilcoxon AS
WITH tested(record, p_normal) AS (
  SELECT wilcoxon(pre, post), wilcoxon_p(pre, post, 'spss') FROM asi_pair
)
SELECT record ->> 'n' AS n, record ->> 'n_missing' AS n_missing, record ->> 'n_used' AS n_used,
       record ->> 'n_negative' AS n_negative, record ->> 'n_positive' AS n_positive, record ->> 'n_zero' AS n_zero,
       record ->> 'mean_rank_negative' AS mean_rank_negative, record ->> 'mean_rank_positive' AS mean_rank_positive,
       record ->> 'w_minus' AS w_minus, record ->> 'w_plus' AS w_plus,
       record ->> 'z' AS z, record ->> 'p' AS p, p_normal, record ->> 'method' AS method
FROM tested;

-- asi_criterion: how many lie above the study's criterion before and after, who crossed it, and who is 'good'.
CREATE TEMP VIEW asi_criterion AS
SELECT criterion, category_cutoff, count(*) AS n,
       count(*) FILTER (WHERE pre > criterion) AS n_pre,
       count(*) FILTER (WHERE post > criterion) AS n_post,
       count(*) FILTER (WHERE pre <= criterion AND post > criterion) AS n_gained,
       count(*) FILTER (WHERE pre > criterion AND post <= criterion) AS n_lost,
       prop_ci95(pre > criterion) AS ci95_pre,
       prop_ci95(post > criterion) AS ci95_post,
       count(*) FILTER (WHERE asi_category(pre, 'en', category_cutoff) = 'good') AS n_good_pre,
       count(*) FILTER (WHERE asi_category(post, 'en', category_cutoff) = 'good') AS n_good_post
FROM asi_study, asi_complete;
