// The scenario for the clients in JavaScript: `all(sql)` gives the rows as objects, `run(sql)` runs a statement without any.
import { readFileSync } from 'node:fs';

function ask(kind, sql, { all, run }) {
  if (kind === 'do') {
    run(sql);
    return '';
  }
  try {
    return all(sql).map((row) => Object.values(row)[0] ?? 'NULL').join(' ');
  } catch (error) {
    return error.message;
  }
}

export function play(client, scenario, database) {
  console.log(`client\t${client}\t${ask('value', 'SELECT sqlite_version()', database)}`);
  for (const line of readFileSync(scenario, 'utf8').trimEnd().split('\n')) {
    if (line.startsWith('#')) continue;
    const [kind, name, sql] = line.split('\t');
    console.log(`${name}\t${ask(kind, sql, database)}`);
  }
}
