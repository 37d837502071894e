// What the person sees and does; study.js does the work.
const $ = (id) => document.getElementById(id);
const state = { language: 'id', engine: null, study: null, content: null, columns: [], html: '', functions: [], ticks: 0, step: '' };

const say = (key) => words[state.language][key];

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== null) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// ---- what is going on

function showStep(step) {
  state.step = step;
  state.ticks = 0;
  showStatus();
}

function showStatus() {
  const doing = ['answers.sql', 'mapping.sql', 'spreadsheet.sql', 'quality.sql', 'snapshot.sql'].includes(state.step) ? say('reading') : say('computing');
  const work = state.ticks > 0 ? ` (${(state.ticks * 0.4).toFixed(1)}M ${say('work')})` : '';
  $('status').textContent = state.step === '' ? '' : `${doing}: ${state.step}${work} …`;
}

function newEngine() {
  state.engine = new Engine(() => {
    state.ticks++;
    showStatus();
  });
  state.study = new Study(state.engine, showStep);
}

function hideFrom(...ids) {
  for (const id of ids) $(id).hidden = true;
}

// Runs work with the cancel button shown; what goes wrong is told in words.
async function busy(work) {
  $('error').textContent = '';
  $('cancel').hidden = false;
  $('status').textContent = say('starting');
  document.body.setAttribute('aria-busy', 'true');
  try {
    await state.engine.started;
    await work();
  } catch (error) {
    $('status').textContent = error.message === CANCELLED ? say('cancelled') : '';
    if (error.message !== CANCELLED) $('error').textContent = `${say('failed')}: ${error.message}\n${say('pick')}`;
  }
  $('cancel').hidden = true;
  document.body.removeAttribute('aria-busy');
  document.body.dataset.finished = Number(document.body.dataset.finished ?? 0) + 1;
}

function cancel() {
  state.engine.end(CANCELLED);
  newEngine();
  hideFrom('columns', 'tables', 'quality', 'report', 'sql');
}

// ---- from a file to the report

const isDatabase = (head) => new TextDecoder().decode(head) === 'SQLite format 3';

function take(file) {
  hideFrom('columns', 'tables', 'quality', 'report', 'sql');
  return busy(async () => {
    const head = new Uint8Array(await file.slice(0, 15).arrayBuffer());
    if (isDatabase(head)) await takeDatabase(file);
    else await takeSheet(new Uint8Array(await file.arrayBuffer()), []);
  });
}

async function takeDatabase(file) {
  showStep('mapping.sql');
  await state.engine.call('open', { file });
  if (await state.study.isOurs()) {
    await state.study.readOurs();
    await showAnalysis();
    return;
  }
  const tables = await state.study.tables();
  $('table').replaceChildren(...tables.map(({ name }) => element('option', name)));
  $('tables').hidden = false;
  $('status').textContent = '';
}

async function takeSheet(content, choices) {
  state.content = content;
  state.columns = await state.study.readSheet(content, choices);
  const isFound = state.columns.length > 0;
  if (!isFound) state.columns = await state.study.firstLine();
  showColumns();
  if (isFound) {
    await showAnalysis();
  } else {
    $('status').textContent = say('noHead');
    $('columns').scrollIntoView();
  }
}

async function showAnalysis() {
  $('quality-text').textContent = await state.study.quality(state.language);
  $('quality').hidden = false;
  await state.study.prepareReport();
  await showReport();
  await showFunctions();
  $('status').textContent = say('ready');
}

async function showReport() {
  state.html = await state.study.report(state.language);
  $('report').hidden = state.html === '';
  $('page').srcdoc = state.html;
  if (state.html === '') $('error').textContent = say('noReport');
}

// ---- columns

const columnKey = ({ field, phase, item }) => [field ?? '', phase ?? '', item ?? ''].join(':');

function columnMeanings() {
  const plain = ['', 'private', 'respondent', 'age', 'parity'].map((field) => ({ field: field || null, phase: null, item: null }));
  const phased = ['pre', 'post'].flatMap((phase) => [
    ...Array.from({ length: 16 }, (_, i) => ({ field: 'item', phase, item: i + 1 })),
    ...['total', 'date', 'day'].map((field) => ({ field, phase, item: null })),
  ]);
  return [...plain, ...phased];
}

function meaningText({ field, phase, item }) {
  if (field === null) return say('unread');
  return phase === null ? say(field) : `${say(phase)}: ${say(field)}${item === null ? '' : ` ${item}`}`;
}

function meaningSelect(column) {
  const select = element('select', null, { 'data-col': column.col, 'aria-label': `${say('meaning')}: ${column.heading}` });
  for (const meaning of columnMeanings()) {
    const option = element('option', meaningText(meaning), { value: columnKey(meaning) });
    option.selected = columnKey(meaning) === columnKey({ ...column, field: column.field === 'twice' ? null : column.field });
    select.append(option);
  }
  select.addEventListener('change', () => { $('reread').hidden = false; });
  return select;
}

function showColumns() {
  const head = element('tr', null);
  head.append(...['heading', 'meaning', 'sample'].map((key) => element('th', say(key), { scope: 'col' })));
  const rows = state.columns.map((column) => {
    const row = element('tr', null);
    const meaning = element('td', null);
    meaning.append(meaningSelect(column));
    row.append(element('th', column.heading, { scope: 'row' }), meaning, element('td', column.sample ?? ''));
    return row;
  });
  const thead = element('thead', null);
  thead.append(head);
  const tbody = element('tbody', null);
  tbody.append(...rows);
  $('column-table').replaceChildren(thead, tbody);
  $('columns').hidden = false;
  $('reread').hidden = true;
}

function chosenColumns() {
  return [...$('column-table').querySelectorAll('select')].map((select) => {
    const [field, phase, item] = select.value.split(':');
    return { col: select.dataset.col, field: field || null, phase: phase || null, item: item === '' ? null : Number(item) };
  });
}

// ---- SQL

function resultTable({ columns, rows }) {
  const shown = (value) => (value === null ? 'NULL' : typeof value === 'object' ? `x'${value.hex}'` : String(value));
  const table = element('table', null);
  const head = table.createTHead().insertRow();
  head.append(...columns.map((name) => element('th', name, { scope: 'col' })));
  const body = table.createTBody();
  for (const row of rows.slice(0, 1000)) body.insertRow().append(...row.map((value) => element('td', shown(value))));
  const box = element('div', null, { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': say('query') });
  box.append(table);
  return [box, element('p', `${rows.length} ${say('rows')}`, { class: 'hint' })];
}

function runQuery() {
  $('answer').replaceChildren();
  return busy(async () => {
    showStep('SQL');
    const answers = await state.engine.run($('query').value);
    $('answer').replaceChildren(...answers.flatMap(resultTable));
    $('status').textContent = '';
  });
}

async function showFunctions() {
  if (state.functions.length === 0) state.functions = await state.study.functions();
  if ($('query').value === '') $('query').value = 'SELECT wilcoxon(pre, post), hodges_lehmann(pre, post) FROM asi_complete;';
  $('sql').hidden = false;
  filterFunctions();
}

function filterFunctions() {
  const wanted = $('find').value.toLowerCase();
  const found = state.functions.filter(({ name, summary }) => `${name} ${summary}`.toLowerCase().includes(wanted));
  $('functions').replaceChildren(...found.flatMap(({ name, arguments: list, summary }) => [element('dt', `${name}(${list})`), element('dd', summary)]));
}

// ---- saving

function save(name, type, content) {
  const link = element('a', null, { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  $('status').textContent = `${say('done')}: ${name}`;
}

function saveFigures() {
  return busy(async () => {
    for (const { figure, svg } of await state.study.figures(state.language)) save(`asistat-${figure}.svg`, 'image/svg+xml', svg);
  });
}

function savePairs() {
  return busy(async () => {
    const rows = await state.study.pairs();
    const cell = (value) => (value === null ? '' : `"${String(value).replaceAll('"', '""')}"`);
    const lines = [['respondent', 'pre', 'post', 'difference'], ...rows.map(Object.values)].map((row) => row.map(cell).join(','));
    save('asistat-scores.csv', 'text/csv', `${lines.join('\r\n')}\r\n`);
  });
}

// ---- the page itself

function speak() {
  document.documentElement.lang = state.language;
  for (const node of document.querySelectorAll('[data-say]')) node.textContent = say(node.dataset.say);
  for (const node of document.querySelectorAll('[data-label]')) node.setAttribute('aria-label', say(node.dataset.label));
  for (const node of document.querySelectorAll('[data-title]')) node.title = say(node.dataset.title);
  for (const node of document.querySelectorAll('[data-language]')) node.setAttribute('aria-pressed', String(node.dataset.language === state.language));
}

function setLanguage(language) {
  state.language = language;
  speak();
  if ($('quality').hidden) return undefined;
  if (!$('columns').hidden) showColumns();
  return busy(async () => {
    $('quality-text').textContent = await state.study.quality(language);
    await showReport();
    $('status').textContent = say('ready');
  });
}

function listen() {
  const drop = $('drop');
  $('file').addEventListener('change', (event) => event.target.files.length > 0 && take(event.target.files[0]));
  drop.addEventListener('dragover', (event) => { event.preventDefault(); drop.classList.add('over'); });
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    if (event.dataTransfer.files.length > 0) take(event.dataTransfer.files[0]);
  });
  for (const button of document.querySelectorAll('[data-language]')) button.addEventListener('click', () => setLanguage(button.dataset.language));
  $('cancel').addEventListener('click', cancel);
  $('reread').addEventListener('click', () => busy(() => takeSheet(state.content, chosenColumns())));
  $('read-table').addEventListener('click', () => busy(async () => {
    await takeSheet(new TextEncoder().encode(await state.study.tableAsSheet($('table').value)), []);
  }));
  $('run').addEventListener('click', runQuery);
  $('find').addEventListener('input', filterFunctions);
  $('save-html').addEventListener('click', () => save(`asistat-report.${state.language}.html`, 'text/html', state.html));
  $('save-svg').addEventListener('click', saveFigures);
  $('save-csv').addEventListener('click', savePairs);
  $('save-state').addEventListener('click', () => busy(async () => save('asistat.paired_state', 'application/octet-stream', await state.study.state())));
}

speak();
listen();
newEngine();
