-- One line per clinic and month. After a mapping with asi_visit (see quality.sql) and pairs.sql.

-- asi_admission: the clinic and month in which a respondent was assessed first; she counts there with both her scores.
CREATE TEMP VIEW IF NOT EXISTS asi_admission AS
SELECT respondent, clinic, substr(min(day), 1, 7) AS month
FROM asi_visit
WHERE date(day, '+0 days') = day
GROUP BY respondent;

-- asi_monthly: respondents, complete pairs, medians, and the change by Hodges-Lehmann (its interval from six pairs on).
CREATE TEMP VIEW IF NOT EXISTS asi_monthly AS
SELECT clinic, month, count(*) AS n_respondent, count(pre + post) AS n,
       asistat_median(pre) FILTER (WHERE post IS NOT NULL) AS pre_median,
       asistat_median(post) FILTER (WHERE pre IS NOT NULL) AS post_median,
       hodges_lehmann_estimate(pre, post) AS change,
       iif(count(pre + post) > 5, hodges_lehmann_low(pre, post), NULL) AS change_low,
       iif(count(pre + post) > 5, hodges_lehmann_high(pre, post), NULL) AS change_high,
       wilcoxon_p(pre, post) AS p
FROM asi_admission JOIN asi_pair USING (respondent)
GROUP BY clinic, month;
