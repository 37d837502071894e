-- From answers to a test, a query at a time.
.load ./asistat
.read examples/oxytocin-massage/import.shell.sql
.read sql/mapping.sql
.read sql/pairs.sql
.mode box

.print '-- 1. Sixteen answers make a score: ten items of the mother, six of the baby'
SELECT respondent, phase,
       asi_score_mother(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, b1, b2, b3, b4, b5, b6) AS mother,
       asi_score_baby(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, b1, b2, b3, b4, b5, b6) AS baby,
       asi_score(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, b1, b2, b3, b4, b5, b6) AS score
FROM assessment
WHERE respondent IN ('R01', 'R02')
ORDER BY respondent, phase DESC;

.print
.print '-- 2. What the scores mean by the criterion of the study (over 12) and by the midpoint of the scale (over 8)'
SELECT respondent, pre, post, asi_increased(post) AS increased, asi_category(pre, 'en') AS before,
       asi_category(post, 'en') AS after, round(n_gain(pre, post, 16), 3) AS n_gain
FROM asi_pair
WHERE respondent <= 'R05';

.print
.print '-- 3. How often each pair of scores occurs'
SELECT pre, post, count(*) AS mothers FROM asi_pair GROUP BY pre, post;

.print
.print '-- 4. A mean with its 95 % interval; the median beside it, for scores are ordinal'
SELECT 'pre' AS phase, count(pre) AS n,
       asistat_fmt(avg(pre), 2) AS mean, asistat_fmt(asistat_stddev_samp(pre), 3) AS sd,
       fmt_ci(ci95_low(pre), ci95_high(pre), 2) AS ci95, asistat_median(pre) AS median FROM asi_pair
UNION ALL
SELECT 'post', count(post), asistat_fmt(avg(post), 2), asistat_fmt(asistat_stddev_samp(post), 3),
       fmt_ci(ci95_low(post), ci95_high(post), 2), asistat_median(post) FROM asi_pair;

.print
.print '-- 5. The whole record of the signed-rank test'
SELECT key, CASE typeof(value) WHEN 'real' THEN printf('%.10g', value) ELSE value END AS value
FROM json_each((SELECT wilcoxon(pre, post) FROM asi_pair));

.print
.print '-- 6. The same pairs as other programs test them; the direction is post - pre'
SELECT option, printf('%.4e', p) AS p FROM (
  SELECT '(default: exact)' AS option, wilcoxon_p(pre, post) AS p FROM asi_pair UNION ALL
  SELECT 'greater', wilcoxon_p(pre, post, 'greater') FROM asi_pair UNION ALL
  SELECT 'less', wilcoxon_p(pre, post, 'less') FROM asi_pair UNION ALL
  SELECT 'pratt', wilcoxon_p(pre, post, 'pratt') FROM asi_pair UNION ALL
  SELECT 'spss', wilcoxon_p(pre, post, 'spss') FROM asi_pair UNION ALL
  SELECT 'r', wilcoxon_p(pre, post, 'r') FROM asi_pair UNION ALL
  SELECT 'sign test', sign_test_p(pre, post) FROM asi_pair
);

.print
.print '-- 7. Every aggregate groups and filters'
SELECT parity, count(*) AS n, asistat_median(post - pre) AS median_rise,
       count(*) FILTER (WHERE post > 12) AS over_12,
       fmt_ci(prop_ci95_low(post > 12) * 100, prop_ci95_high(post > 12) * 100, 1) AS ci95_percent,
       printf('%.3e', wilcoxon_p(pre, post) FILTER (WHERE age <= 35)) AS p_up_to_35_years
FROM asi_pair JOIN asi_respondent USING (respondent)
GROUP BY parity;

.print
.print '-- 8. Sessions outside 10-15 minutes, and mothers without one session on each of days 1, 2 and 3'
SELECT respondent, day, session, minutes FROM massage_session WHERE minutes NOT BETWEEN 10 AND 15
ORDER BY respondent, day, session;
SELECT respondent, group_concat(day, ' ') AS days
FROM (SELECT respondent, day FROM massage_session ORDER BY respondent, day, session)
GROUP BY respondent
HAVING days <> '1 2 3'
ORDER BY respondent;
