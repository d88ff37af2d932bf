/** Bundles the command lines into `dist/`: TypeScript away, most dependencies left in node_modules. Two tenths of a second. */
import { readFileSync } from 'node:fs';

const { engines, dependencies, optionalDependencies, peerDependencies } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
);

// Every command runs this first, and on an older Node would end in a SyntaxError that says nothing.
const [major, minor] = process.versions.node.split('.').map(Number);
const [least, leastMinor] = engines.node.match(/\d+/g).map(Number);
if (major < least || (major === least && minor < leastMinor)) {
  console.error(
    `Samman needs Node.js ${least}.${leastMinor} or newer, and this is ${process.versions.node}: https://nodejs.org`,
  );
  process.exit(1);
}

/** What reads and writes Markdown is a hundred small modules, which Node takes a tenth of a second to find one by one. */
const BUNDLED = /^(?:mdast-util|micromark|hast-util)-/;

const { build } = await import('esbuild');
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
