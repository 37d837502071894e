'use strict';
const path = require('node:path');

/* The package with the library for this machine; musl's Linux has one of its own. */
function libraryPackage() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const isMusl = system === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
  return `asistat-${system}-${process.arch}${isMusl ? '-musl' : ''}`;
}

function loadablePath() {
  const name = libraryPackage();
  const suffix = { win32: 'dll', darwin: 'dylib' }[process.platform] ?? 'so';
  try {
    return path.join(path.dirname(require.resolve(`${name}/package.json`)), `asistat.${suffix}`);
  } catch {
    throw new Error(`asistat: the package ${name} is not installed: is there one for this platform, and did npm leave out optional packages?`);
  }
}

function load(db) {
  db.loadExtension(loadablePath());
}

module.exports = { load, loadablePath };
