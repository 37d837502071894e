-- One look at the data: every view of the mapping is read once, into a TEMP table, and reads that table from here on, as
-- do the views over it. So a report of any length reads each table of the clinic a fixed number of times (test/paper.test
-- counts), and all of it shows one moment.
--
-- After answers.sql, a mapping, pairs.sql, quality.sql and tables.sql; within BEGIN and COMMIT where others are writing. Once
-- more reads nothing anew: what the clinic writes afterwards is seen by another connection. A mapping that is permanent
-- (main.asi_respondent ...) stays as it is, hidden behind ours.

-- asi_study: the study, its one row.
CREATE TEMP TABLE IF NOT EXISTS asi_snapshot_study AS
SELECT title, title_en, intervention, intervention_en, source, source_en, design, criterion, category_cutoff,
       published_p, published_unit FROM asi_study;
DROP VIEW IF EXISTS temp.asi_study;
CREATE TEMP VIEW asi_study AS
SELECT title, title_en, intervention, intervention_en, source, source_en, design, criterion, category_cutoff,
       published_p, published_unit FROM temp.asi_snapshot_study;

-- asi_respondent: the respondents.
CREATE TEMP TABLE IF NOT EXISTS asi_snapshot_respondent AS
SELECT respondent, age, parity FROM asi_respondent;
DROP VIEW IF EXISTS temp.asi_respondent;
CREATE TEMP VIEW asi_respondent AS
SELECT respondent, age, parity FROM temp.asi_snapshot_respondent;

-- asi_assessment: the scores.
CREATE TEMP TABLE IF NOT EXISTS asi_snapshot_assessment AS
SELECT respondent, phase, days_postpartum, score FROM asi_assessment;
DROP VIEW IF EXISTS temp.asi_assessment;
CREATE TEMP VIEW asi_assessment AS
SELECT respondent, phase, days_postpartum, score FROM temp.asi_snapshot_assessment;

-- asi_pair: both scores of each respondent.
CREATE TEMP TABLE IF NOT EXISTS asi_snapshot_pair AS
SELECT respondent, pre, post FROM asi_pair;
DROP VIEW IF EXISTS temp.asi_pair;
CREATE TEMP VIEW asi_pair AS
SELECT respondent, pre, post FROM temp.asi_snapshot_pair;

-- asi_summary: described.
CREATE TEMP TABLE IF NOT EXISTS asi_snapshot_summary AS
SELECT row, key, n, mean, sd, minimum, median, maximum, ci95_low, ci95_high FROM asi_summary;
DROP VIEW IF EXISTS temp.asi_summary;
CREATE TEMP VIEW asi_summary AS
SELECT row, key, n, mean, sd, minimum, median, maximum, ci95_low, ci95_high FROM temp.asi_snapshot_summary;

-- asi_wilcoxon: tested.
CREATE TEMP TABLE IF NOT EXISTS asi_snapshot_wilcoxon AS
SELECT n, n_missing, n_used, n_negative, n_positive, n_zero, mean_rank_negative, mean_rank_positive,
       w_minus, w_plus, z, p, p_normal, method FROM asi_wilcoxon;
DROP VIEW IF EXISTS temp.asi_wilcoxon;
CREATE TEMP VIEW asi_wilcoxon AS
SELECT n, n_missing, n_used, n_negative, n_positive, n_zero, mean_rank_negative, mean_rank_positive,
       w_minus, w_plus, z, p, p_normal, method FROM temp.asi_snapshot_wilcoxon;

-- asi_criterion: counted.
CREATE TEMP TABLE IF NOT EXISTS asi_snapshot_criterion AS
SELECT criterion, category_cutoff, n, n_pre, pre_low, pre_high, n_post, post_low, post_high,
       n_gained, n_lost, p_mcnemar, n_good_pre, n_good_post FROM asi_criterion;
DROP VIEW IF EXISTS temp.asi_criterion;
CREATE TEMP VIEW asi_criterion AS
SELECT criterion, category_cutoff, n, n_pre, pre_low, pre_high, n_post, post_low, post_high,
       n_gained, n_lost, p_mcnemar, n_good_pre, n_good_post FROM temp.asi_snapshot_criterion;

-- asi_characteristic: Tables 1 and 2.
CREATE TEMP TABLE IF NOT EXISTS asi_snapshot_characteristic AS
SELECT tab, row, key, n, percent FROM asi_characteristic;
DROP VIEW IF EXISTS temp.asi_characteristic;
CREATE TEMP VIEW asi_characteristic AS
SELECT tab, row, key, n, percent FROM temp.asi_snapshot_characteristic;

-- asi_flow: who is analysed.
CREATE TEMP TABLE IF NOT EXISTS asi_snapshot_flow AS
SELECT row, key, n FROM asi_flow;
DROP VIEW IF EXISTS temp.asi_flow;
CREATE TEMP VIEW asi_flow AS
SELECT row, key, n FROM temp.asi_snapshot_flow;

-- asi_answered: the answers of each assessment as bits, item 1 at bit 1: known those that are there, yes those that are
-- yes. Only assessments that hold the items 1 to 16, each once.
CREATE TEMP TABLE IF NOT EXISTS asi_answered AS
SELECT respondent, phase, sum(yes << item) AS yes, sum((yes IS NOT NULL) << item) AS known
FROM asi_answer_read
WHERE item BETWEEN 1 AND 16
GROUP BY respondent, phase, place
HAVING count(*) = 16 AND sum(1 << item) = 131070;
