-- A spreadsheet saved as CSV, one row per respondent, becomes the three views of mapping.sql; what it could not take as
-- it stands becomes a row of asi_fault, with the line of the file. Nothing is guessed and nothing dropped in silence.
--
-- Before: the whole file, its bytes as they are, in the one row of temp.asi_sheet(content). The shell does that in
-- spreadsheet.shell.sql; an app binds the content:
--   CREATE TEMP TABLE asi_sheet(content); INSERT INTO asi_sheet VALUES (?);
-- A mapping of the study's own (asi_study) may come before this file too. All is TEMP and plain SQL.
--
--  (1) Comma, semicolon or tab, whichever one line holds most of; CRLF, CR; a BOM. A quote that is a cell's first
--      character opens it, also around line ends, and is closed by the next one that is not doubled; any other is a letter.
--  (2) The heading line is the first that names the respondent and an answer. Headings may stand in any order, in
--      capitals, with blanks, dots and dashes: asi_sheet_phase, _part and _heading below hold the words. An answer's heading
--      is a phase and a number (`Pre 1`, `Sesudah-16`, `P3 Posttest`, `Pre Bayi 6`).
--  (3) A line is a respondent when it has a code and an age, a parity or an answer. A phase is assessed when it has an
--      answer. A line with more cells than headings is not read: its cells may have shifted. A line of totals has a word of
--      asi_sheet_sum for a code and no answers of a person: sums, means and shares, not words nor 0 and 1 alone.
--  (4) Age: a number, completed years count ('28,5' is 28, as is '28 th'). Dates: 2025-10-03 or 3/10/2025, day first.
--  (5) No cell of a column that is not named below is read: names stay in the file.
--  (6) The file is UTF-8. A byte that is none, or a control character, becomes U+FFFD and a fault that says where.

-- Stops an SQLite that is too old, in words; otherwise it does nothing and returns no row.
SELECT 1 WHERE json_extract('{}', CASE WHEN CAST(substr(sqlite_version(), 3) AS INTEGER) >= 38 THEN '$.ok'
                                       ELSE 'asistat needs SQLite 3.38 or newer' END) IS NOT NULL;

-- Words: change them here ------------------------------------------------------------------------------------------

-- asi_sheet_phase: what a heading calls before and after.
CREATE TEMP TABLE asi_sheet_phase(word PRIMARY KEY, phase);
INSERT INTO asi_sheet_phase VALUES
  ('pre', 'pre'), ('pretest', 'pre'), ('pretes', 'pre'), ('sebelum', 'pre'), ('before', 'pre'),
  ('post', 'post'), ('posttest', 'post'), ('postest', 'post'), ('posttes', 'post'), ('postes', 'post'),
  ('sesudah', 'post'), ('setelah', 'post'), ('after', 'post');

-- asi_sheet_part: what stands beside the phase. An answer's number has add added to it: items of the baby follow the ten
-- of the mother.
CREATE TEMP TABLE asi_sheet_part(word PRIMARY KEY, field, add_item);
INSERT INTO asi_sheet_part VALUES
  ('', 'item', 0), ('no', 'item', 0), ('p', 'item', 0), ('q', 'item', 0), ('item', 'item', 0), ('butir', 'item', 0),
  ('soal', 'item', 0), ('pertanyaan', 'item', 0), ('m', 'item', 0), ('ibu', 'item', 0), ('b', 'item', 10), ('bayi', 'item', 10),
  ('total', 'total', NULL), ('jumlah', 'total', NULL), ('skor', 'total', NULL), ('score', 'total', NULL),
  ('totalskor', 'total', NULL), ('jumlahskor', 'total', NULL), ('nilai', 'total', NULL),
  ('tgl', 'date', NULL), ('tanggal', 'date', NULL), ('date', 'date', NULL),
  ('hari', 'day', NULL), ('harike', 'day', NULL), ('day', 'day', NULL);

-- asi_sheet_heading: the other columns; where several fit, the smallest rank is read. Private ones never are.
CREATE TEMP TABLE asi_sheet_heading(word PRIMARY KEY, field, rank);
INSERT INTO asi_sheet_heading VALUES
  ('noresponden', 'respondent', 1), ('nomorresponden', 'respondent', 1), ('koderesponden', 'respondent', 1),
  ('idresponden', 'respondent', 1), ('responden', 'respondent', 1), ('respondent', 'respondent', 1),
  ('kode', 'respondent', 2), ('kodeibu', 'respondent', 2), ('id', 'respondent', 3), ('no', 'respondent', 4),
  ('nomor', 'respondent', 4),
  ('umur', 'age', 1), ('usia', 'age', 1), ('umuribu', 'age', 1), ('usiaibu', 'age', 1), ('umurtahun', 'age', 1),
  ('usiatahun', 'age', 1), ('umurth', 'age', 1), ('usiath', 'age', 1), ('age', 'age', 1),
  ('paritas', 'parity', 1), ('paritasibu', 'parity', 1), ('parity', 'parity', 1), ('jumlahanak', 'parity', 2),
  ('melahirkan', 'parity', 2),
  ('nama', 'private', 1), ('namaibu', 'private', 1), ('namaresponden', 'private', 1), ('namalengkap', 'private', 1),
  ('namasuami', 'private', 1), ('inisial', 'private', 1), ('name', 'private', 1), ('nik', 'private', 1),
  ('alamat', 'private', 1), ('telepon', 'private', 1), ('nohp', 'private', 1), ('tgllahir', 'private', 1),
  ('tanggallahir', 'private', 1);

-- asi_sheet_sum: what stands for a code before a line of totals, in small letters.
CREATE TEMP TABLE asi_sheet_sum(word PRIMARY KEY);
INSERT INTO asi_sheet_sum VALUES ('jumlah'), ('total'), ('rata-rata'), ('rerata'), ('mean'), ('persentase'), ('sd');

-- asi_sheet_parity: how a parity is written, in small letters without blanks and dashes.
CREATE TEMP TABLE asi_sheet_parity(word PRIMARY KEY, parity);
INSERT INTO asi_sheet_parity VALUES
  ('primipara', 'primipara'), ('primi', 'primipara'), ('1', 'primipara'), ('p1', 'primipara'),
  ('multipara', 'multipara'), ('multi', 'multipara'), ('grandemultipara', 'multipara'), ('grandemulti', 'multipara'),
  ('2', 'multipara'), ('3', 'multipara'), ('4', 'multipara'), ('5', 'multipara'), ('6', 'multipara'),
  ('7', 'multipara'), ('8', 'multipara'), ('9', 'multipara'),
  ('p2', 'multipara'), ('p3', 'multipara'), ('p4', 'multipara'), ('p5', 'multipara');

-- asi_sheet_format: how files of other kinds begin, in hexadecimal.
CREATE TEMP TABLE asi_sheet_format(start PRIMARY KEY, format);
INSERT INTO asi_sheet_format VALUES
  ('504B0304', 'XLSX / ODS (ZIP)'), ('D0CF11E0', 'XLS'), ('25504446', 'PDF'), ('7B5C727466', 'RTF'), ('53514C6974652066', 'SQLite'),
  ('89504E47', 'PNG'), ('FFD8FF', 'JPEG'), ('3C68746D6C', 'HTML'), ('3C21444F', 'HTML'), ('FFFE', 'UTF-16'), ('FEFF', 'UTF-16');

-- From text to cells -----------------------------------------------------------------------------------------------
-- Pieces are cut by json_each, which reads each character once: a recursion over the rest of the text would read it
-- again for every piece. Three characters of Unicode's private area mark where to cut: U+E000 line end, U+E001 quote,
-- U+E003 delimiter.

-- asi_sheet_raw: the lines of the file, as they are.
CREATE TEMP TABLE asi_sheet_raw AS
WITH file(text) AS (
  SELECT replace(replace(replace(CAST(content AS TEXT), char(57344), ''), char(57345), ''), char(57347), '')
  FROM asi_sheet
  WHERE content IS NOT NULL AND instr(CAST(content AS BLOB), x'00') = 0
), plain(text) AS (
  SELECT replace(replace(ltrim(text, char(65279)), char(13, 10), char(10)), char(13), char(10)) FROM file
)
SELECT key + 1 AS line, value AS text
FROM plain, json_each('[' || replace(json_quote(replace(text, char(10), char(57344))), char(57344), '","') || ']');

-- asi_sheet_piece: the lines that hold a quote, cut at each; quote n stands before piece n.
CREATE TEMP TABLE asi_sheet_piece AS
SELECT line, key AS n, value AS text
FROM asi_sheet_raw, json_each('[' || replace(json_quote(replace(text, '"', char(57345))), char(57345), '","') || ']')
WHERE instr(text, '"') > 0;
CREATE INDEX temp.asi_sheet_piece_at ON asi_sheet_piece(line, n);

-- asi_sheet_delimiter: the character that separates cells, in its one row; between a line's quotes none is counted.
CREATE TEMP TABLE asi_sheet_delimiter AS
WITH mark(delimiter) AS (VALUES (';'), (','), (char(9))), bare(text) AS (
  SELECT text FROM asi_sheet_raw WHERE instr(text, '"') = 0
  UNION ALL SELECT group_concat(text, '') FROM asi_sheet_piece WHERE n % 2 = 0 GROUP BY line
)
SELECT delimiter FROM mark, bare
GROUP BY delimiter
ORDER BY max(length(text) - length(replace(text, delimiter, ''))) DESC
LIMIT 1;

-- asi_sheet_quote: every quote of the file, in order: whether a cell begins with it, and whether a quote follows.
CREATE TEMP TABLE asi_sheet_quote(k INTEGER PRIMARY KEY, line, n, begins, doubled);
INSERT INTO asi_sheet_quote
SELECT NULL, line, n, n = 1 AND before = '' OR substr(before, -1) = delimiter, text = '' AND NOT last
FROM (
  SELECT line, n, text, lag(text) OVER in_line AS before, lead(n) OVER in_line IS NULL AS last
  FROM asi_sheet_piece WINDOW in_line AS (PARTITION BY line ORDER BY n)
), asi_sheet_delimiter
WHERE n > 0
ORDER BY line, n;

-- asi_sheet_mark: what each quote is: it opens a cell or closes it, or it is a letter, doubled within an open one.
CREATE TEMP TABLE asi_sheet_mark AS
WITH RECURSIVE role(k, role) AS (
  SELECT 0, 'close'
  UNION ALL
  SELECT q.k, CASE WHEN role = 'doubled' THEN 'letter within' WHEN role IN ('open', 'letter within') THEN iif(doubled, 'doubled', 'close')
                   WHEN begins THEN 'open' ELSE 'letter' END
  FROM role JOIN asi_sheet_quote AS q ON q.k = role.k + 1
)
SELECT line, n, role, CASE WHEN role IN ('open', 'close') THEN char(57345) WHEN role = 'doubled' THEN '' ELSE '"' END AS mark
FROM role JOIN asi_sheet_quote USING (k);
CREATE INDEX temp.asi_sheet_mark_at ON asi_sheet_mark(line, n);

-- asi_sheet_line: the lines with the quotes marked that open and close; outside says whether the line begins outside them.
CREATE TEMP TABLE asi_sheet_line AS
WITH marked(line, text, n_quote) AS (
  SELECT line, text, 0 FROM asi_sheet_raw WHERE instr(text, '"') = 0
  UNION ALL
  SELECT line, group_concat(coalesce(mark, '') || text, ''), count(*) FILTER (WHERE role IN ('open', 'close'))
  FROM (SELECT p.line, mark, role, text FROM asi_sheet_piece AS p LEFT JOIN asi_sheet_mark USING (line, n) ORDER BY p.line, p.n)
  GROUP BY line
)
SELECT line, text, n_quote,
       coalesce(sum(n_quote) OVER (ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) % 2 = 0 AS outside
FROM marked;

-- asi_sheet_record: a line, or several up to line last that belong together by their quotes; pieces outside and inside
-- quotes take turns.
-- A line alone is not put through group_concat: over a window it makes NULL of '' in SQLite 3.40, and a NUL in 3.53.
CREATE TEMP TABLE asi_sheet_record AS
WITH numbered AS (
  SELECT *, sum(outside) OVER (ORDER BY line) AS record FROM asi_sheet_line
), joined AS (
  SELECT line, outside, max(line) OVER (PARTITION BY record) AS last,
         iif(count(*) OVER (PARTITION BY record) = 1, text,
             group_concat(text, char(10)) OVER (PARTITION BY record ORDER BY line
                                                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) AS text
  FROM numbered
)
SELECT line, last, '[' || replace(json_quote(text), char(57345), '","') || ']' AS pieces
FROM joined
WHERE outside;

-- asi_sheet_cell: one row per cell, trimmed, by (6) without bytes that are no UTF-8; col counts from 0.
CREATE TEMP TABLE asi_sheet_cell AS
WITH marked(line, text) AS (
  SELECT line, (SELECT group_concat(iif(key % 2 = 0, replace(value, delimiter, char(57347)), value), '') FROM json_each(pieces))
  FROM asi_sheet_record, asi_sheet_delimiter
), cell(line, col, text) AS (
  SELECT line, key, value
  FROM marked, json_each('[' || replace(json_quote(text), char(57347), '","') || ']')
)
SELECT line, col, trim(iif(text GLOB '*[^ -~]*', asi_escape(text, 'text'), text), ' ' || char(160, 8239, 8203)) AS text
FROM cell;
CREATE INDEX temp.asi_sheet_cell_at ON asi_sheet_cell(line, col);

-- From headings to columns -----------------------------------------------------------------------------------------

-- asi_sheet_title: every cell that reads like a heading; rank 1 is the best where several mean the same.
CREATE TEMP TABLE asi_sheet_title AS
WITH letter(line, col, text, key) AS (
  SELECT line, col, text,
         replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
           lower(text), ' ', ''), char(160), ''), char(10), ''), char(9), ''), '.', ''), '-', ''), '_', ''), '(', ''), ')', ''),
           '/', ''), ':', ''), '*', ''), '#', '')
  FROM asi_sheet_cell
  WHERE text <> '' AND length(text) < 60
), sided(line, col, phase, rest, size) AS (
  SELECT line, col, phase, substr(key, length(word) + 1), length(word)
  FROM letter, asi_sheet_phase WHERE substr(key, 1, length(word)) = word
  UNION ALL
  SELECT line, col, phase, substr(key, 1, length(key) - length(word)), length(word)
  FROM letter, asi_sheet_phase WHERE substr(key, -length(word)) = word AND key <> word
), found(line, col, field, phase, item, rank, size) AS (
  SELECT line, col, field, phase,
         iif(field = 'item', add_item + CAST(substr(rest, length(word) + 1) AS INTEGER), NULL), 1, size
  FROM sided JOIN asi_sheet_part ON word = rtrim(rest, '0123456789')
  WHERE (field = 'item') = (rest <> word)
  UNION ALL
  SELECT line, col, field, NULL, NULL, rank, 99
  FROM letter JOIN asi_sheet_heading ON word = key
)
SELECT line, col, field, phase, item, rank FROM (
  SELECT *, row_number() OVER (PARTITION BY line, col ORDER BY size DESC) AS place FROM found
)
WHERE place = 1;

-- asi_sheet_column: the columns of the heading line; field is NULL where the heading is not known, 'twice' where another
-- column means the same.
CREATE TEMP TABLE asi_sheet_column AS
WITH head(line) AS (
  SELECT line FROM asi_sheet_title
  GROUP BY line
  HAVING count(*) FILTER (WHERE field = 'respondent') > 0 AND count(*) FILTER (WHERE field = 'item') > 0
  ORDER BY line LIMIT 1
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY field, phase, item ORDER BY rank, col) AS place FROM asi_sheet_title JOIN head USING (line)
)
SELECT c.line, c.col, c.text AS heading, phase, item,
       CASE WHEN field IN ('item', 'private') OR place = 1 THEN field WHEN field IS NOT NULL THEN 'twice' END AS field
FROM asi_sheet_cell AS c JOIN head USING (line) LEFT JOIN ranked AS r USING (line, col)
WHERE c.text <> '';
CREATE INDEX temp.asi_sheet_column_at ON asi_sheet_column(col);

-- From lines to respondents ----------------------------------------------------------------------------------------

-- asi_sheet_row: every line of cells and what it is: 'head', 'title' (above it), 'empty', 'wide' (more cells than
-- headings), 'sum' (a line of totals), 'nameless' (answers without a code), 'mother', or 'note'.
CREATE TEMP TABLE asi_sheet_row AS
WITH head(line) AS (
  SELECT min(line) FROM asi_sheet_column
), summary(line, n_cell, n_wide, respondent, n_answer, n_known, is_person) AS (
  SELECT c.line, count(*) FILTER (WHERE c.text <> ''), count(*) FILTER (WHERE c.text <> '' AND h.col IS NULL),
         max(c.text) FILTER (WHERE field = 'respondent'), count(*) FILTER (WHERE field = 'item' AND c.text <> ''),
         count(*) FILTER (WHERE field IN ('age', 'parity') AND c.text <> ''),
         coalesce(max(c.text GLOB '[A-Za-z]*') FILTER (WHERE field IN ('item', 'parity')), FALSE)
           OR coalesce(min(c.text IN ('0', '1')) FILTER (WHERE field = 'item' AND c.text <> ''), FALSE)
  FROM asi_sheet_cell AS c LEFT JOIN asi_sheet_column AS h USING (col)
  GROUP BY c.line
)
SELECT s.line, coalesce(respondent, '') AS respondent,
       CASE WHEN n_cell = 0 THEN 'empty' WHEN head.line IS NULL OR s.line < head.line THEN 'title' WHEN s.line = head.line THEN 'head'
            WHEN lower(respondent) IN (SELECT word FROM asi_sheet_sum) AND NOT is_person THEN 'sum'
            WHEN n_answer + n_known = 0 THEN 'note' WHEN n_wide > 0 THEN 'wide'
            WHEN coalesce(respondent, '') = '' THEN 'nameless' ELSE 'mother' END AS kind
FROM summary AS s, head;

-- asi_sheet_value: the cells of the respondents under a known heading; n is the cell as a number, where it is one.
CREATE TEMP TABLE asi_sheet_value AS
WITH cell AS (
  SELECT r.line, r.respondent, h.heading, h.field, h.phase, h.item, coalesce(c.text, '') AS text,
         replace(rtrim(rtrim(lower(coalesce(c.text, '')), 'abcdefghijklmnopqrstuvwxyz.'), ' '), ',', '.') AS digits
  FROM asi_sheet_row AS r JOIN asi_sheet_column AS h ON h.field NOT IN ('private', 'twice')
       LEFT JOIN asi_sheet_cell AS c ON c.line = r.line AND c.col = h.col
  WHERE r.kind = 'mother'
)
SELECT line, respondent, heading, field, phase, item, text,
       iif(digits GLOB '[0-9]*' AND digits NOT GLOB '*[^0-9.]*' AND digits NOT GLOB '*.*.*', CAST(digits AS REAL), NULL) AS n,
       substr(lower(text), length(digits) + 1) AS unit
FROM cell;
CREATE INDEX temp.asi_sheet_value_by ON asi_sheet_value(field, line);

-- asi_sheet_age: the age in completed years; NULL where the cell is no age between 10 and 60.
CREATE TEMP VIEW asi_sheet_age AS
SELECT line, respondent, text, n,
       iif(n >= 10 AND n < 61 AND trim(unit, ' .') IN ('', 'th', 'thn', 'tahun', 'years', 'yr'), CAST(n AS INTEGER), NULL) AS age
FROM asi_sheet_value WHERE field = 'age';

-- asi_sheet_born: the parity; NULL where the word is not known.
CREATE TEMP VIEW asi_sheet_born AS
SELECT line, respondent, text, parity
FROM asi_sheet_value LEFT JOIN asi_sheet_parity
     ON word = iif(n IS NOT NULL AND unit = '' AND n = CAST(n AS INTEGER), CAST(CAST(n AS INTEGER) AS TEXT),
                   replace(replace(replace(lower(text), ' ', ''), '-', ''), '.', ''))
WHERE field = 'parity';

-- asi_sheet_date: the day of each assessment as 2025-10-03; NULL where the cell is no date.
CREATE TEMP VIEW asi_sheet_date AS
WITH slashed AS (
  SELECT line, respondent, phase, text, replace(replace(text, '-', '/'), '.', '/') AS t FROM asi_sheet_value WHERE field = 'date'
), cut AS (
  SELECT *, instr(t, '/') AS i, instr(t, '/') + instr(substr(t, instr(t, '/') + 1), '/') AS j FROM slashed
), iso AS (
  SELECT *, CASE WHEN t GLOB '[0-9][0-9][0-9][0-9]/[0-9][0-9]/[0-9][0-9]' THEN replace(t, '/', '-')
                 WHEN t GLOB '[0-9]*/[0-9]*/[0-9][0-9][0-9][0-9]' AND length(t) <= 10
                 THEN printf('%s-%02d-%02d', substr(t, j + 1), substr(t, i + 1, j - i - 1), substr(t, 1, i - 1)) END AS day
  FROM cut
)
SELECT line, respondent, phase, text, iif(date(day, '+0 days') = day, day, NULL) AS day FROM iso;

-- The views of the mapping ------------------------------------------------------------------------------------------

-- asi_study: a study without a name, unless a file before this one gave it.
CREATE TEMP VIEW IF NOT EXISTS asi_study AS
SELECT 'Perubahan produksi ASI' AS title, 'Change in breast-milk production' AS title_en,
       'intervensi' AS intervention, 'the intervention' AS intervention_en,
       'Sumber : Data primer penelitian' AS source, 'Source : Primary research data' AS source_en,
       'one-group' AS design, 12 AS criterion, 8 AS category_cutoff, NULL AS published_p, NULL AS published_unit;

-- asi_respondent: a code that stands in two lines is one respondent, described by the first.
CREATE TEMP VIEW asi_respondent AS
SELECT r.respondent, age, parity
FROM (SELECT respondent, min(line) AS line FROM asi_sheet_row WHERE kind = 'mother' GROUP BY respondent) AS r
     LEFT JOIN asi_sheet_age AS a USING (line) LEFT JOIN asi_sheet_born AS b USING (line);

-- asi_answer: the answers of every phase that has any.
CREATE TEMP VIEW asi_answer AS
SELECT respondent, phase, line AS place, item, text AS answer
FROM asi_sheet_value JOIN (
  SELECT line, phase FROM asi_sheet_value WHERE field = 'item' AND text <> '' GROUP BY line, phase
) USING (line, phase)
WHERE field = 'item';

-- asi_assessment: their scores, by answers.sql.
CREATE TEMP VIEW asi_assessment AS
SELECT s.respondent, s.phase, CAST(d.n AS INTEGER) AS days_postpartum, s.score
FROM asi_scored AS s LEFT JOIN asi_sheet_value AS d ON d.field = 'day' AND d.line = s.place AND d.phase = s.phase;

-- asi_visit: their days.
CREATE TEMP VIEW asi_visit AS
SELECT respondent, phase, line AS place, NULL AS clinic, day
FROM asi_sheet_date WHERE day IS NOT NULL;

-- asi_sheet_span: the records of several lines, and the last one where its quote stays open. Quotes that hold as much as
-- half a line of cells have swallowed lines; others hold a cell with line ends in it.
CREATE TEMP VIEW asi_sheet_span AS
WITH opened AS MATERIALIZED (
  SELECT max(line) AS line FROM asi_sheet_record WHERE (SELECT sum(n_quote) FROM asi_sheet_line) % 2 = 1
), held AS (
  SELECT r.line, last, r.line IS o.line AS open,
         (SELECT max(length(value) - length(replace(value, delimiter, ''))) FROM json_each(pieces) WHERE key % 2 = 1 AND instr(value, char(10)) > 0) AS n
  FROM asi_sheet_record AS r, asi_sheet_delimiter, opened AS o
  WHERE last > r.line OR r.line IS o.line
)
SELECT line, last, iif(open OR swallowed, 'error', 'note') AS level, CASE WHEN open THEN 'open quote' WHEN swallowed THEN 'lines in quotes' ELSE 'line ends' END AS kind
FROM (SELECT line, last, open, 2 * n >= (SELECT count(*) FROM asi_sheet_column) AS swallowed FROM held);

-- asi_fault: what the file holds that could not be taken as it stands; quality.sql has the words.
CREATE TEMP VIEW asi_fault AS
-- of the file
SELECT 'error' AS level, 'no file' AS kind, NULL AS place, NULL AS respondent, NULL AS phase, NULL AS item, NULL AS value
FROM asi_sheet WHERE length(coalesce(content, '')) = 0
UNION ALL SELECT 'error', 'other file', NULL, NULL, NULL, NULL, format FROM asi_sheet JOIN asi_sheet_format ON substr(hex(substr(content, 1, 8)), 1, length(start)) = start
UNION ALL SELECT 'error', 'no text', NULL, NULL, NULL, NULL, NULL FROM asi_sheet WHERE instr(CAST(content AS BLOB), x'00') > 0
UNION ALL SELECT level, kind, line, NULL, NULL, NULL, CAST(last AS TEXT) FROM asi_sheet_span
UNION ALL SELECT 'error', 'no heading', NULL, NULL, NULL, NULL, NULL
FROM asi_sheet WHERE length(content) > 0 AND NOT EXISTS (SELECT 1 FROM asi_sheet_column)
-- of the heading line
UNION ALL SELECT 'warning', 'unknown column', line, NULL, NULL, NULL, heading FROM asi_sheet_column WHERE field IS NULL
UNION ALL SELECT 'note', 'private column', line, NULL, NULL, NULL, heading FROM asi_sheet_column WHERE field = 'private'
UNION ALL SELECT 'warning', 'double column', line, NULL, phase, NULL, heading FROM asi_sheet_column WHERE field = 'twice'
UNION ALL SELECT 'error', 'double item', line, NULL, phase, item, group_concat(heading, ', ')
FROM asi_sheet_column WHERE field = 'item' GROUP BY line, phase, item HAVING count(*) > 1
UNION ALL SELECT 'error', 'unknown item', line, NULL, phase, item, heading
FROM asi_sheet_column WHERE field = 'item' AND item NOT BETWEEN 1 AND 16
UNION ALL SELECT 'error', 'no column', head, NULL, phase, item, NULL FROM (
  WITH RECURSIVE number(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < 16)
  SELECT (SELECT min(line) FROM asi_sheet_column) AS head, phase, i AS item
  FROM number, (SELECT 'pre' AS phase UNION ALL SELECT 'post') AS p
  WHERE NOT EXISTS (SELECT 1 FROM asi_sheet_column AS c WHERE c.field = 'item' AND c.phase = p.phase AND c.item = i)
        AND EXISTS (SELECT 1 FROM asi_sheet_column)
)
-- of the lines
UNION ALL SELECT 'note', 'title line', line, NULL, NULL, NULL, NULL FROM asi_sheet_row WHERE kind = 'title'
UNION ALL SELECT 'note', 'empty line', min(line), NULL, NULL, NULL, CAST(count(*) AS TEXT) FROM (
  SELECT line, line - row_number() OVER (ORDER BY line) AS run FROM asi_sheet_row
  WHERE kind = 'empty' AND line < (SELECT max(line) FROM asi_sheet_row WHERE kind <> 'empty')
) GROUP BY run
UNION ALL SELECT 'note', 'sum line', line, NULL, NULL, NULL, NULL FROM asi_sheet_row WHERE kind = 'sum'
UNION ALL SELECT 'warning', 'sum code', line, respondent, NULL, NULL, NULL FROM asi_sheet_row
WHERE kind = 'mother' AND lower(respondent) IN (SELECT word FROM asi_sheet_sum)
UNION ALL SELECT 'note', 'note line', line, NULL, NULL, NULL, NULL FROM asi_sheet_row WHERE kind = 'note'
UNION ALL SELECT 'error', 'wide line', line, NULL, NULL, NULL, NULL FROM asi_sheet_row WHERE kind = 'wide'
UNION ALL SELECT 'error', 'no respondent', line, NULL, NULL, NULL, NULL FROM asi_sheet_row WHERE kind = 'nameless'
UNION ALL SELECT 'error', 'double respondent', line, respondent, NULL, NULL, CAST(first AS TEXT) FROM (
  SELECT line, respondent, min(line) OVER (PARTITION BY respondent) AS first FROM asi_sheet_row WHERE kind = 'mother'
) WHERE line > first
-- of the cells
UNION ALL SELECT 'error', 'encoding', c.line, NULL, NULL, NULL, coalesce(heading, c.col + 1)
FROM asi_sheet_cell AS c JOIN asi_sheet_row AS r USING (line) LEFT JOIN asi_sheet_column AS h USING (col)
WHERE instr(c.text, char(65533)) AND (kind = 'head' OR kind = 'mother' AND field NOT IN ('private', 'twice'))
UNION ALL SELECT 'warning', 'encoding', min(c.line), NULL, NULL, NULL, coalesce(heading, c.col + 1)
FROM asi_sheet_cell AS c JOIN asi_sheet_row AS r USING (line) LEFT JOIN asi_sheet_column AS h USING (col)
WHERE instr(c.text, char(65533)) AND NOT coalesce(kind = 'head' OR kind = 'mother' AND field NOT IN ('private', 'twice'), FALSE)
GROUP BY c.col
UNION ALL SELECT 'error', 'age', line, respondent, NULL, NULL, text FROM asi_sheet_age WHERE age IS NULL AND text <> ''
UNION ALL SELECT 'note', 'age read', line, respondent, NULL, NULL, text || ' = ' || age FROM asi_sheet_age
WHERE age IS NOT NULL AND text GLOB '*[A-Za-z]*'
UNION ALL SELECT 'note', 'age decimals', NULL, NULL, NULL, NULL, CAST(count(*) AS TEXT) FROM asi_sheet_age
WHERE n <> age AND text NOT GLOB '*[A-Za-z]*' HAVING count(*) > 0
UNION ALL SELECT 'error', 'parity', line, respondent, NULL, NULL, text FROM asi_sheet_born WHERE parity IS NULL AND text <> ''
UNION ALL SELECT 'error', 'date', line, respondent, phase, NULL, text FROM asi_sheet_date WHERE day IS NULL AND text <> ''
UNION ALL SELECT 'error', 'day', line, respondent, phase, NULL, text FROM asi_sheet_value
WHERE field = 'day' AND text <> '' AND (n IS NULL OR n <> CAST(n AS INTEGER) OR unit <> '')
UNION ALL SELECT 'error', 'total', t.line, t.respondent, t.phase, NULL, t.text || ' <> ' || s.score
FROM asi_sheet_value AS t JOIN asi_scored AS s ON s.place = t.line AND s.phase = t.phase
WHERE t.field = 'total' AND t.text <> '' AND (t.n IS NOT s.score OR t.unit <> '') AND s.score IS NOT NULL
UNION ALL SELECT 'warning', 'total alone', t.line, t.respondent, t.phase, NULL, t.text
FROM asi_sheet_value AS t LEFT JOIN asi_scored AS s ON s.place = t.line AND s.phase = t.phase
WHERE t.field = 'total' AND t.text NOT IN ('', '0', '-') AND s.score IS NULL;
