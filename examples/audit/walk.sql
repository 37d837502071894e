-- Are published numbers possible? From one mean to a table of papers, a query at a time.
.load ./asistat
.mode box

.print '-- 1. A mean of whole scores: 275 points of 30 mothers print 9.17; no whole sum prints 9.18 (GRIM)'
SELECT printed, grim(printed, 30) AS possible
FROM (SELECT '9.16' AS printed UNION ALL SELECT '9.17' UNION ALL SELECT '9.18' UNION ALL SELECT '9.20');

.print
.print '-- 2. An SD with it (GRIMMER)'
SELECT sd, grimmer('9.17', sd, 30) AS possible
FROM (SELECT '0.873' AS sd UNION ALL SELECT '0.874' UNION ALL SELECT '0.875');

.print
.print '-- 3. Every sample that rounds to them, its extremes given (CLOSURE): three pretests'
SELECT id, counts AS "counts of 7, 8, 9, 10", round(sample_mean, 4) AS mean, round(sample_sd, 4) AS sd,
       round(kr20_max(counts, 16, 7), 2) AS largest_kr20
FROM closure_samples(30, 7, 10, '9.17', '0.874');

.print
.print '-- 4. Posttests: counted, and what all of them have in common, though no table says it: mothers above 12'
SELECT closure_count(30, 9, 16, '13.37', '1.671') AS samples;
SELECT min(above) AS fewest, max(above) AS most
FROM (SELECT c.id AS sample, sum(value) FILTER (WHERE key + 9 > 12) AS above
      FROM closure_samples(30, 9, 16, '13.37', '1.671') AS c, json_each(c.counts) GROUP BY sample);

.print
.print '-- 5. An interval: from the printed mean and SD it would end in 9.50; with their rounding 9.49 is right as well'
SELECT fmt_ci(ci_from_summary_low('9.17', '0.874', 30), ci_from_summary_high('9.17', '0.874', 30), 2) AS naive,
       asistat_fmt(ci_from_summary_high_min('9.17', '0.874', 30), 4) AS high_from,
       asistat_fmt(ci_from_summary_high_max('9.17', '0.874', 30), 4) AS high_to;

.print
.print '-- 6. The p of the Wilcoxon test: no pairing of any of these samples gives 0.012'
SELECT method, printf('%.3e', wilcoxon_p_range_low(30, 7, 10, '9.17', '0.874', 9, 16, '13.37', '1.671', method)) AS p_low,
       printf('%.3e', wilcoxon_p_range_high(30, 7, 10, '9.17', '0.874', 9, 16, '13.37', '1.671', method)) AS p_high
FROM (SELECT 'exact' AS method UNION ALL SELECT 'normal' UNION ALL SELECT 'normal, continuity');

.print
.print '-- 7. A t test instead, whatever the correlation'
SELECT printf('%.2e', ttest_from_summary_p_min('9.17', '0.874', 30, '13.37', '1.671', 30, 'paired')) AS p_min,
       printf('%.2e', ttest_from_summary_p_max('9.17', '0.874', 30, '13.37', '1.671', 30, 'paired')) AS p_max;

.print
.print '-- 8. A statistic and the p beside it'
SELECT kind, value, df, p, check_p_verdict(kind, value, df, p) AS verdict
FROM (SELECT 't' AS kind, '2.20' AS value, 28 AS df, '0.036' AS p UNION ALL SELECT 't', '2.20', 28, '0.018' UNION ALL
      SELECT 't', '1.20', 28, '<0.05' UNION ALL SELECT 'chi2', '3.84', 1, '0.05' UNION ALL SELECT 'r', '.40', 28, 'ns');

.print
.print '-- 9. Papers of your own beside the founding study (these two are invented)'
.read sql/audit.sql
INSERT INTO asi_reported_sample(paper, sample, position, n, minimum, maximum, mean, sd) VALUES
  ('paper A', 'pre', 1, 12, 1, 5, '2.58', '1.24'), ('paper A', 'post', 2, 12, 2, 5, '3.83', '1.03'),
  ('paper B', 'pre', 1, 28, 1, 7, '5.19', '1.34');
INSERT INTO asi_reported_test(paper, test, kind, sample_1, sample_2, p) VALUES ('paper A', 'pre-post', 'wilcoxon', 'pre', 'post', '0.021');
INSERT INTO asi_reported_test(paper, test, kind, value, df1, p) VALUES ('paper B', 'between', 't', '2.31', 54, '0.002');
SELECT paper, verdict, count(*) AS numbers FROM asi_audit WHERE printed IS NOT NULL GROUP BY paper, verdict;
.mode line
SELECT paper, number, printed, verdict, en AS reason FROM asi_audit
WHERE verdict IN ('impossible', 'inconsistent', 'decision error') ORDER BY paper, line;
