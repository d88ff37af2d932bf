/** Opens the version that the alias names: articles and rarities in memory, vectors and keyword search on the cluster. */
import type { WeaviateClient } from 'weaviate-client';
import { LANGUAGE_GROUPS } from '../../core/language-group.ts';
import { createLibrary } from '../../core/library.ts';
import type { TermRarity } from '../../core/retrieval/keyword-index.ts';
import type { Passage } from '../../core/types.ts';
import { textHash } from '../checksum.ts';
import { IndexError } from '../index-error.ts';
import type { Manifest } from '../index-folder.ts';
import type { ServedIndex } from '../open-index.ts';
import { articlesOf, type Header, passagesOf, type RecordData, readHeader, servedVersion } from './collections.ts';
import { findCandidates } from './find-candidates.ts';
import { findsItsOwn, vectorsWaiting } from './graph.ts';
import { isReady, type Node, type Nodes, type WeaviateSettings } from './nodes.ts';

type ArticleRecord = Extract<RecordData, { kind: 'article' }>;

/** @param embeddingModel an index of another is refused. @throws IndexError that names what is missing and the remedy. */
export async function openVersion(
  nodes: Nodes,
  { collection: prefix, urls }: Pick<WeaviateSettings, 'collection' | 'urls'>,
  embeddingModel: string,
): Promise<ServedIndex> {
  const version = await nodes.run((client) => servedVersion(client, prefix));
  if (!version) {
    throw new IndexError(
      `There is no index named ${prefix} on ${urls.join(', ')}. Run: VECTOR_STORE=weaviate npm run ingest`,
    );
  }
  const header = await nodes.run((client) => readHeader(client, prefix, version));
  if (header.embeddingModel !== embeddingModel) {
    throw new IndexError(
      `The index ${prefix} on the cluster was made with the embedding model ${header.embeddingModel}, ` +
        `but EMBEDDING_MODEL is ${embeddingModel}. Run: npm run ingest, or set the model back.`,
    );
  }
  const whole = nodes.only((node) => isWhole(node, prefix, version, header));
  const records = await whole.run((client) => readRecords(client, articlesOf(prefix, version), header.records));
  const articles = records.filter((record) => record.kind === 'article');
  return {
    version,
    manifest: { ...manifestOf(header, []), articles: articles.length },
    library: createLibrary(
      articles.map(({ article }) => article),
      passagesIn(articles),
    ),
    keywords: rarityOf(header, records),
    candidates: (query, size) =>
      findCandidates({ nodes: whole, nameOf: (group) => passagesOf(prefix, version, group), header }, query, size),
    close: () => {},
  };
}

/** Of the version served, for an ingest to compare with; undefined before the first. */
export async function servedManifest(nodes: Nodes, prefix: string): Promise<Manifest | undefined> {
  const version = await nodes.run((client) => servedVersion(client, prefix));
  if (!version) return undefined;
  const header = await nodes.run((client) => readHeader(client, prefix, version));
  const records = await nodes.run((client) => readRecords(client, articlesOf(prefix, version), header.records));
  return manifestOf(
    header,
    records.filter((record) => record.kind === 'article'),
  );
}

/** Whether the node's copy has everything: one that was away while passages were written lacks some for a while. */
async function isWhole(node: Node, prefix: string, version: string, header: Header): Promise<boolean> {
  const { client } = node;
  if (!(await isReady(client))) return false;
  const counts = await Promise.all(
    LANGUAGE_GROUPS.map((group) => client.collections.get(passagesOf(prefix, version, group)).length()),
  );
  const articles = await client.collections.get(articlesOf(prefix, version)).length();
  if (articles !== header.records || LANGUAGE_GROUPS.some((group, i) => counts[i] !== header.passages[group]))
    return false;
  for (const group of LANGUAGE_GROUPS) {
    const collection = passagesOf(prefix, version, group);
    if (header.passages[group] === 0 || (await vectorsWaiting(node, collection)) === 0) continue;
    // It may be this one or another: the rest must go on answering while one catches up.
    if (!(await findsItsOwn(client, collection))) return false;
  }
  return true;
}

/** Records read at a time: articles, of any length. */
const PAGE = 100;

async function readRecords(client: WeaviateClient, collection: string, expected: number): Promise<RecordData[]> {
  const records: RecordData[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await client.collections
      .get<{ data: string }>(collection)
      .query.fetchObjects({ limit: PAGE, ...(after && { after }), returnProperties: ['data'] });
    for (const { properties } of page.objects) records.push(JSON.parse(properties.data) as RecordData);
    after = page.objects.at(-1)?.uuid;
    if (page.objects.length < PAGE) break;
  }
  if (records.length !== expected) throw new IndexError(`${collection} gave ${records.length} of ${expected} records.`);
  return records;
}

function passagesIn(articles: readonly ArticleRecord[]): Passage[] {
  const passages: Passage[] = [];
  for (const { article, passages: own } of articles) {
    const { id, language, title, text } = article;
    for (const { number, ...stored } of own) {
      passages[number] = { article: id, language, title, text: text.slice(stored.start, stored.end), ...stored };
    }
  }
  return passages;
}

function manifestOf(header: Header, records: readonly ArticleRecord[]): Manifest {
  const { passages, records: _, ...said } = header;
  return {
    ...said,
    vectorIndex: 'hnsw',
    passages: passages.zh + passages.en,
    articles: records.map(({ article: { file, id, language, hash, text } }) => {
      return { file, id, language, hash, content: textHash(text) };
    }),
    files: {},
  };
}

function rarityOf(header: Header, records: readonly RecordData[]): TermRarity {
  const known = { zh: new Map<string, number>(), en: new Map<string, number>() };
  for (const record of records) {
    if (record.kind !== 'frequencies') continue;
    for (const [term, count] of Object.entries(record.frequencies)) known[record.group].set(term, count);
  }
  return {
    passages: (group) => header.passages[group],
    frequency: (term, group) => known[group].get(term) ?? 0,
  };
}
