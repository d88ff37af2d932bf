/**
 * The layout of an index on a Weaviate cluster, of which a version is never changed once it is served:
 *
 *   Samman                      alias of the articles of the version that is served
 *   Samman_<version>_articles   an object an article version, with its passages; and the frequencies of terms
 *   Samman_<version>_zh, _en    an object a passage of the language group: vector, terms, sentence vectors
 *
 * A collection a language group keeps BM25's statistics as the embedded index does: per group.
 */
import { createHash } from 'node:crypto';
import type { WeaviateClient } from 'weaviate-client';
import { z } from 'zod';
import { LANGUAGE_GROUPS, type LanguageGroup } from '../../core/language-group.ts';
import type { Article, Passage } from '../../core/types.ts';
import { IndexError } from '../index-error.ts';
import { INDEX_FORMAT } from '../index-folder.ts';
import type { WeaviateSettings } from './nodes.ts';

/** A collection's whole schema, as its REST API takes it. */
export type CollectionSchema = Parameters<WeaviateClient['collections']['createFromSchema']>[0];

/** In the description of the articles' collection: all of the manifest that is not about one article. */
const headerSchema = z.object({
  format: z.literal(INDEX_FORMAT),
  createdAt: z.string(),
  embeddingModel: z.string(),
  dimensions: z.number().int().positive(),
  chunking: z.string(),
  passages: z.object({ zh: z.number().int(), en: z.number().int() }),
  sentences: z.number().int(),
  /** Objects of the articles' collection. */
  records: z.number().int(),
  leftOut: z.array(z.object({ file: z.string(), reason: z.string() })),
});

export type Header = z.infer<typeof headerSchema>;

/** `articles` holds JSON only: what a server reads when it opens a version. */
export type RecordData =
  | {
      readonly kind: 'article';
      readonly article: Article & { readonly file: string; readonly hash: string };
      readonly passages: readonly StoredPassage[];
    }
  | { readonly kind: 'frequencies'; readonly group: LanguageGroup; readonly frequencies: Record<string, number> };

/** The rest of a passage stands in its article. */
type StoredPassage = Pick<Passage, 'start' | 'end' | 'headings' | 'sentences'> & { readonly number: number };

export type PassageProperties = {
  readonly number: number;
  /** As `tokenize` gives them, joined by spaces, none of which is in a term. */
  readonly terms: string;
  readonly headingTerms: string;
  /** int8, one unit vector times 127 a sentence, in base64. */
  readonly sentences: string;
  /** One bit a dimension of every token, in base64. */
  readonly tokens: string;
};

export const articlesOf = (prefix: string, version: string): string => `${prefix}_${version}_articles`;
export const passagesOf = (prefix: string, version: string, group: LanguageGroup): string =>
  `${prefix}_${version}_${group}`;

/** Names that Weaviate takes, in order of time. */
export const newVersion = (createdAt: string): string => `${createdAt.replace(/\D/g, '').slice(0, 17)}_${process.pid}`;

/** The version a collection belongs to; undefined where it is none of this alias's. */
export function versionOf(prefix: string, collection: string): string | undefined {
  const kinds = ['articles', ...LANGUAGE_GROUPS].join('|');
  return new RegExp(`^${prefix}_(\\d{17}_\\d+)_(?:${kinds})$`).exec(collection)?.[1];
}

/** Always the same for the same object, so that writing it twice changes nothing. */
export function objectId(collection: string, at: number): string {
  const hex = createHash('sha256').update(`${collection} ${at}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** @returns undefined before the first ingest. @throws what the node says when it cannot tell. */
export async function servedVersion(client: WeaviateClient, prefix: string): Promise<string | undefined> {
  const aliases = (await client.alias.listAll()) ?? [];
  const target = aliases.find(({ alias }) => alias === prefix)?.collection;
  return target && versionOf(prefix, target);
}

/** @throws IndexError where it is of another version of Samman. */
export async function readHeader(client: WeaviateClient, prefix: string, version: string): Promise<Header> {
  const { description } = await client.collections.get(articlesOf(prefix, version)).config.get();
  const parsed = headerSchema.safeParse(parseJson(description ?? ''));
  if (parsed.success) return parsed.data;
  throw new IndexError(
    `The collection ${articlesOf(prefix, version)} cannot be read as an index of this version of Samman. Run: npm run ingest`,
    { cause: parsed.error },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Copies = Pick<WeaviateSettings, 'replication' | 'shards'>;

const shared = ({ replication, shards }: Copies) => ({
  vectorizer: 'none',
  // A node that was away catches up by itself.
  replicationConfig: { factor: replication, asyncEnabled: replication > 1 },
  shardingConfig: { desiredCount: shards },
});

const unsearched = { indexFilterable: false, indexSearchable: false };

/** As in `bm25.ts`. */
const BM25 = { b: 0.7, k1: 1.2 };

/** Of text against headings 2 : 1, in whole numbers because Weaviate takes no others. */
export const BOOSTED = [
  { name: 'terms', weight: 2 },
  { name: 'headingTerms', weight: 1 },
] as const;
/** What it makes of a score, beside the embedded index's 1 : 0.5. */
export const BOOST = 2;

/** As in `hnsw-vectors.ts`: Malkov & Yashunin 2018. */
const HNSW = { distance: 'cosine', maxConnections: 16, efConstruction: 200, ef: 128, skipDefaultQuantization: true };

export const articlesSchema = (name: string, header: Header, copies: Copies): CollectionSchema => ({
  ...shared(copies),
  class: name,
  description: JSON.stringify(header),
  vectorIndexConfig: { skip: true },
  properties: [{ name: 'data', dataType: ['text'], ...unsearched }],
});

export const passagesSchema = (name: string, copies: Copies): CollectionSchema => ({
  ...shared(copies),
  class: name,
  vectorIndexType: 'hnsw',
  vectorIndexConfig: HNSW,
  // Terms are folded and stemmed already, and stop words taken out.
  invertedIndexConfig: { bm25: BM25, stopwords: { preset: 'none' } },
  properties: [
    { name: 'number', dataType: ['int'], indexFilterable: false },
    { name: 'terms', dataType: ['text'], tokenization: 'whitespace', indexFilterable: false },
    { name: 'headingTerms', dataType: ['text'], tokenization: 'whitespace', indexFilterable: false },
    { name: 'sentences', dataType: ['text'], ...unsearched },
    { name: 'tokens', dataType: ['text'], ...unsearched },
  ],
});
