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
-- one of them, or empty. Numbers come first: they are quick to read.
CREATE TEMP VIEW IF NOT EXISTS asi_answer_read AS
SELECT respondent, phase, place, item, answer,
       CASE WHEN typeof(answer) IN ('integer', 'real') THEN iif(answer IN (0, 1), CAST(answer AS INTEGER), NULL)
            WHEN typeof(answer) = 'text' THEN
              CASE lower(trim(answer, ' ' || char(9, 10, 11, 12, 13)))
              WHEN 'ya' THEN 1 WHEN 'tidak' THEN 0 WHEN '1' THEN 1 WHEN '0' THEN 0 WHEN 'y' THEN 1 WHEN 'n' THEN 0
              WHEN 'yes' THEN 1 WHEN 'no' THEN 0 WHEN 'true' THEN 1 WHEN 'false' THEN 0 WHEN 'benar' THEN 1 WHEN 'salah' THEN 0
              WHEN 'tdk' THEN 0 END
       END AS yes,
       CASE WHEN typeof(answer) IN ('integer', 'real') THEN answer IN (0, 1)
            WHEN typeof(answer) = 'text' THEN lower(trim(answer, ' ' || char(9, 10, 11, 12, 13))) IN
              ('', 'ya', 'tidak', '1', '0', 'y', 'n', 'yes', 'no', 'true', 'false', 'benar', 'salah', 'tdk')
            ELSE typeof(answer) = 'null' END AS readable
FROM asi_answer;

-- asi_scored: one row per assessment; whole says whether the items are 1 to 16, each once (the bits 1 to 16 add up to
-- 131070, which sixteen of them do in no other way); score is NULL unless they are and all are answered.
CREATE TEMP VIEW IF NOT EXISTS asi_scored AS
SELECT respondent, phase, place, count(*) AS n_item,
       count(*) = 16 AND coalesce(sum(1 << item) FILTER (WHERE item BETWEEN 1 AND 16) = 131070, FALSE) AS whole,
       CASE WHEN count(*) = 16 AND count(yes) = 16 AND sum(1 << item) FILTER (WHERE item BETWEEN 1 AND 16) = 131070
            THEN sum(yes) END AS score
FROM asi_answer_read
GROUP BY respondent, phase, place;
