-- The long report as Markdown (CommonMark with GitHub's tables). After document.sql:
--   SELECT text FROM asi_report_md WHERE lang = 'id' ORDER BY line;
--
-- Text of the data may hold anything: all text is escaped in one place (column text of piece below), so that none of it can
-- end a line or a cell, begin a heading, a list or code, or be taken for HTML.

-- asi_report_md: a line each.
CREATE TEMP VIEW IF NOT EXISTS asi_report_md AS
WITH
cell AS MATERIALIZED (SELECT tab, lang, row, col, text FROM asi_paper_cell),
heading AS MATERIALIZED (SELECT tab, lang, col, align FROM asi_paper_heading),
tabled AS MATERIALIZED (SELECT tab, lang, t.title, c.position AS chapter, t.position FROM asi_paper_table AS t JOIN asi_paper_chapter AS c USING (chapter, lang)),
figured AS MATERIALIZED (SELECT figure, lang, f.title, alt, c.position AS chapter, f.position FROM asi_paper_figure AS f JOIN asi_paper_chapter AS c USING (chapter, lang)),
written AS MATERIALIZED (SELECT c.position AS chapter, lang, t.position, kind, text FROM asi_paper_text AS t JOIN asi_paper_chapter AS c USING (chapter, lang)),
piece(lang, chapter, position, part, row, col, opening, text, closing) AS (
  SELECT lang, 0, 0, 0, 0, 0, '# ', title, '' FROM asi_study_text UNION ALL
  SELECT lang, 0, 0, 1, 0, 0, '', NULL, '' FROM asi_study_text UNION ALL
  SELECT lang, 0, 0, 2, 0, 0, '', source, '' FROM asi_study_text UNION ALL
  SELECT lang, position, 0, 0, 0, 0, '', NULL, '' FROM asi_paper_chapter UNION ALL
  SELECT lang, position, 0, 1, 0, 0, '## ', title, '' FROM asi_paper_chapter UNION ALL
  SELECT lang, chapter, position, 0, 0, 0, '', NULL, '' FROM written AS w
  WHERE kind = 'p' OR position = (SELECT min(position) FROM written AS f WHERE f.chapter = w.chapter AND f.lang = w.lang AND f.kind = 'li') UNION ALL
  SELECT lang, chapter, position, 1, 0, 0, iif(kind = 'li', '- ', ''), text, '' FROM written UNION ALL
  SELECT lang, chapter, position, 0, 0, 0, '', NULL, '' FROM figured UNION ALL
  SELECT lang, chapter, position, 1, 0, 0, '*', title || ' ' || alt, '*' FROM figured UNION ALL
  SELECT lang, chapter, position, 0, 0, 0, '', NULL, '' FROM tabled UNION ALL
  SELECT lang, chapter, position, 1, 0, 0, '**', title, '**' FROM tabled UNION ALL
  SELECT lang, chapter, position, 2, 0, 0, '', NULL, '' FROM tabled UNION ALL
  SELECT lang, chapter, position, iif(row = 0, 3, 5), row, col, iif(col = 0, '| ', ' '), text, ' |' FROM tabled JOIN cell USING (tab, lang) UNION ALL
  SELECT lang, chapter, position, 4, 0, col, iif(col = 0, '| ', ' ') || iif(align = 'r', '---:', '---') || ' |', NULL, ''
  FROM tabled JOIN heading USING (tab, lang) UNION ALL
  SELECT lang, chapter, t.position, 6, n.position, side, '', iif(side = 1, text, NULL), ''
  FROM tabled AS t JOIN asi_paper_note AS n USING (tab, lang), (SELECT 0 AS side UNION ALL SELECT 1)
),
-- A note and the blank line before it are two lines of one row.
escaped AS (
  SELECT lang, chapter, position, part, row, iif(part = 6, col, 0) AS line, col,
         opening || coalesce(asi_escape(text, 'md'), '') || closing AS text
  FROM piece
),
-- Empty pieces are left out: over a window group_concat makes a NUL of '' in SQLite 3.53.
joined AS (
  SELECT DISTINCT lang, chapter, position, part, row, line,
         coalesce(group_concat(nullif(text, ''), '') OVER (PARTITION BY lang, chapter, position, part, row, line ORDER BY col
                                               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), '') AS text
  FROM escaped
)
SELECT lang, row_number() OVER (PARTITION BY lang ORDER BY chapter, position, part, row, line) AS line, text
FROM joined
WHERE EXISTS (SELECT 1 FROM asi_study)
UNION ALL
SELECT lang, 1, text FROM asi_no_report;
