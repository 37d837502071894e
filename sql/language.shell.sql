-- Stops in words when @lang is no language of the report; otherwise it does nothing. For the other scripts for the shell,
-- after a mapping.
.read sql/quality.sql
SELECT 1 WHERE json_extract('{}', iif(coalesce(@lang, 'id') IN (SELECT lang FROM asi_language), '$.ok',
  '@lang is one of ' || (SELECT group_concat(lang, ' ') FROM asi_language) || ', not ' || @lang)) IS NOT NULL;
