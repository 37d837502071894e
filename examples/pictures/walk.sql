-- The study as pictures: a page of HTML from one query.
.load ./asistat
.read examples/oxytocin-massage/import.shell.sql
.read sql/answers.sql
.read sql/mapping.sql
.read sql/pairs.sql
.mode list

.print '-- 1. A picture is a text. What a screen reader says of it is in its <desc>'
CREATE TEMP VIEW picture AS
SELECT 1 AS place, plot_paired(pre, post, 'lang=id') AS svg FROM asi_complete
UNION ALL SELECT 2, plot_box(score, CASE phase WHEN 'pre' THEN '1. sebelum' ELSE '2. sesudah' END, 'lang=id') FROM asi_assessment
UNION ALL SELECT 3, plot_histogram(post, 'lang=id') FROM asi_complete
UNION ALL SELECT 4, plot_items(item, pre, post, 'lang=id') FROM (
  SELECT item, max(answer) FILTER (WHERE phase = 'pre') AS pre, max(answer) FILTER (WHERE phase = 'post') AS post
  FROM asi_answer GROUP BY respondent, item);
SELECT substr(svg, instr(svg, '<desc'), instr(svg, '</desc>') - instr(svg, '<desc')) AS words FROM picture WHERE place < 4;

.print
.print '-- 2. The page'
SELECT writefile('.build/pictures/study.html', '<!doctype html><html lang="id"><meta charset="utf-8"><title>' || asi_escape(title) || '</title><body><h1>' ||
  asi_escape(title) || '</h1>' || (SELECT group_concat(svg, '') FROM (SELECT svg FROM picture ORDER BY place)) || '</body></html>') > 0 AS written FROM asi_study;
