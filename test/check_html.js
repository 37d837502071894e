// make check-html: the long report in a browser. What it asks of each page, in both languages:
//
//  (1) no request but the file itself, no message on the console, no script
//  (2) all tables with the cells that the Markdown has, pictures with a size, a name and a description
//  (3) nothing sticks out at 360 px nor on A4, in light and in dark; axe-core finds nothing serious or critical
//  (4) the HTML validator finds nothing (a title may be longer than search engines like)
//
// node test/check_html.js MODULES FOLDER: MODULES holds node_modules, FOLDER report.{id,en}.{html,md}; pictures of the pages
// and the PDFs go there too. Exit status 1 when something is wrong, 2 when it could not be asked.
'use strict';
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const [modules, folder] = process.argv.slice(2).map((name) => path.resolve(name));
const load = createRequire(path.join(modules, 'node_modules', 'x.js'));

let nWrong = 0;
let nAsked = 0;
function ask(what, wrong) {
  nAsked++;
  if (wrong.length) {
    nWrong++;
    console.log(`! ${what}\n    ${wrong.join('\n    ')}`);
  }
}

// The cells of every table of the Markdown, a string each.
function markdownTables(file) {
  const plain = (text) => text.trim().replace(/\\([^\w\s])/g, '$1').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
  return fs.readFileSync(file, 'utf8').split('\n\n').filter((part) => part.startsWith('|')).map((part) => {
    const rows = part.trim().split('\n');
    rows.splice(1, 1);
    return rows.map((row) => row.slice(1, -1).split(/(?<!\\)\|/).map(plain).join(' | '));
  });
}

// What sticks out of the page, or of its own box without a way to scroll.
const sticksOut = () => {
  const width = document.documentElement.clientWidth;
  const out = document.documentElement.scrollWidth > width ? [`page ${document.documentElement.scrollWidth} > ${width}`] : [];
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('.scroll') && !e.matches('.scroll')) continue;
    const box = e.getBoundingClientRect();
    if (box.right > width + 1 || box.left < -1) out.push(`${e.tagName} ${e.textContent.slice(0, 30)} ends at ${Math.round(box.right)}`);
  }
  return out;
};

async function checkPage(browser, axe, lang) {
  const file = path.join(folder, `report.${lang}.html`);
  const heard = [];
  const page = await browser.newPage();
  page.on('request', (r) => { if (r.url() !== 'file://' + file) heard.push('request ' + r.url()); });
  page.on('console', (m) => heard.push('console ' + m.text()));
  page.on('pageerror', (e) => heard.push('error ' + e.message));
  await page.setBypassCSP(false);
  await page.goto('file://' + file, { waitUntil: 'load' });
  ask(`${lang}: quiet, and by itself`, heard);

  const seen = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    scripts: document.querySelectorAll('script, link, iframe, object, embed').length,
    tables: [...document.querySelectorAll('table')].map((t) => ({
      caption: (t.caption || {}).textContent,
      rows: [...t.rows].map((r) => [...r.cells].map((c) => c.textContent.trim()).join(' | ')),
      scoped: [...t.querySelectorAll('th')].every((h) => h.scope) && t.tHead.rows.length === 1
        && [...t.tBodies[0].rows].every((r) => r.querySelectorAll('th[scope=row]').length === 1),
    })),
    pictures: [...document.querySelectorAll('svg')].map((s) => {
      const box = s.getBoundingClientRect();
      const named = (attribute) => (s.getAttribute(attribute) || '').split(' ').every((id) => id && document.getElementById(id)?.textContent);
      return box.width > 100 && box.height > 100 && s.getAttribute('role') === 'img' && named('aria-labelledby');
    }),
  }));
  ask(`${lang}: language, no script`, seen.lang === lang && seen.scripts === 0 ? [] : [JSON.stringify([seen.lang, seen.scripts])]);
  const want = markdownTables(path.join(folder, `report.${lang}.md`));
  ask(`${lang}: 18 tables`, seen.tables.length === 18 && want.length === 18 ? [] : [`${seen.tables.length} and ${want.length}`]);
  ask(`${lang}: captions, scopes`, seen.tables.filter((t) => !t.caption || !t.scoped).map((t) => String(t.caption)));
  ask(`${lang}: cells`, seen.tables.filter((t, i) => t.rows.join('\n') !== (want[i] || []).join('\n')).map((t) => t.caption));
  ask(`${lang}: four pictures with size, name and description`, seen.pictures.length === 4 && seen.pictures.every((x) => x) ? [] : [JSON.stringify(seen.pictures)]);

  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    for (const width of [360, 1200]) {
      await page.setViewport({ width, height: 800 });
      ask(`${lang}: nothing sticks out, ${width} px, ${scheme}`, await page.evaluate(sticksOut));
      await page.screenshot({ path: path.join(folder, `report.${lang}.${scheme}.${width}.png`), fullPage: true });
      await page.evaluate(axe.source);
      const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
      ask(`${lang}: axe-core, ${width} px, ${scheme}`, found.violations.filter((v) => ['serious', 'critical'].includes(v.impact))
        .map((v) => `${v.id}: ${v.help}; ${v.nodes.length} places, first ${v.nodes[0].html.slice(0, 100)}`));
    }
  }
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await page.emulateMediaType('print');
  await page.setViewport({ width: Math.round((210 - 32) / 25.4 * 96), height: 986 });
  ask(`${lang}: nothing sticks out on A4`, await page.evaluate(sticksOut).then((out) => out.concat()));
  ask(`${lang}: no table wider than A4`, await page.evaluate(() => [...document.querySelectorAll('table')]
    .filter((t) => t.getBoundingClientRect().width > document.documentElement.clientWidth + 1).map((t) => t.caption.textContent)));
  await page.pdf({ path: path.join(folder, `report.${lang}.pdf`), preferCSSPageSize: true, printBackground: true });
  await page.close();
}

async function validate(lang) {
  const { HtmlValidate } = load('html-validate');
  const report = await new HtmlValidate({ extends: ['html-validate:recommended'], rules: { 'long-title': 'off' } })
    .validateFile(path.join(folder, `report.${lang}.html`));
  ask(`${lang}: html-validate`, report.results.flatMap((r) => r.messages.map((m) => `${m.line}: ${m.message} (${m.ruleId})`)));
}

async function main() {
  const browser = await load('puppeteer-core').launch({
    executablePath: process.env.CHROMIUM, headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  try {
    for (const lang of ['id', 'en']) {
      await checkPage(browser, load('axe-core'), lang);
      await validate(lang);
    }
  } finally {
    await browser.close();
  }
  console.log(`check-html: ${nAsked - nWrong} of ${nAsked} as they should be`);
  process.exitCode = nWrong ? 1 : 0;
}
main().catch((e) => { console.error(`check-html: could not look: ${e.message}`); process.exitCode = 2; });
