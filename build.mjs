/** Bundles the command lines into `dist/`: TypeScript away, most dependencies left in node_modules. Two tenths of a second. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
  await readFile(join(import.meta.dirname, 'package.json'), 'utf8'),
);

/** What reads and writes Markdown is a hundred small modules, which Node takes a tenth of a second to find one by one. */
const BUNDLED = /^(?:mdast-util|micromark|hast-util)-/;

await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: [
    'server/main.ts',
    'server/ask-cli.ts',
    'server/doctor.ts',
    'server/keys-cli.ts',
    'ingest/main.ts',
    'ingest/add/main.ts',
    'ingest/loaders/parse-process.ts',
    'adapters/embedding-worker.ts',
    'adapters/evidence-worker.ts',
    'store/graph-worker.ts',
  ],
  outbase: '.',
  outdir: 'dist',
  bundle: true,
  // What is imported dynamically stays out of the start: a language model's library takes 0.8 s and 40 MB, and a
  // process that parses PDFs need not load what parses Word files.
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  external: Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }).filter(
    (name) => !BUNDLED.test(name),
  ),
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
});
