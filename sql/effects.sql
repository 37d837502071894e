-- The conventions behind effect_label, to look up or to print beside a table. Needs no mapping; once more does no harm.
--
--   SELECT * FROM asi_effect_label WHERE kind = 'rank_biserial';

-- asi_effect_label: one row per label of a kind of effect size. lower: the label holds from there (NULL: no bound below);
-- id, en: the label; source: whose convention, in brackets the effect size that it was given for, where it is borrowed.
-- json_each alone: json_extract is refused in views of a schema that is not trusted (SQLite 3.40).
CREATE TEMP VIEW IF NOT EXISTS asi_effect_label AS
SELECT max(member.value) FILTER (WHERE member.key = 'kind') AS kind,
       CAST(max(member.value) FILTER (WHERE member.key = 'lower') AS REAL) AS lower,
       max(member.value) FILTER (WHERE member.key = 'id') AS id,
       max(member.value) FILTER (WHERE member.key = 'en') AS en,
       max(member.value) FILTER (WHERE member.key = 'source') AS source
FROM json_each(effect_conventions()) AS label, json_each(label.value) AS member
GROUP BY label.key;
