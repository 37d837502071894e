-- Says why there is nothing to report, to file descriptor 3, where the data hold no respondent: the errors that quality.sql
-- found, a line each. After a mapping; for study.sh, which opens the descriptor.
.load ./asistat
.read sql/answers.sql
.read sql/quality.sql
.mode list
.headers off
.output /dev/fd/3
SELECT text FROM asi_quality_text
WHERE lang = coalesce(@lang, 'id') AND level = 'error' AND NOT EXISTS (SELECT 1 FROM asi_respondent)
ORDER BY line LIMIT 20;
.output
