/** Every setting, read once. The only file that looks at `process.env`. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** A setting's schema with what the README says of it; the README's table is tested against this. */
export const SETTINGS = {
  PORT: { schema: whole(0, 65535).default(8787), help: 'Port to serve on; 0 takes any free one.' },
  HOST: {
    schema: z.string().min(1).default('localhost'),
    help: 'Address to listen on. `0.0.0.0` opens it to the network.',
  },
  CORPUS_DIR: { schema: z.string().min(1).default('corpus'), help: 'Folder of articles.' },
  INDEX_DIR: { schema: z.string().min(1).default('index'), help: 'Folder the index is written to and served from.' },
  DATA_DIR: { schema: z.string().min(1).default('data'), help: 'Folder for what readers send: `feedback.jsonl`.' },
  EMBEDDING_MODEL: {
    schema: z.string().min(1).default('e5-small-yue-zh-en'),
    help: 'A transformers.js embedding model: a folder under `models/`, a path, or a hub name (see `EMBEDDING_DOWNLOAD`).',
  },
  EMBEDDING_DOWNLOAD: {
    schema: z.enum(['never', 'allow']).default('never'),
    help: '`allow` fetches a model that is not on disk from the Hugging Face hub.',
  },
  VECTOR_INDEX: {
    schema: z.enum(['auto', 'hnsw', 'flat']).default('auto'),
    help: '`hnsw` needs hnswlib-node; `flat` searches exactly, in memory; `auto` takes `hnsw` where it was built.',
  },
  LLM_BACKEND: {
    schema: z.enum(['extractive']).default('extractive'),
    help: 'Who writes the answers. `extractive` needs no model.',
  },
  ANSWER_THRESHOLD: {
    schema: z.coerce.number().min(0).max(1).default(0.28),
    help: 'Below this confidence (0–1) the answer is “the articles don’t say”. Higher refuses more.',
  },
  ALLOWED_ORIGINS: {
    schema: z
      .string()
      .default('')
      .transform((list) => list.split(/[\s,]+/).filter(Boolean))
      .pipe(z.array(z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin))),
    help: 'Origins of other sites whose pages may embed the widget: `https://example.org https://news.example`.',
  },
  LOG_LEVEL: {
    schema: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
    help: 'How much the server logs.',
  },
} as const;

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly dataDir: string;
  readonly embeddingModel: string;
  readonly embeddingDownload: 'never' | 'allow';
  readonly vectorIndex: 'auto' | 'hnsw' | 'flat';
  readonly llmBackend: 'extractive';
  readonly answerThreshold: number;
  readonly allowedOrigins: readonly string[];
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

/** Bad settings, all of them together, each by its name. Meant for the person who set them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The folder that holds `package.json`, wherever this file was bundled to. */
export const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The thread that embeds: one of the bundles `npm run build` makes. */
export const EMBEDDING_WORKER = pathToFileURL(join(ROOT, 'dist', 'adapters', 'embedding-worker.js'));

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('No package.json above the program: reinstall Samman.');
  return findRoot(parent);
}

const schema = z.object(
  Object.fromEntries(Object.entries(SETTINGS).map(([name, { schema }]) => [name, schema])) as {
    [K in keyof typeof SETTINGS]: (typeof SETTINGS)[K]['schema'];
  },
);

/**
 * @param overrides settings from the command line, by their variable's name; they win.
 * @throws ConfigError that lists every bad setting.
 */
export function readConfig(
  overrides: Partial<Record<keyof typeof SETTINGS, string>> = {},
  env: Record<string, string | undefined> = process.env,
): Config {
  const given = Object.fromEntries(
    Object.keys(SETTINGS)
      .map((name) => [name, overrides[name as keyof typeof SETTINGS] ?? env[name]] as const)
      // An empty variable is how shells and compose files say "not set".
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `  ${name}=${JSON.stringify(given[name])}: ${issue.message}`;
    });
    throw new ConfigError(`These settings cannot be used:\n${lines.join('\n')}\nThe README lists every setting.`);
  }
  const s = parsed.data;
  return {
    port: s.PORT,
    host: s.HOST,
    corpusDir: resolve(ROOT, s.CORPUS_DIR),
    indexDir: resolve(ROOT, s.INDEX_DIR),
    dataDir: resolve(ROOT, s.DATA_DIR),
    embeddingModel: s.EMBEDDING_MODEL,
    embeddingDownload: s.EMBEDDING_DOWNLOAD,
    vectorIndex: s.VECTOR_INDEX,
    llmBackend: s.LLM_BACKEND,
    answerThreshold: s.ANSWER_THRESHOLD,
    allowedOrigins: s.ALLOWED_ORIGINS,
    logLevel: s.LOG_LEVEL,
  };
}
