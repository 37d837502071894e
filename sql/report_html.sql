-- The long report as one HTML file: no script, no network, nothing outside it. After document.sql:
--   SELECT text FROM asi_report_html WHERE lang = 'id' ORDER BY line;
--
-- Text of the data may hold anything: all text is escaped in one place (column text of piece below), and the policy in the
-- head forbids scripts and loading even if it were not. Ids are made of our own keys, never of data.

-- asi_report_style: the look of the page; light and dark, phone and A4. Colours are at least 4.5:1 on their ground.
CREATE TEMP VIEW IF NOT EXISTS asi_report_style AS
SELECT '
:root { color-scheme: light dark; --ink: #1b2733; --soft: #4b5a68; --ground: #fff; --band: #f1f5f8; --rule: #b9c6d1; --mark: #0b5c74; --warn: #fff5dd; --edge: #b87700 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ecf1; --soft: #b0bec9; --ground: #12181e; --band: #1d262e; --rule: #42515d; --mark: #7fd0e8; --warn: #2e2715; --edge: #d9a13a }
}
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.25rem 1rem 3rem; max-width: 62rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; overflow-wrap: break-word }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .4rem }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.4rem 0 .8rem; padding-bottom: .25rem; border-bottom: 2px solid var(--mark) }
p { margin: .5rem 0 }
a { color: var(--mark) }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px }
ul, ol { margin: .5rem 0; padding-left: 1.4rem }
li { margin: .3rem 0 }
.source, .note { color: var(--soft); font-size: .875rem }
.note { margin: .15rem 0 }
nav ol { padding: .75rem 1rem .6rem 2.2rem; background: var(--band); border-radius: .4rem; columns: 16rem auto }
nav li { margin: 0 0 .3rem; break-inside: avoid }
#summary ul { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: .6rem }
#summary li { margin: 0; padding: .7rem .9rem; background: var(--band); border-left: 4px solid var(--mark); border-radius: .2rem }
#summary p, #limits ul { padding: .7rem .9rem; background: var(--warn); border-left: 4px solid var(--edge); border-radius: .2rem }
#limits ul { padding-left: 2rem }
.scroll { overflow-x: auto; margin: 1.4rem 0 .4rem }
table { border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums; min-width: min(100%, 24rem) }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem }
caption span { display: block; position: sticky; left: 0; width: max-content; max-width: min(100%, calc(100vw - 2rem)) }
th, td { padding: .35rem .7rem; text-align: left; vertical-align: baseline; overflow-wrap: normal }
th { font-weight: 600 }
tbody th { font-weight: 400 }
thead th { vertical-align: bottom; border-top: 2px solid var(--ink); border-bottom: 1px solid var(--ink) }
tbody tr + tr > * { border-top: 1px solid var(--rule) }
tbody tr:last-child > * { border-bottom: 2px solid var(--ink) }
tbody tr:nth-child(even) { background: var(--band) }
th:first-child, td:first-child { padding-left: .3rem }
.r { text-align: right }
td.r { white-space: nowrap }
figure { margin: 1.6rem 0 }
figure svg { display: block; max-width: 100%; height: auto }
figcaption { font-weight: 600; margin-bottom: .4rem }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #333; --ground: #fff; --band: #fff; --rule: #999; --mark: #000; --warn: #fff; --edge: #000 }
  :root { font-size: 10pt }
  body { padding: 0; max-width: none }
  nav { display: none }
  h2 { break-after: avoid; margin-top: 1.4rem }
  .scroll { overflow: visible }
  table { font-size: .9rem; width: 100%; min-width: 0 }
  th, td { padding: .2rem .4rem }
  thead { display: table-header-group }
  table, tr, figure, li, .note { break-inside: avoid }
  .scroll { break-after: avoid; break-inside: avoid }
  .note { break-before: avoid }
}
@page { size: A4; margin: 18mm 16mm }' AS text;

-- asi_report_html: a line each.
CREATE TEMP VIEW IF NOT EXISTS asi_report_html AS
WITH
cell AS MATERIALIZED (SELECT tab, lang, row, col, text FROM asi_paper_cell),
heading AS MATERIALIZED (
  SELECT tab, lang, col, iif(align = 'r', ' class="r"', '') AS class, col = iif(tab IN ('1', '2'), 1, 0) AS names_row FROM asi_paper_heading
),
chapter AS MATERIALIZED (SELECT position AS chapter, chapter AS key, lang, title FROM asi_paper_chapter),
tabled AS MATERIALIZED (SELECT tab, t.lang, t.title, c.chapter, t.position FROM asi_paper_table AS t JOIN chapter AS c ON c.key = t.chapter AND c.lang = t.lang),
figured AS MATERIALIZED (SELECT figure, f.lang, f.title, alt, svg, c.chapter, f.position FROM asi_paper_figure AS f JOIN chapter AS c ON c.key = f.chapter AND c.lang = f.lang),
written AS MATERIALIZED (SELECT c.chapter, t.lang, t.position, kind, text FROM asi_paper_text AS t JOIN chapter AS c ON c.key = t.chapter AND c.lang = t.lang),
listed AS MATERIALIZED (SELECT chapter, lang, min(position) AS first, max(position) AS last FROM written WHERE kind = 'li' GROUP BY chapter, lang),
piece(lang, chapter, position, part, row, col, opening, text, closing) AS (
  SELECT lang, 0, 0, 0, 0, 0, '<!DOCTYPE html>
<html lang="' || lang || '">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src ''none''; style-src ''unsafe-inline''">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>', title, '</title>' FROM asi_study_text UNION ALL
  SELECT lang, 0, 0, 1, 0, 0, '<style>' || style.text || '
</style>
</head>
<body>
<header>', NULL, '' FROM asi_study_text, asi_report_style AS style UNION ALL
  SELECT lang, 0, 0, 2, 0, 0, '<h1>', title, '</h1>' FROM asi_study_text UNION ALL
  SELECT lang, 0, 0, 3, 0, 0, '<p class="source">', source, '</p>
</header>' FROM asi_study_text UNION ALL
  SELECT lang, 0, 0, 4, 0, 0, '<nav aria-label="', iif(lang = 'id', 'Isi', 'Contents'), '"><ol>' FROM asi_language UNION ALL
  SELECT lang, 0, 0, 5, chapter, 0, '<li><a href="#' || key || '">', title, '</a></li>' FROM chapter UNION ALL
  SELECT lang, 0, 0, 6, 0, 0, '</ol></nav>
<main>', NULL, '' FROM asi_language UNION ALL
  SELECT lang, chapter, 0, 0, 0, 0, '<section id="' || key || '" aria-labelledby="h-' || key || '">
<h2 id="h-' || key || '">', title, '</h2>' FROM chapter UNION ALL
  SELECT lang, chapter, 99, 0, 0, 0, '</section>', NULL, '' FROM chapter UNION ALL
  SELECT lang, 99, 0, 0, 0, 0, '</main>
</body>
</html>', NULL, '' FROM asi_language UNION ALL
  SELECT lang, chapter, first, 0, 0, 0, '<ul>', NULL, '' FROM listed UNION ALL
  SELECT lang, chapter, last, 2, 0, 0, '</ul>', NULL, '' FROM listed UNION ALL
  SELECT lang, chapter, position, 1, 0, 0, '<' || kind || '>', text, '</' || kind || '>' FROM written UNION ALL
  SELECT lang, chapter, position, 1, 0, 0, '<figure>
<figcaption>', title, '</figcaption>
' || svg FROM figured UNION ALL
  SELECT lang, chapter, position, 2, 0, 0, '<p class="note">', alt, '</p>
</figure>' FROM figured UNION ALL
  SELECT lang, chapter, position, 1, 0, 0, '<section class="scroll" tabindex="0" aria-labelledby="t-' || tab || '">
<table>
<caption id="t-' || tab || '"><span>', title, '</span></caption>' FROM tabled UNION ALL
  SELECT lang, chapter, position, 2, 0, col, iif(col = 0, '<thead>
<tr>', '') || '<th scope="col"' || class || '>', text, '</th>' || iif(col = (SELECT max(col) FROM heading AS h WHERE h.tab = t.tab), '</tr>
</thead>
<tbody>', '')
  FROM tabled AS t JOIN cell USING (tab, lang) JOIN heading USING (tab, lang, col) WHERE row = 0 UNION ALL
  SELECT lang, chapter, position, 3, row, col, iif(col = 0, '<tr>', '') || iif(names_row, '<th scope="row"', '<td') || class || '>', text,
         iif(names_row, '</th>', '</td>') || iif(col = (SELECT max(col) FROM heading AS h WHERE h.tab = t.tab), '</tr>', '')
  FROM tabled AS t JOIN cell USING (tab, lang) JOIN heading USING (tab, lang, col) WHERE row > 0 UNION ALL
  SELECT lang, chapter, position, 4, 0, 0, '</tbody>
</table>
</section>', NULL, '' FROM tabled UNION ALL
  SELECT lang, chapter, t.position, 5, n.position, 0, '<p class="note">', text, '</p>' FROM tabled AS t JOIN asi_paper_note AS n USING (tab, lang)
),
escaped AS (
  SELECT lang, chapter, position, part, row, col, opening || coalesce(asi_escape(text), '') || closing AS text
  FROM piece
)
SELECT lang, row_number() OVER (PARTITION BY lang ORDER BY chapter, position, part, row, col) AS line, text
FROM escaped
WHERE EXISTS (SELECT 1 FROM asi_study)
UNION ALL
SELECT lang, 1, '<!DOCTYPE html>
<html lang="' || lang || '"><head><meta charset="utf-8"><title>asistat</title></head><body><p>' || text || '</p></body></html>'
FROM asi_no_report;
