-- The report as lines of text, at most 100 columns wide, aligned here so that it looks the same in every client:
--   SELECT text FROM asi_report WHERE lang = 'id' ORDER BY line;
--
-- Text of the data may hold anything: line ends in it become blanks, other control characters and bytes that are no UTF-8 U+FFFD.

-- asi_report: title, tables with their notes, closing sentence; tab says which table a line belongs to.
CREATE TEMP VIEW IF NOT EXISTS asi_report AS
WITH RECURSIVE
cell(tab, lang, row, col, text) AS MATERIALIZED (
  SELECT tab, lang, row, col, coalesce(asi_escape(text, 'text'), '') FROM asi_cell
),
wide(tab, lang, col, width) AS MATERIALIZED (
  SELECT tab, lang, col, max(length(text)) FROM cell GROUP BY tab, lang, col
),
ruled(tab, lang, text) AS (
  SELECT tab, lang, replace(printf('%*s', sum(width) + 3 * (count(*) - 1), ''), ' ', '─') FROM wide GROUP BY tab, lang
),
padded(tab, lang, row, col, text) AS (
  SELECT tab, lang, row, col,
         CASE align WHEN 'r' THEN printf('%*s', width - length(text), '') || text
                    ELSE text || printf('%*s', width - length(text), '') END
  FROM cell JOIN wide USING (tab, lang, col) JOIN asi_column USING (tab, lang, col)
),
joined(tab, lang, row, col, text) AS (
  SELECT tab, lang, row, col,
         rtrim(group_concat(text, '   ') OVER (PARTITION BY tab, lang, row ORDER BY col
                                               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))
  FROM padded
),
paragraph(tab, lang, part, position, text) AS MATERIALIZED (
  SELECT tab, lang, part, position, asi_escape(text, 'text') || ' ' FROM (
    SELECT '0' AS tab, lang, 0 AS part, 0 AS position, title AS text FROM asi_study_text UNION ALL
    SELECT tab, lang, 0, 0, title FROM asi_caption UNION ALL
    SELECT tab, lang, 6, position, text FROM asi_note
  )
),
-- A line ends at the last blank among its first 101 characters; a word longer than the line is cut.
folded(tab, lang, part, position, text, start, stop) AS (
  SELECT tab, lang, part, position, text, 1, 1 FROM paragraph
  UNION ALL
  SELECT tab, lang, part, position, text, stop,
         stop + coalesce(nullif(length(rtrim(substr(text, stop, 101),
                                             replace(substr(text, stop, 101), ' ', ''))), 0), 100)
  FROM folded
  WHERE stop <= length(text)
),
printed(tab, lang, part, position, start, text) AS (
  SELECT tab, lang, part, position, start, trim(substr(text, start, stop - start)) FROM folded
  WHERE stop > start UNION ALL
  SELECT tab, lang, 1, 0, 0, text FROM ruled UNION ALL
  SELECT tab, lang, iif(row = 0, 2, 4), row, 0, text FROM joined WHERE col = 0 UNION ALL
  SELECT tab, lang, 3, 0, 0, text FROM ruled UNION ALL
  SELECT tab, lang, 5, 0, 0, text FROM ruled UNION ALL
  SELECT DISTINCT tab, lang, 7, 0, 0, '' FROM paragraph WHERE tab <> 'end'
)
SELECT lang, row_number() OVER (PARTITION BY lang ORDER BY tab, part, position, start) AS line, tab, text
FROM printed
WHERE EXISTS (SELECT 1 FROM asi_study)
UNION ALL
SELECT lang, 1, '0', text FROM asi_no_report;
