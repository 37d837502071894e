-- Three wards compared, and which of them differ: one query each. The data are invented.
.load ./asistat
.mode csv
.import examples/three-wards/trial.csv trial_text
CREATE TABLE trial AS
SELECT ward, mother, CAST(pre AS INTEGER) AS pre, CAST(post AS INTEGER) AS post, CAST(hours_slept AS REAL) AS hours_slept FROM trial_text;
.mode box

.print '-- 1. Score after, by ward'
SELECT ward, count(*) AS n, fmt(avg(post), 2) AS mean, fmt(stddev_samp(post), 2) AS sd, median(post) AS median FROM trial GROUP BY ward ORDER BY ward;

.print
.print '-- 2. Do the wards spread alike, and do they differ? By ranks, and by means'
SELECT fmt_p(levene_p(post, ward)) AS levene, fmt(kruskal_wallis(post, ward) ->> 'h', 2) AS h, fmt_p(kruskal_wallis_p(post, ward)) AS kruskal_wallis,
  fmt(anova(post, ward) ->> 'f', 2) AS f, fmt_p(anova_p(post, ward)) AS anova, fmt(anova(post, ward) ->> 'eta_squared', 2) AS eta_squared
FROM trial;

.print
.print '-- 3. Which ones: Mann-Whitney for each pair of wards, p adjusted by Holm'
WITH pair(comparison, a, b) AS (
  SELECT a.ward || ' - ' || b.ward, a.ward, b.ward FROM (SELECT DISTINCT ward FROM trial) a JOIN (SELECT DISTINCT ward FROM trial) b ON a.ward < b.ward
), test(comparison, p, shift) AS (
  SELECT comparison, mann_whitney_p(post, ward), mann_whitney(post, ward) ->> 'shift' FROM pair JOIN trial ON ward IN (a, b) GROUP BY comparison
), adjusted(record) AS (
  SELECT p_adjust(comparison, p) FROM test
)
SELECT comparison, shift, fmt_p(p) AS p, fmt_p(value) AS p_holm FROM test JOIN json_each((SELECT record FROM adjusted)) ON key = comparison ORDER BY comparison;

.print
.print '-- 4. Does sleep go with the score? Pearson, Spearman, Kendall'
SELECT 'pearson' AS method, fmt(pearson(hours_slept, post) ->> 'r', 3) AS r, fmt_p(pearson_p(hours_slept, post)) AS p,
  fmt_ci(pearson(hours_slept, post) ->> 'low', pearson(hours_slept, post) ->> 'high', 2) AS interval FROM trial
UNION ALL SELECT 'spearman', fmt(spearman(hours_slept, post) ->> 'rho', 3), fmt_p(spearman_p(hours_slept, post)), NULL FROM trial
UNION ALL SELECT 'kendall', fmt(kendall(hours_slept, post) ->> 'tau', 3), fmt_p(kendall_p(hours_slept, post)), NULL FROM trial;
