/** Bundles the command lines into `dist/`: TypeScript away, dependencies left in node_modules. A tenth of a second. */
import { build } from 'esbuild';

/** @type {import('esbuild').BuildOptions} */
const options = {
  absWorkingDir: import.meta.dirname,
  outbase: '.',
  outdir: 'dist',
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
};

await build({
  ...options,
  entryPoints: ['server/main.ts', 'server/ask-cli.ts', 'ingest/main.ts', 'ingest/add/main.ts'],
});
// Split, so that a process that parses PDFs does not load what parses Word files.
await build({
  ...options,
  entryPoints: ['ingest/loaders/parse-process.ts'],
  splitting: true,
  chunkNames: 'ingest/loaders/parts/[name]-[hash]',
});
