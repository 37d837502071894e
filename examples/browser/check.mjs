// Drives the page from a file URL in headless Chromium: database, faulty spreadsheet, both languages, SQL, cancel, exports,
// phone, accessibility, and that nothing is asked of any network.
//
//   node examples/browser/check.mjs PAGE.html NODE_MODULES_DIR CLINIC.db OUT_DIR      (CHROMIUM: the browser)
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';

const [page_, modules, clinic, out] = process.argv.slice(2).map((name) => path.resolve(name));
const require = createRequire(path.join(modules, 'x.js'));
const puppeteer = require('puppeteer-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let passed = 0;
let failed = 0;
function check(name, got, want) {
  const fine = typeof want === 'function' ? want(got) : JSON.stringify(got) === JSON.stringify(want);
  if (fine) passed += 1;
  else {
    failed += 1;
    console.log(`! ${name}\n    expected: ${typeof want === 'function' ? want : JSON.stringify(want)}\n         got: ${JSON.stringify(got).slice(0, 600)}`);
  }
}

fs.mkdirSync(out, { recursive: true });
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
const page = await browser.newPage();
const spoken = [];
const asked = [];
page.on('console', (message) => spoken.push(message.text()));
page.on('pageerror', (error) => spoken.push(error.message));
page.on('request', (request) => asked.push(request.url()));
const client = await page.createCDPSession();
await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: out });

const idle = () => page.waitForFunction(() => !document.body.hasAttribute('aria-busy'), { timeout: 120000 });
const text = (selector) => page.$eval(selector, (node) => node.textContent);
const shown = (selector) => page.$eval(selector, (node) => !node.hidden);
const reportText = () => page.$eval('#page', (frame) => frame.srcdoc);
async function drop(file) {
  const finished = () => page.$eval('body', (body) => Number(body.dataset.finished ?? 0));
  const before = await finished();
  const input = await page.$('#file');
  await input.uploadFile(file);
  await page.waitForFunction((n) => Number(document.body.dataset.finished ?? 0) > n, { timeout: 120000 }, before);
}
async function query(sql) {
  await page.$eval('#query', (node, value) => { node.value = value; }, sql);
  await page.click('#run');
  await idle();
  return page.$$eval('#answer td', (cells) => cells.map((cell) => cell.textContent));
}
async function downloaded(name) {
  const file = path.join(out, name);
  for (let i = 0; i < 100 && !fs.existsSync(file); i += 1) await new Promise((wake) => setTimeout(wake, 100));
  return fs.readFileSync(file);
}
for (const name of fs.readdirSync(out)) fs.rmSync(path.join(out, name));

await page.setViewport({ width: 1200, height: 1600 });
await page.goto(`file://${page_}`);
check('title in Indonesian', await text('h1'), (t) => t.includes('peramban'));

// ---- the reconstructed clinic, from its database: the numbers of the native extension

await drop(clinic);
check('no error', await text('#error'), '');
check('quality', await text('#quality-text'), (t) => t.includes('30'));
const native = (sql) => execFileSync('sqlite3', ['-batch', '-noheader', '-separator', '\u001f', ':memory:', '.load ./asistat', `ATTACH '${clinic}' AS c`, sql], { encoding: 'utf8' }).trim().split('\u001f');
const scores = 'SELECT asi_score(m1,m2,m3,m4,m5,m6,m7,m8,m9,m10,b1,b2,b3,b4,b5,b6) AS s, respondent, phase FROM assessment';
const paired = `(SELECT max(s) FILTER (WHERE phase = 'pre') AS pre, max(s) FILTER (WHERE phase = 'post') AS post FROM (${scores}) GROUP BY respondent)`;
for (const expression of ['wilcoxon(pre, post)', 'hodges_lehmann(pre, post)', 'hex(paired_state(pre, post))', 'describe(post - pre)', 'asi_increased(14), ci95(post)']) {
  const sql = `SELECT ${expression} FROM ${paired}`;
  check(`the native numbers: ${expression}`, await query(sql), native(sql));
}
const report = { id: await reportText() };
await page.click('[data-language=en]');
await idle();
report.en = await reportText();
for (const lang of ['id', 'en']) {
  const file = path.join(out, `native.${lang}.html`);
  execFileSync('make', ['-s', 'report', `DB=${clinic}`, `REPORT_LANG=${lang}`, 'FORMAT=html', `OUT=${file}`], { stdio: 'ignore' });
  const version = (html) => html.replace(/SQLite \d+\.\d+\.\d+/g, 'SQLite').trim();
  check(`the native report, ${lang}`, version(report[lang]) === version(fs.readFileSync(file, 'utf8')), true);
}
check('title in English', await text('h1'), (t) => t.includes('browser'));
const frame = await (await page.$('#page')).contentFrame();
await frame.waitForSelector('table');
check('pictures have size', await frame.$$eval('svg', (all) => all.length > 0 && all.every((svg) => svg.getBoundingClientRect().height > 50)), true);
await page.screenshot({ path: path.join(out, 'desktop.png'), fullPage: true });

// ---- exports

await page.click('#save-html');
check('HTML', (await downloaded('asistat-report.en.html')).toString().trim() === report.en.trim(), true);
await page.click('#save-csv');
await idle();
check('CSV', (await downloaded('asistat-scores.csv')).toString().split('\r\n').length, 32);
await page.click('#save-state');
await idle();
const state = (await downloaded('asistat.paired_state')).toString('hex').toUpperCase();
check('state', [state], native(`SELECT hex(paired_state(pre, post)) FROM ${paired}`));
await page.click('#save-svg');
await idle();
await new Promise((wake) => setTimeout(wake, 1500));
check('SVG', fs.readdirSync(out).filter((name) => name.endsWith('.svg')).length, (n) => n >= 3);

// ---- errors in words, and cancel

check('an error names the function', (await query("SELECT ci95('9,17')"), await text('#error')), (t) => t.includes("ci95(): argument 1 is the text '9,17'"));
await page.$eval('#query', (node) => { node.value = 'WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s) SELECT count(*) FROM s'; });
await page.click('#run');
await page.waitForFunction(() => document.getElementById('status').textContent.includes('M '), { timeout: 30000 });
check('progress is told', await text('#status'), (t) => /\d\.\dM/.test(t));
await page.click('#cancel');
await idle();
check('cancelled', await text('#status'), (t) => t.startsWith('Cancelled'));

// ---- the spreadsheets: the same report but for its source line; the faulty one says each line

await drop(path.resolve('examples/spreadsheet/ibu.csv'));
check('spreadsheet read', await text('#error'), '');
check('its columns', await page.$$eval('#column-table tbody tr', (rows) => rows.length), 40);
check('names are not shown', await text('#column-table'), (t) => !t.includes('dirahasiakan'));
check('its wilcoxon', await query('SELECT wilcoxon(pre, post), count(*) FROM asi_complete'), native(`SELECT wilcoxon(pre, post), count(*) FROM ${paired}`));
await drop(path.resolve('examples/spreadsheet/faulty.csv'));
await page.click('[data-language=id]');
await idle();
const faults = fs.readFileSync('examples/spreadsheet/faulty.out', 'utf8').split('\n').filter((line) => /baris \d+/.test(line));
const quality = await text('#quality-text');
fs.writeFileSync(path.join(out, 'quality.txt'), quality);
check('every fault of the native check is shown', faults.length > 10 && faults.filter((line) => !quality.includes(line.trim())), []);

// ---- columns chosen by hand, headings that nobody knows

const odd = fs.readFileSync('examples/spreadsheet/ibu.csv', 'utf8').split(/\r?\n/);
odd.splice(0, 2, odd[1].split(';').map((heading, i) => `kolom${i}`).join(';'));
fs.writeFileSync(path.join(out, 'odd.csv'), odd.join('\n'));
await drop(path.join(out, 'odd.csv'));
check('asks for the columns', await shown('#columns'), true);
await page.$$eval('#column-table select', (selects) => {
  const meaning = (i) => {
    if (i < 4) return ['respondent::', 'private::', 'age::', 'parity::'][i];
    const phase = i < 22 ? 'pre' : 'post';
    const place = (i - 4) % 18;
    if (place === 0) return `date:${phase}:`;
    return place === 17 ? `total:${phase}:` : `item:${phase}:${place}`;
  };
  selects.forEach((select, i) => {
    select.value = meaning(i);
    select.dispatchEvent(new Event('change'));
  });
});
await page.click('#reread');
await idle();
check('read by hand', await query('SELECT wilcoxon(pre, post), count(*) FROM asi_complete'), native(`SELECT wilcoxon(pre, post), count(*) FROM ${paired}`));

// ---- another program's database

const other = path.join(out, 'other.db');
fs.rmSync(other, { force: true });
execFileSync('sqlite3', [other, '.mode csv', '.separator ;', `.import --skip 1 examples/spreadsheet/ibu.csv ibu`]);
await drop(other);
await page.waitForFunction(() => !document.getElementById('tables').hidden, { timeout: 20000 });
await page.click('#read-table');
await idle();
check('a table of another program', await query('SELECT wilcoxon(pre, post), count(*) FROM asi_complete'), native(`SELECT wilcoxon(pre, post), count(*) FROM ${paired}`));

// ---- hostile text does nothing

const hostile = fs.readFileSync('examples/spreadsheet/ibu.csv', 'utf8').replace(/^001;/m, '<script>alert(1)</script><img src=http://127.0.0.1/x>;');
fs.writeFileSync(path.join(out, 'hostile.csv'), hostile);
await drop(path.join(out, 'hostile.csv'));
check('hostile text is text', await page.$$eval('script', (all) => all.length), 4);

// ---- garbage

fs.writeFileSync(path.join(out, 'broken.db'), Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(5000, 7)]));
await drop(path.join(out, 'broken.db'));
check('a broken file is said to be one', await text('#error'), (t) => t.length > 20);

// ---- phone, accessibility, silence

await page.setViewport({ width: 360, height: 740 });
await drop(path.resolve('examples/spreadsheet/ibu.csv'));
check('nothing wider than the phone', await page.evaluate(() => document.documentElement.scrollWidth), 360);
await page.screenshot({ path: path.join(out, 'phone.png'), fullPage: true });
await page.evaluate(axe);
const found = await page.evaluate(() => axe.run(document, { iframes: false }));
check('axe', found.violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(({ id, nodes }) => `${id}: ${nodes.length} ${nodes[0].html}`), []);
check('console', spoken, []);
check('no request', asked.filter((url) => !/^(file|blob|data|about):/.test(url)), []);

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
