/**
 * The layout of an index on disk, and the one atomic step that switches to a new one.
 *
 *   index/CURRENT               the name of the version that is served
 *   index/versions/<name>/      a complete index; never changed once it is here
 *   index/ingest.lock           the process that is writing
 */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { IndexError } from './index-error.ts';
import { WRITING, writeWhole } from './write-whole.ts';

/** Raised when the layout or the meaning of a file changes: an older index is then rebuilt. */
export const INDEX_FORMAT = 15;

const languageSchema = z.enum(['yue', 'zh-Hans', 'zh-Hant', 'en']);

const manifestSchema = z.object({
  format: z.literal(INDEX_FORMAT),
  createdAt: z.string(),
  embeddingModel: z.string(),
  dimensions: z.number().int().positive(),
  vectorIndex: z.enum(['hnsw', 'flat']),
  /** Whatever else decides what passages there are and how they are embedded. */
  chunking: z.string(),
  passages: z.number().int().nonnegative(),
  sentences: z.number().int().nonnegative(),
  articles: z.array(
    z.object({
      file: z.string(),
      id: z.string(),
      language: languageSchema,
      /** Of everything that decides what the article is. */
      hash: z.string(),
      /** Of its text alone: by it an article that was moved is known again. */
      content: z.string(),
    }),
  ),
  /** Files of the corpus that could not be read. */
  leftOut: z.array(z.object({ file: z.string(), reason: z.string() })),
  /** Size in bytes and SHA-256 of every file, so that a truncated or altered one is found before it is served. */
  files: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Of a version that is open: how many articles there are, since all about each would be as long as the library. */
export type OpenManifest = Omit<Manifest, 'articles'> & { readonly articles: number };

export const FILES = {
  manifest: 'manifest.json',
  articles: 'articles.jsonl',
  texts: 'texts.utf16',
  passages: 'passages.bin',
  keywords: 'keywords.bin',
  postings: 'keywords.lists',
  /** float32, `passages × dimensions`. */
  vectors: 'vectors.f32',
  graph: 'vectors.hnsw',
  /** int8, `(passages + sentences) × dimensions`: a passage's, then its sentences'; only a row's direction counts. */
  sentences: 'sentences.i8',
  /** One bit a dimension of every token, a block a passage: see `block-file.ts`. */
  tokens: 'tokens.bits',
  /** The numbers of its terms, likewise: see `core/retrieval/passage-terms.ts`. */
  terms: 'terms.u32',
} as const;

export const versionFolder = (indexDir: string, version: string): string => join(indexDir, 'versions', version);

/** The version served; undefined when there is no index yet. @throws IndexError when the folder cannot be read. */
export async function currentVersion(indexDir: string): Promise<string | undefined> {
  try {
    const name = (await readFile(join(indexDir, 'CURRENT'), 'utf8')).trim();
    // Never follow a name out of the folder.
    return /^[\w-]+$/.test(name) ? name : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    const said = `The index folder ${indexDir} cannot be read (${code}). Set INDEX_DIR or --index to another.`;
    throw new IndexError(said, { cause: error });
  }
}

/** Complete versions other than the one served, newest first: names begin with the time. */
export async function olderVersions(indexDir: string): Promise<string[]> {
  const current = await currentVersion(indexDir);
  return (await versionsIn(indexDir))
    .filter((name) => /^\d/.test(name) && name !== current)
    .sort()
    .reverse();
}

/** Makes `version` the one served: whoever reads CURRENT sees the old name or the new one, never half of it. */
export async function switchTo(indexDir: string, version: string): Promise<void> {
  await writeWhole(join(indexDir, 'CURRENT'), `${version}\n`);
}

/** Of a version that is still being written. */
export const UNFINISHED = 'tmp-';

/** Removes what killed ingests left half written, which nobody opens, so that there is room for a new version. Call it under the lock. */
export async function removeUnfinished(indexDir: string): Promise<void> {
  const versions = await versionsIn(indexDir);
  const unfinished = [
    ...versions.filter((name) => name.startsWith(UNFINISHED)).map((name) => versionFolder(indexDir, name)),
    ...(await readdir(indexDir)).filter((name) => name.startsWith(WRITING)).map((name) => join(indexDir, name)),
  ];
  for (const path of unfinished) await rm(path, { recursive: true, force: true });
}

/** Removes all versions but those in `keep`. Call it under the lock. */
export async function prune(indexDir: string, keep: readonly (string | undefined)[]): Promise<void> {
  const stale = (await versionsIn(indexDir)).filter((name) => !keep.includes(name));
  for (const name of stale) await rm(versionFolder(indexDir, name), { recursive: true, force: true });
}

const versionsIn = (indexDir: string): Promise<string[]> => readdir(join(indexDir, 'versions')).catch(() => []);

export async function readManifest(indexDir: string, version: string): Promise<Manifest> {
  const path = join(versionFolder(indexDir, version), FILES.manifest);
  try {
    return manifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new IndexError(`${path} cannot be read as an index of this version of Samman. Run: npm run ingest`, {
      cause,
    });
  }
}

/** The version served and its manifest, where it was made by this model and so; undefined for any other, or where it cannot be read. */
export async function servedAs(
  indexDir: string,
  made: Pick<Manifest, 'embeddingModel' | 'chunking'>,
): Promise<{ readonly version: string; readonly manifest: Manifest } | undefined> {
  const version = await currentVersion(indexDir);
  const manifest = version && (await readManifest(indexDir, version).catch(() => undefined));
  if (!manifest || manifest.embeddingModel !== made.embeddingModel || manifest.chunking !== made.chunking)
    return undefined;
  return { version, manifest };
}
