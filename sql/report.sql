-- The report as lines of text, at most 100 columns wide, aligned here so that it looks the same in every client:
--   SELECT text FROM asi_report WHERE lang = 'id' ORDER BY line;

-- asi_report: title, tables with their notes, closing sentence; tab says which table a line belongs to.
CREATE TEMP VIEW asi_report AS
WITH RECURSIVE
cell(tab, lang, row, col, text) AS MATERIALIZED (
  SELECT tab, lang, row, c.key, coalesce(c.value, '') FROM asi_row, json_each(cells) AS c
),
wide(tab, lang, col, width) AS MATERIALIZED (
  SELECT tab, lang, col, max(length(text)) FROM cell GROUP BY tab, lang, col
),
padded(tab, lang, row, col, text) AS (
  SELECT tab, lang, row, col,
         iif(substr(align, col + 1, 1) = 'r', printf('%*s', width - length(text), '') || text,
                                              text || printf('%*s', width - length(text), ''))
  FROM cell JOIN wide USING (tab, lang, col) JOIN asi_caption USING (tab, lang)
),
tabled(tab, lang, row, col, text) AS (
  SELECT tab, lang, row, col,
         rtrim(group_concat(text, '   ') OVER (PARTITION BY tab, lang, row ORDER BY col
                                               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))
  FROM padded
),
ruled(tab, lang, text) AS (
  SELECT tab, lang, replace(printf('%*s', sum(width) + 3 * (count(*) - 1), ''), ' ', '─') FROM wide GROUP BY tab, lang
),
-- Running text, folded at the last blank that leaves no line over 100 characters (json_each names the piece once).
paragraph(tab, lang, part, position, text) AS (
  SELECT '0', lang, 0, 0, title FROM asi_study_text UNION ALL
  SELECT tab, lang, 0, 0, title FROM asi_caption UNION ALL
  SELECT tab, lang, 6, position, text FROM asi_note
),
folded(tab, lang, part, position, fold, text, rest) AS (
  SELECT tab, lang, part, position, 0, '', text FROM paragraph
  UNION ALL
  SELECT tab, lang, part, position, fold + 1, rtrim(piece.value), ltrim(substr(rest, length(piece.value) + 1))
  FROM folded, json_each(json_array(coalesce(
         nullif(rtrim(substr(rest || ' ', 1, 101), replace(substr(rest || ' ', 1, 101), ' ', '')), ''),
         substr(rest, 1, 100)))) AS piece
  WHERE rest <> ''
),
printed(tab, lang, part, position, fold, text) AS (
  SELECT tab, lang, part, position, fold, text FROM folded WHERE fold > 0 UNION ALL
  SELECT tab, lang, 1, 0, 0, text FROM ruled UNION ALL
  SELECT tab, lang, iif(row = 0, 2, 4), row, 0, text FROM tabled WHERE col = 0 UNION ALL
  SELECT tab, lang, 3, 0, 0, text FROM ruled UNION ALL
  SELECT tab, lang, 5, 0, 0, text FROM ruled UNION ALL
  SELECT DISTINCT tab, lang, 7, 0, 0, '' FROM paragraph WHERE tab <> 'end'
)
SELECT lang, row_number() OVER (PARTITION BY lang ORDER BY tab, part, position, fold) AS line, tab, text
FROM printed
WHERE EXISTS (SELECT 1 FROM asi_study)
UNION ALL
SELECT lang, 1, '0', text
FROM (SELECT 'id' AS lang, 'Tidak ada laporan: tabel study masih kosong.' AS text UNION ALL
      SELECT 'en', 'No report: the table study is empty.')
WHERE NOT EXISTS (SELECT 1 FROM asi_study);
