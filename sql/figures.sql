-- The pictures of the long report as SVG text, each with a title and an alternative in words. After findings.sql.

-- asi_paper_figure: none yet.
CREATE TEMP VIEW asi_paper_figure AS
SELECT NULL AS figure, NULL AS chapter, NULL AS position, NULL AS lang, NULL AS title, NULL AS alt, NULL AS svg WHERE FALSE;
