// From a file to the study's views, by the files of sql/ as they are.
const sqlFiles = JSON.parse(document.getElementById('sql-source').textContent);
const CANCELLED = 'cancelled';

// spreadsheet.sql up to its columns, and the rest, so that a reader of the page may say what a column is.
const SHEET_CUT = '-- From lines to respondents';

function quote(value) {
  return value === null ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`;
}

function hex(bytes) {
  const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  return pairs.join('');
}

class Study {
  constructor(engine, say) {
    this.engine = engine;
    this.say = say;
  }

  async file(name) {
    this.say(name);
    await this.engine.run(sqlFiles[name]);
  }

  async isOurs() {
    const [{ n }] = await this.engine.rows("SELECT count(*) AS n FROM sqlite_schema WHERE name IN ('study', 'respondent', 'assessment', 'massage_session')");
    return n === 4;
  }

  tables() {
    return this.engine.rows("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name");
  }

  // A table as the text of a spreadsheet.
  async tableAsSheet(name) {
    const cell = (value) => (value === null ? '' : `"${String(value).replaceAll('"', '""')}"`);
    const [{ columns, rows }] = await this.engine.run(`SELECT * FROM "${name.replaceAll('"', '""')}"`);
    return [columns, ...rows].map((row) => row.map(cell).join(';')).join('\n');
  }

  // Answers the columns as read; choices ({col, field, phase, item}) are told before anything is read by them.
  async readSheet(content, choices) {
    await this.engine.call('open', { file: null });
    await this.engine.run(`CREATE TEMP TABLE asi_sheet AS SELECT x'${hex(content)}' AS content;`);
    await this.file('answers.sql');
    const [head, tail] = sqlFiles['spreadsheet.sql'].split(SHEET_CUT);
    this.say('spreadsheet.sql');
    await this.engine.run(head);
    if (choices.length > 0) await this.engine.run(Study.choose(choices));
    await this.engine.run(`--${tail}`);
    return this.engine.rows(`SELECT line, c.col, heading, phase, item, field,
      (SELECT group_concat(text, ' · ') FROM (SELECT text FROM asi_sheet_cell AS v WHERE v.col = c.col AND v.line > c.line AND text <> '' AND field IS NOT 'private' LIMIT 3)) AS sample
      FROM asi_sheet_column AS c ORDER BY c.col`);
  }

  // What the columns mean, as chosen; the first line of cells is the heading line when none was found.
  static choose(choices) {
    const first = `INSERT INTO asi_sheet_column SELECT line, col, text, NULL, NULL, NULL FROM asi_sheet_cell
      WHERE line = (SELECT min(line) FROM asi_sheet_cell WHERE text <> '') AND NOT EXISTS (SELECT 1 FROM asi_sheet_column);`;
    return first + choices.map(({ col, field, phase, item }) =>
      `UPDATE asi_sheet_column SET field = ${quote(field)}, phase = ${quote(phase)}, item = ${item ?? 'NULL'} WHERE col = ${Number(col)};`).join('\n');
  }

  firstLine() {
    return this.engine.rows(`SELECT line, col, text AS heading, NULL AS field, NULL AS phase, NULL AS item,
      (SELECT text FROM asi_sheet_cell AS v WHERE v.col = c.col AND v.line > c.line AND text <> '' LIMIT 1) AS sample
      FROM asi_sheet_cell AS c WHERE line = (SELECT min(line) FROM asi_sheet_cell WHERE text <> '') ORDER BY col`);
  }

  async readOurs() {
    await this.file('answers.sql');
    await this.file('mapping.sql');
  }

  async quality(language) {
    await this.file('quality.sql');
    const rows = await this.engine.rows(`SELECT text FROM asi_quality_report WHERE lang = ${quote(language)} ORDER BY line`);
    return rows.map((row) => row.text).join('\n');
  }

  async prepareReport() {
    for (const name of ['pairs.sql', 'tables.sql', 'snapshot.sql', 'findings.sql', 'figures.sql', 'document.sql', 'report_html.sql']) {
      await this.file(name);
    }
  }

  async report(language) {
    const rows = await this.engine.rows(`SELECT text FROM asi_report_html WHERE lang = ${quote(language)} ORDER BY line`);
    return rows.map((row) => row.text).join('\n');
  }

  figures(language) {
    return this.engine.rows(`SELECT figure, svg FROM asi_paper_figure WHERE lang = ${quote(language)} AND svg IS NOT NULL ORDER BY position`);
  }

  pairs() {
    return this.engine.rows('SELECT respondent, pre, post, post - pre AS difference FROM asi_pair ORDER BY respondent');
  }

  async state() {
    const [{ state }] = await this.engine.rows('SELECT paired_state(pre, post) AS state FROM asi_complete');
    return Uint8Array.from(state.hex.match(/../g), (byte) => parseInt(byte, 16));
  }

  functions() {
    return this.engine.rows("SELECT name, arguments, summary, example FROM asistat_functions ORDER BY name");
  }
}
