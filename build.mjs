/** Bundles the command lines into `dist/`: TypeScript away, dependencies left in node_modules. A tenth of a second. */
import { build } from 'esbuild';

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
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
});
