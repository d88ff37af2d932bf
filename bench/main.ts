/** `npm run bench`: our times beside what limits them, in turn in one run. Writes docs/benchmarks.md and .json. */
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../config.ts';
import { benchChart } from './chart.ts';
import { processor } from './processor.ts';
import { benchMarkdown, rowLine } from './report.ts';
import type { Bench, Row } from './row.ts';
import { embeddingRows } from './rows/embedding.ts';
import { ingestRows, reingestRows } from './rows/ingest.ts';
import { memoryRows, recallRows, searchRows, startRows } from './rows/scale.ts';
import { answerRows, healthRows } from './rows/service.ts';

const BENCHES: Readonly<Record<string, Bench>> = {
  embedding: embeddingRows,
  ingest: ingestRows,
  reingest: reingestRows,
  search: searchRows,
  recall: recallRows,
  memory: memoryRows,
  start: startRows,
  answers: answerRows,
  health: healthRows,
};

const ORDER = [
  ...['embedding', 'ingest', 'reingest', 'search-1000', 'search-10000', 'search-100000', 'recall'],
  ...['first-sentence', 'requests', 'memory', 'start', 'health'],
];

const HELP = `Usage: npm run bench -- [--only NAME]... [--quick]

  --only NAME   ${Object.keys(BENCHES).join(', ')}; all of them by default
  --quick       fewer articles and rounds; writes nothing`;

const JSON_PAGE = join(ROOT, 'docs', 'benchmarks.json');

/** In the order of the page, whichever of them were measured now. */
async function withRowsBefore(rows: readonly Row[]): Promise<Row[]> {
  const before = await readFile(JSON_PAGE, 'utf8').then(
    (json) => JSON.parse(json).rows as Row[],
    () => [],
  );
  const known = new Map([...before, ...rows].map((row) => [row.id, row]));
  return [...known.values()].sort((a, b) => ORDER.indexOf(a.id) - ORDER.indexOf(b.id));
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: Object.keys(BENCHES) },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = values.only.find((name) => !(name in BENCHES));
  if (values.help || unknown !== undefined) {
    console.log(unknown === undefined ? HELP : `--only ${unknown}: there is no such benchmark.\n${HELP}`);
    return unknown === undefined ? 0 : 1;
  }
  const rows: Row[] = [];
  const here = processor();
  for (const name of values.only) {
    const measured = await BENCHES[name]!({ quick: values.quick, say: (line) => console.log(line) });
    for (const row of measured) console.log(rowLine(row));
    rows.push(...measured.map((row) => ({ ...row, processor: here })));
  }
  if (values.quick || rows.length === 0) return 0;
  const machine = { node: process.version, cores: availableParallelism() };
  const all = await withRowsBefore(rows);
  await writeFile(JSON_PAGE, `${JSON.stringify({ machine, rows: all }, null, 2)}\n`);
  await writeFile(join(ROOT, 'docs', 'benchmarks.svg'), benchChart(all));
  await writeFile(join(ROOT, 'docs', 'benchmarks.md'), benchMarkdown(all, machine));
  return 0;
}

// The embedder's threads would keep the process: what is to be written is written.
process.exit(await main());
