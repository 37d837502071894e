-- From answers to scores, for a mapping whose tables hold a row (or a cell) per answer and not always clean ones.
--
-- Before the mapping or after it; once more does no harm. The mapping gives asi_answer and takes its scores from asi_scored. A word
-- that is neither yes nor no makes no error here, as it does in asi_score: its assessment has no score, and quality.sql
-- says which answer it was and where it stands. Plain SQL, nothing but TEMP views.
--
-- asi_answer, given by the mapping, one row per answer:
--   respondent, phase   as in asi_assessment
--   place               where the assessment stands: a line number, an id; one place is one assessment (NULL: one per
--                       respondent and phase)
--   item                1..16: ten of the mother, six of the baby
--   answer              as it was written

-- asi_answer_read: each answer as 1 (yes), 0 (no) or NULL, by the words of asi_score; readable says whether it is
-- one of them, or empty.
CREATE TEMP VIEW IF NOT EXISTS asi_answer_read AS
SELECT respondent, phase, place, item, answer,
       CASE WHEN word IN ('1', 'ya', 'y', 'yes', 'true', 'benar') THEN 1
            WHEN word IN ('0', 'tidak', 'tdk', 'n', 'no', 'false', 'salah') THEN 0 END AS yes,
       word IN ('', '1', 'ya', 'y', 'yes', 'true', 'benar', '0', 'tidak', 'tdk', 'n', 'no', 'false', 'salah') AS readable
FROM (
  SELECT respondent, phase, place, item, answer,
         CASE WHEN typeof(answer) = 'real' AND answer IN (0, 1) THEN CAST(CAST(answer AS INTEGER) AS TEXT)
              WHEN typeof(answer) = 'blob' THEN '?'
              ELSE lower(trim(coalesce(answer, ''), ' ' || char(9, 10, 11, 12, 13))) END AS word
  FROM asi_answer
);

-- asi_scored: one row per assessment; score is NULL unless the items are 1 to 16, each there once and answered.
CREATE TEMP VIEW IF NOT EXISTS asi_scored AS
SELECT respondent, phase, place, count(*) AS n_item, count(yes) AS n_answered,
       CASE WHEN count(*) = 16 AND count(yes) = 16 AND count(DISTINCT item) = 16 AND min(item) = 1 AND max(item) = 16
            THEN sum(yes) END AS score
FROM asi_answer_read
GROUP BY respondent, phase, place;
