-- Two groups, before and after: what the next study would do. Invented data. From the top of the project:
--   sqlite3 :memory: '.read examples/controlled-trial/walk.sql'
.load ./asistat
CREATE TABLE trial(respondent INTEGER PRIMARY KEY, arm TEXT, pre INTEGER, post INTEGER, fed_within_hour TEXT);
INSERT INTO trial(arm, pre, post, fed_within_hour) VALUES
  ('control', 9, 11, 'ya'), ('control', 8, 9, 'tidak'), ('control', 10, 11, 'ya'), ('control', 9, 12, 'tidak'), ('control', 9, 9, 'ya'),
  ('control', 8, 11, 'tidak'), ('control', 10, 13, 'ya'), ('control', 7, 9, 'tidak'), ('control', 9, 10, 'ya'), ('control', 10, 12, 'tidak'),
  ('massage', 9, 14, 'ya'), ('massage', 8, 12, 'tidak'), ('massage', 10, 14, 'ya'), ('massage', 9, 13, 'ya'), ('massage', 7, 12, 'tidak'),
  ('massage', 9, 15, 'ya'), ('massage', 10, 13, 'tidak'), ('massage', 8, 13, 'ya'), ('massage', 9, 12, 'ya'), ('massage', 10, 16, 'tidak');
.mode line

.print Were the groups alike before? Scores, and a yes/no characteristic:
SELECT fmt_p(mann_whitney_p(pre, arm)) AS "p of the pretest", fmt_p(fisher_exact_p(arm, fed_within_hour)) AS "p of the first hour" FROM trial;

.print
.print Difference in differences, in one query: the groups' changes, and the change of one beyond the change of the other.
.print massage - control: group_2, the later in the alphabet, less group_1.
SELECT avg(post - pre) FILTER (WHERE arm = 'control') AS "change, control",
       avg(post - pre) FILTER (WHERE arm = 'massage') AS "change, massage",
       round(ttest_welch(post - pre, arm) ->> 'mean_diff', 2) AS "difference of the changes",
       fmt_ci(ttest_welch(post - pre, arm) ->> 'low', ttest_welch(post - pre, arm) ->> 'high', 2) AS "95 % interval (Welch)",
       fmt_p(ttest_welch_p(post - pre, arm)) AS "p (Welch)",
       mann_whitney(post - pre, arm) ->> 'shift' AS "shift of the changes",
       fmt_p(mann_whitney_p(post - pre, arm)) AS "p (Mann-Whitney, exact)"
FROM trial;

.print
.print Sharper, as pretest and posttest go together: the difference at an equal pretest (analysis of covariance).
SELECT round(ancova(post, pre, arm) ->> 'difference', 2) AS "adjusted difference",
       fmt_ci(ancova(post, pre, arm) ->> 'low', ancova(post, pre, arm) ->> 'high', 2) AS "95 % interval",
       fmt_p(ancova_p(post, pre, arm)) AS p,
       fmt_p(ancova(post, pre, arm) ->> 'p_interaction') AS "p that the slopes differ"
FROM trial;
