-- The pictures of the long report: SVG text that names what it shows to screen readers, a title, and a sentence that says
-- what to see and which table has the numbers. After findings.sql; document.sql says what its chapters are.

-- asi_paper_figure: a row per picture and language; none where there is nothing to draw.
CREATE TEMP TABLE IF NOT EXISTS asi_paper_figure AS
WITH language(lang, setting) AS (VALUES ('id', 'lang=id'), ('en', 'lang=en')
), drawn(figure, chapter, position, lang, svg) AS (
  SELECT 'box', 'scores', 4, lang, plot_box(x, row || ' ' || text, setting)
  FROM (SELECT 1 AS row, 'pre' AS key, pre AS x FROM asi_complete UNION ALL SELECT 2, 'post', post FROM asi_complete) JOIN asi_word USING (key) JOIN language USING (lang)
  GROUP BY lang
  UNION ALL SELECT 'paired', 'change', 3, lang, plot_paired(pre, post, setting) FROM asi_complete, language GROUP BY lang
  UNION ALL SELECT 'items', 'items', 3, lang, plot_items(item, pre, post, setting) FROM asi_item_pair, language GROUP BY lang
  UNION ALL SELECT 'differences', 'normality', 3, lang, plot_histogram(post - pre, setting) FROM asi_complete, language GROUP BY lang
), word(figure, title_id, title_en, alt_id, alt_en) AS (VALUES
  ('box', 'Gambar 1. Sebaran skor', 'Figure 1. Distribution of scores',
   'Kotak dari kuartil pertama ke ketiga, garis di median. Angkanya di Tabel 3 dan 4.', 'Boxes from the first to the third quartile, a line at the median. Numbers: Tables 3 and 4.'),
  ('paired', 'Gambar 2. Skor setiap responden sebelum dan sesudah', 'Figure 2. Scores before and after, respondent by respondent',
   'Setiap garis responden dengan pasangan skor itu; garis putus-putus turun. Angkanya di Tabel 5 dan B.', 'Each line stands for those with this pair of scores; dashed lines fall. Numbers: Tables 5 and B.'),
  ('items', 'Gambar 3. Jawaban ya per butir', 'Figure 3. Answers yes by item',
   'Butir 1-10 tentang ibu, 11-16 tentang bayi. Angkanya di Tabel F.', 'Items 1-10 are about the mother, 11-16 about the baby. Numbers: Table F.'),
  ('differences', 'Gambar 4. Selisih skor (post - pre)', 'Figure 4. Differences of scores (post - pre)',
   'Satu batang untuk setiap selisih. Angkanya di Tabel J.', 'A bar for each difference. Numbers: Table J.')
)
SELECT figure, chapter, position, lang, iif(lang = 'id', title_id, title_en) AS title, iif(lang = 'id', alt_id, alt_en) AS alt, svg
FROM drawn JOIN word USING (figure)
WHERE svg IS NOT NULL;
