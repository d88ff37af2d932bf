/** Every setting, read once. The only file that looks at `process.env`. */
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { BACKEND_NAMES, QWEN_REGIONS, type QwenRegion } from './adapters/language-model/backends.ts';
import type { GgufOptions } from './adapters/language-model/gguf.ts';
import { type ModelSettings, missingSettings, modelSettings } from './adapters/language-model/settings.ts';
import type { WeaviateSettings } from './store/weaviate/nodes.ts';

function whole(min: number, max: number) {
  const error = `is not a whole number from ${min} to ${max}`;
  return z.coerce.number(error).int(error).min(min, error).max(max, error);
}

const notLike = (example: string) => `is not an address like ${example}`;

const share = z.coerce.number('is not a number from 0 to 1').min(0, 'is under 0').max(1, 'is over 1');

/** Space inside is a slip of the clipboard, and the libraries' own error for it prints the key. */
const key = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]+$/, 'holds a space or a character that no key has: copy it again.')
  .optional();

/** Of what is no address at all, its own check speaks. */
const isWithoutUser = (url: string) => !URL.canParse(url) || new URL(url).username === '';

const address = z
  .url({ protocol: /^https?$/, error: 'is not an address like https://llm.example.org/v1' })
  .refine(isWithoutUser, 'holds a user name: give the key in its own variable.')
  .optional();

const jsonObject = z
  .string()
  .transform((text, ctx) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      ctx.addIssue('is not JSON, like {"reasoning_effort":"none"}');
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.unknown(), 'is not a JSON object, like {"reasoning_effort":"none"}'))
  .optional();

const addresses = z
  .string()
  .default('')
  .transform((list) => list.split(/[\s,]+/).filter(Boolean))
  .pipe(
    z.array(
      z
        .url({ protocol: /^https?$/, error: 'is not an address like http://localhost:8080' })
        .refine(isWithoutUser, 'holds a user name: give the key in its own variable.'),
    ),
  );

/** A setting's schema with what the README says of it. */
interface Setting {
  readonly schema: z.ZodType;
  readonly help: string;
  /** Never printed: not in an error, not in a log. */
  readonly secret?: boolean;
}

/** The README's table is tested against this. */
export const SETTINGS = {
  PORT: { schema: whole(0, 65535).default(8787), help: 'Port to serve on; 0 takes any free one.' },
  HOST: {
    schema: z.string().min(1).default('localhost'),
    help: 'Address to listen on. `0.0.0.0` opens it to the network.',
  },
  CORPUS_DIR: { schema: z.string().min(1).default('corpus'), help: 'Folder of articles.' },
  INDEX_DIR: { schema: z.string().min(1).default('index'), help: 'Folder the index is written to and served from.' },
  DATA_DIR: {
    schema: z.string().min(1).default('data'),
    help: 'Folder for what readers send: the database `samman.db`.',
  },
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
  VECTOR_STORE: {
    schema: z.enum(['embedded', 'weaviate']).default('embedded'),
    help: 'Where the index is: `embedded` in `INDEX_DIR`, `weaviate` on a cluster (docs/scaling.md).',
  },
  WEAVIATE_URL: {
    schema: addresses,
    help: 'HTTP addresses of its nodes, or of what balances them: `http://node-1:8080 http://node-2:8080`.',
  },
  WEAVIATE_GRPC_URL: {
    schema: addresses,
    help: 'Their gRPC addresses, in the same order; port 50051 of the same hosts when not set.',
  },
  WEAVIATE_API_KEY: { schema: key, secret: true, help: 'Key of the cluster, where it asks for one.' },
  WEAVIATE_COLLECTION: {
    schema: z
      .string()
      .regex(/^[A-Z][A-Za-z0-9]*$/, 'is not a capital letter followed by letters and digits')
      .default('Samman'),
    help: 'Name of the index on the cluster: another one for each library on it.',
  },
  WEAVIATE_REPLICATION: {
    schema: whole(1, 100).default(1),
    help: 'Copies of every passage; with 3, a node may fail.',
  },
  WEAVIATE_SHARDS: { schema: whole(1, 1000).default(1), help: 'Parts that each language’s passages are divided into.' },
  WEAVIATE_CONSISTENCY: {
    schema: z.enum(['ONE', 'QUORUM', 'ALL']).default('QUORUM'),
    help: 'How many copies must be written before an ingest goes on.',
  },
  LLM_BACKEND: {
    schema: z.enum(['extractive', 'gguf', ...BACKEND_NAMES]).default('extractive'),
    help: `Who writes the answers. \`extractive\` needs no model; the others: \`gguf\`, ${BACKEND_NAMES.map((name) => `\`${name}\``).join(', ')}.`,
  },
  LLM_MODEL: {
    schema: z.string().trim().min(1).optional(),
    help: 'Its model. `deepseek`, `qwen`, `hkgai` and `llama-cpp` have one of their own; for `gguf` the path of the file.',
  },
  LLM_THREADS: {
    schema: whole(1, 1024).optional(),
    help: 'Processor threads of `gguf`; as many as there are cores when not set.',
  },
  LLM_BASE_URL: {
    schema: address,
    help: 'Where its API is, for another than its own: `http://localhost:8080/v1`, a workspace of Alibaba Cloud.',
  },
  LLM_API_KEY: { schema: key, secret: true, help: 'Key for `openai-compatible`; serves for every other backend too.' },
  OPENAI_API_KEY: { schema: key, secret: true, help: 'Key for `openai`.' },
  ANTHROPIC_API_KEY: { schema: key, secret: true, help: 'Key for `anthropic`.' },
  DEEPSEEK_API_KEY: { schema: key, secret: true, help: 'Key for `deepseek`.' },
  DASHSCOPE_API_KEY: { schema: key, secret: true, help: 'Key for `qwen`, good in its own region only.' },
  QWEN_REGION: {
    schema: z.enum(Object.keys(QWEN_REGIONS) as [QwenRegion, ...QwenRegion[]]).default('singapore'),
    help: 'Region of `qwen`: `beijing`, `singapore`, `us` or `hong-kong`.',
  },
  HKGAI_BASE_URL: { schema: address, help: 'Where `hkgai` is; HKGAI tells its customers.' },
  HKGAI_API_KEY: { schema: key, secret: true, help: 'Key for `hkgai`.' },
  HKGAI_MODEL: { schema: z.string().trim().min(1).default('HKGAI-V1'), help: 'Model of `hkgai`.' },
  LLM_CONTEXT_TOKENS: {
    schema: whole(1024, 10_000_000).optional(),
    help: 'Tokens the model takes, prompt and answer together: 4,096 for `gguf`, 8,192 for other local ones and 32,768 for services when not set.',
  },
  LLM_MAX_TOKENS: { schema: whole(64, 32_768).default(800), help: 'Longest answer of a model, in tokens.' },
  LLM_TIMEOUT_S: {
    // Node gives a connection up after 300 s without a response.
    schema: whole(1, 290).optional(),
    help: 'Seconds to wait for the first word: 180 for local models and 30 for services when not set. `gguf` has `ANSWER_SECONDS` only.',
  },
  LLM_EXTRA_BODY: {
    schema: jsonObject,
    help: 'JSON added to requests in OpenAI’s format: `{"reasoning_effort":"none"}` keeps some models from thinking.',
  },
  LLM_REFUSAL: {
    schema: z.enum(['quote', 'trust']).optional(),
    help: 'Where a model says that the articles don’t say: `trust` tells the reader so, `quote` gives the closest sentences, labelled. `quote` for local models and `trust` for services when not set.',
  },
  LLM_CONCURRENCY: {
    schema: whole(1, 1000).optional(),
    help: 'Answers a language model writes at a time: 1 for local ones and 8 for services when not set.',
  },
  LLM_QUEUE: {
    schema: whole(0, 10_000).default(20),
    help: 'Questions that may wait for a busy language model; beyond them readers get the articles’ own sentences.',
  },
  ANSWER_CACHE: {
    schema: whole(0, 1_000_000).default(500),
    help: 'Answers of a language model that are kept for the same question; 0 keeps none.',
  },
  ANSWER_THRESHOLD: {
    schema: share.default(0.28),
    help: 'Below this confidence (0–1) the answer is “the articles don’t say”. Higher refuses more.',
  },
  ALLOWED_ORIGINS: {
    schema: z
      .string()
      .default('')
      .transform((list) => list.split(/[\s,]+/).filter(Boolean))
      .pipe(
        z.array(
          z
            .url({ protocol: /^https?$/, error: notLike('https://news.example') })
            .transform((url) => new URL(url).origin),
        ),
      ),
    help: 'Origins of other sites whose pages may embed the widget: `https://example.org https://news.example`.',
  },
  RATE_LIMIT: {
    schema: whole(0, 1_000_000).default(60),
    help: 'Questions a minute from one address; ten times as many pages. 0 does not limit.',
  },
  TRUSTED_HOPS: {
    schema: whole(0, 10).default(0),
    help: 'How many proxies stand before the server and write `X-Forwarded-For`. Without them readers share one limit.',
  },
  ANSWERS_AT_ONCE: {
    schema: whole(1, 10_000).default(16),
    help: 'Answers worked on at a time; who comes then is told to try again (503).',
  },
  ANSWER_SECONDS: {
    schema: whole(1, 3600).default(120),
    help: 'An answer that takes longer is cut short (504).',
  },
  API_KEYS: {
    schema: z.enum(['off', 'optional', 'required']).default('optional'),
    help: 'Keys for scripts, made by `npm run keys -- add NAME`. `off` looks at none; `required` answers no question without one, the widget’s neither: pages and articles stay open.',
  },
  KEY_RATE_LIMIT: {
    schema: whole(0, 1_000_000).default(600),
    help: 'Questions a minute with one API key. 0 does not limit.',
  },
  ADMIN_TOKEN: {
    secret: true,
    schema: z
      .string()
      .default('')
      .refine((token) => token === '' || token.length >= 32, 'at least 32 characters: openssl rand -base64 32'),
    help: 'Opens `/admin` to whoever has it: at least 32 characters (`openssl rand -base64 32`). Without it there is no `/admin`.',
  },
  KEEP_QUESTIONS: {
    schema: z.enum(['never', 'unanswered']).default('never'),
    help: '`unanswered` keeps the questions that found no answer, or none for sure, for `/admin`. By default nothing a reader asks is kept.',
  },
  RETENTION_DAYS: {
    schema: whole(1, 3650).default(180),
    help: 'Feedback and kept questions are removed after so many days.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    schema: z
      .url({ protocol: /^https?$/, error: notLike('http://localhost:4318') })
      .or(z.literal(''))
      .default(''),
    help: 'Where OpenTelemetry traces of answers go, over OTLP/HTTP: `http://localhost:4318`. None without it.',
  },
  LOG_LEVEL: {
    schema: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
    help: 'How much the server logs.',
  },
} as const satisfies Record<string, Setting>;

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly dataDir: string;
  readonly embeddingModel: string;
  readonly embeddingDownload: 'never' | 'allow';
  readonly vectorIndex: 'auto' | 'hnsw' | 'flat';
  /** `undefined` where the index is in `indexDir`. */
  readonly weaviate: WeaviateSettings | undefined;
  readonly llmBackend: 'extractive' | 'gguf' | ModelSettings['backend'];
  /** What `createLanguageModel` takes; `undefined` for `extractive` and `gguf`. */
  readonly llm: ModelSettings | undefined;
  /** What `createGgufModel` takes; `undefined` for every other backend. */
  readonly gguf: GgufOptions | undefined;
  /** Tokens of an answer. */
  readonly llmMaxTokens: number;
  /** By the kind of model where it is undefined. */
  readonly llmRefusal: 'quote' | 'trust' | undefined;
  /** Answers at a time; `undefined` where the backend decides. */
  readonly llmConcurrency: number | undefined;
  readonly llmQueue: number;
  /** Answers kept; 0 for none. */
  readonly answerCache: number;
  readonly answerThreshold: number;
  readonly allowedOrigins: readonly string[];
  /** Empty: there is no `/admin`. */
  readonly adminToken: string;
  readonly keepQuestions: 'never' | 'unanswered';
  readonly retentionDays: number;
  /** A minute and client; 0 does not limit. */
  readonly rateLimit: number;
  readonly trustedHops: number;
  readonly answersAtOnce: number;
  readonly answerSeconds: number;
  readonly apiKeys: 'off' | 'optional' | 'required';
  readonly keyRateLimit: number;
  /** Empty: no traces. */
  readonly otlpEndpoint: string;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

/** Bad settings, all of them together, each by its name. Meant for the person who set them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The folder that holds `package.json`, wherever this file was bundled to. */
export const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Threads: bundles that `npm run build` makes. */
export const EMBEDDING_WORKER = worker('adapters/embedding-worker.js');
export const EVIDENCE_WORKER = worker('adapters/evidence-worker.js');
export const GRAPH_WORKER = worker('store/graph-worker.js');

function worker(file: string): URL {
  return pathToFileURL(join(ROOT, 'dist', file));
}

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
      .map((name) => [name, (overrides[name as keyof typeof SETTINGS] ?? env[name])?.trim()] as const)
      // An empty variable is how shells and compose files say "not set".
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given, { error: plainly });
  const lines = (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    return `  ${name}=${shown(name, given[name])}: ${issue.message}`;
  });
  const backend = SETTINGS.LLM_BACKEND.schema.safeParse(given.LLM_BACKEND).data ?? 'extractive';
  if (backend === 'gguf' && !given.LLM_MODEL) {
    lines.push('  LLM_MODEL: LLM_BACKEND=gguf needs the path of a .gguf file');
  } else if (backend !== 'extractive' && backend !== 'gguf') lines.push(...missingSettings(backend, given));
  if (parsed.success && parsed.data.VECTOR_STORE === 'weaviate') lines.push(...missingOfWeaviate(parsed.data));
  if (parsed.success) lines.push(...readAsArticles(parsed.data));
  if (!parsed.success || lines.length > 0) {
    // A list has the same line for each wrong entry.
    throw new ConfigError(
      `These settings cannot be used:\n${[...new Set(lines)].join('\n')}\nThe README lists every setting.`,
    );
  }
  const s = parsed.data;
  const llm =
    backend === 'extractive' || backend === 'gguf'
      ? undefined
      : modelSettings(backend, given, {
          region: s.QWEN_REGION,
          contextTokens: s.LLM_CONTEXT_TOKENS,
          firstWord: s.LLM_TIMEOUT_S && s.LLM_TIMEOUT_S * 1000,
          extraBody: s.LLM_EXTRA_BODY,
        });
  return {
    port: s.PORT,
    host: s.HOST,
    corpusDir: resolve(ROOT, s.CORPUS_DIR),
    indexDir: resolve(ROOT, s.INDEX_DIR),
    dataDir: resolve(ROOT, s.DATA_DIR),
    embeddingModel: s.EMBEDDING_MODEL,
    embeddingDownload: s.EMBEDDING_DOWNLOAD,
    vectorIndex: s.VECTOR_INDEX,
    weaviate: s.VECTOR_STORE === 'weaviate' ? weaviateSettings(s) : undefined,
    llmBackend: s.LLM_BACKEND,
    llm,
    gguf:
      backend === 'gguf'
        ? {
            path: resolve(ROOT, s.LLM_MODEL ?? ''),
            ...(s.LLM_CONTEXT_TOKENS && { contextTokens: s.LLM_CONTEXT_TOKENS }),
            ...(s.LLM_THREADS && { threads: s.LLM_THREADS }),
          }
        : undefined,
    llmMaxTokens: s.LLM_MAX_TOKENS,
    llmRefusal: s.LLM_REFUSAL,
    llmConcurrency: s.LLM_CONCURRENCY,
    llmQueue: s.LLM_QUEUE,
    answerCache: s.ANSWER_CACHE,
    answerThreshold: s.ANSWER_THRESHOLD,
    allowedOrigins: s.ALLOWED_ORIGINS,
    adminToken: s.ADMIN_TOKEN,
    keepQuestions: s.KEEP_QUESTIONS,
    retentionDays: s.RETENTION_DAYS,
    rateLimit: s.RATE_LIMIT,
    trustedHops: s.TRUSTED_HOPS,
    answersAtOnce: s.ANSWERS_AT_ONCE,
    answerSeconds: s.ANSWER_SECONDS,
    apiKeys: s.API_KEYS,
    keyRateLimit: s.KEY_RATE_LIMIT,
    otlpEndpoint: s.OTEL_EXPORTER_OTLP_ENDPOINT,
    logLevel: s.LOG_LEVEL,
  };
}

type Parsed = z.infer<typeof schema>;

/** An index among the articles would be read as some, and watched: each ingest would be the reason for the next. */
function readAsArticles({ CORPUS_DIR, INDEX_DIR }: Parsed): string[] {
  const inside = relative(resolve(ROOT, CORPUS_DIR), resolve(ROOT, INDEX_DIR));
  // Hidden folders hold no articles. `..` leads out.
  if (isAbsolute(inside) || inside.split(sep).some((name) => name.startsWith('.'))) return [];
  return [
    `  INDEX_DIR=${JSON.stringify(INDEX_DIR)}: is within CORPUS_DIR=${JSON.stringify(CORPUS_DIR)}, where every file is read as an article: choose a folder beside it`,
  ];
}

function missingOfWeaviate({ WEAVIATE_URL: urls, WEAVIATE_GRPC_URL: grpc }: Parsed): string[] {
  if (urls.length === 0) return ['  WEAVIATE_URL: VECTOR_STORE=weaviate needs the address of a node'];
  if (grpc.length === 0 || grpc.length === urls.length) return [];
  return [
    `  WEAVIATE_GRPC_URL names ${grpc.length} addresses, WEAVIATE_URL ${urls.length}: one each, in the same order`,
  ];
}

function weaviateSettings(s: Parsed): WeaviateSettings {
  const urls = s.WEAVIATE_URL;
  return {
    urls,
    grpcUrls: s.WEAVIATE_GRPC_URL.length > 0 ? s.WEAVIATE_GRPC_URL : urls.map(grpcBeside),
    apiKey: s.WEAVIATE_API_KEY,
    collection: s.WEAVIATE_COLLECTION,
    replication: s.WEAVIATE_REPLICATION,
    shards: s.WEAVIATE_SHARDS,
    consistency: s.WEAVIATE_CONSISTENCY,
  };
}

function grpcBeside(url: string): string {
  const beside = new URL(url);
  beside.port = '50051';
  return beside.origin;
}

/** What a setting may be, where its schema does not say it. */
function plainly(issue: z.core.$ZodRawIssue): string | undefined {
  return issue.code === 'invalid_value' ? `is not one of ${issue.values.join(', ')}` : undefined;
}

/** A bad value as the message shows it: never a key, nor a password in an address. */
function shown(name: string, value: string | undefined): string | undefined {
  const isSecret = 'secret' in SETTINGS[name as keyof typeof SETTINGS];
  return isSecret || value?.includes('@') ? '(hidden)' : JSON.stringify(value);
}
