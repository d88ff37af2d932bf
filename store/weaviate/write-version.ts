/** Writes a complete version beside the one that is served, then moves the alias to it. */
import type { WeaviateClient } from 'weaviate-client';
import { groupOf, LANGUAGE_GROUPS, type LanguageGroup } from '../../core/language-group.ts';
import { tokenize } from '../../core/text/tokens.ts';
import type { Passage } from '../../core/types.ts';
import { bytesOf } from '../bytes.ts';
import { IndexError } from '../index-error.ts';
import { INDEX_FORMAT } from '../index-folder.ts';
import type { IndexContents } from '../write-index.ts';
import {
  articlesOf,
  articlesSchema,
  type CollectionSchema,
  type Header,
  newVersion,
  objectId,
  passagesOf,
  passagesSchema,
  type RecordData,
  servedVersion,
  versionOf,
} from './collections.ts';
import { losesVectors } from './graph.ts';
import { type Nodes, type WeaviateSettings, withPatience } from './nodes.ts';
import { type StoredObject, verifyWritten, writeObjects } from './write-objects.ts';

/** Of the schema: a cluster that lost its leader takes some seconds to choose another. */
const TRIES = 8;

/** Terms an object. */
const FREQUENCIES = 5000;

/**
 * Whatever fails, the alias stays where it was and nothing that is served is touched.
 * @returns the new version.
 * @throws IndexError
 */
export async function writeVersion(nodes: Nodes, settings: WeaviateSettings, contents: IndexContents): Promise<string> {
  const { collection: prefix, consistency } = settings;
  const createdAt = new Date().toISOString();
  const version = newVersion(createdAt);
  const previous = await nodes.run((client) => servedVersion(client, prefix));
  const counts = { zh: 0, en: 0 };
  for (const { language } of contents.passages) counts[groupOf(language)]++;

  try {
    const frequencies = { zh: new Map<string, number>(), en: new Map<string, number>() };
    for (const group of LANGUAGE_GROUPS) {
      const collection = passagesOf(prefix, version, group);
      await create(nodes, passagesSchema(collection, settings));
      await refuseBlockMax(nodes, collection);
      await refuseLossy(nodes, collection);
      await writeObjects(
        { nodes, collection, consistency },
        passageObjects(collection, contents, group, frequencies[group]),
      );
    }
    const records = [...articleRecords(contents), ...frequencyRecords(frequencies)];
    const articles = articlesOf(prefix, version);
    const header = headerOf(contents, { createdAt, counts, records: records.length });
    await create(nodes, articlesSchema(articles, header, settings));
    const objects = records.map((data, i): StoredObject => {
      return { id: objectId(articles, i), properties: { data: JSON.stringify(data) } };
    });
    await writeObjects({ nodes, collection: articles, consistency }, objects);

    const needed = Math.min(settings.urls.length, copiesNeeded(settings));
    for (const group of LANGUAGE_GROUPS)
      await verifyWritten(nodes, passagesOf(prefix, version, group), counts[group], needed);
    await verifyWritten(nodes, articles, records.length, needed);
    await moveAlias(nodes, prefix, version, previous);
  } catch (error) {
    await drop(nodes, (name) => versionOf(prefix, name) === version).catch(() => {});
    throw error;
  }
  // Servers may still be asking the version before; what is older, no one asks any more. What cannot be removed now goes
  // with the next ingest.
  if (previous) await drop(nodes, (name) => (versionOf(prefix, name) ?? previous) < previous).catch(() => {});
  return version;
}

const copiesNeeded = ({ consistency, replication }: WeaviateSettings): number =>
  ({ ONE: 1, QUORUM: Math.floor(replication / 2) + 1, ALL: replication })[consistency];

/** A repetition finds the collection there. */
const create = (nodes: Nodes, schema: CollectionSchema): Promise<void> =>
  withPatience(TRIES, () =>
    nodes.run(async (client) => {
      if (await client.collections.exists(schema.class!)) return;
      await client.collections.createFromSchema(schema);
    }),
  );

/**
 * Weaviate 1.35.2 leaves passages out of keyword search where many share the question's other terms: of 400 passages that
 * share three terms, the one with the rare fourth was missing among the first 20. Without BlockMax WAND it came first.
 */
async function refuseBlockMax(nodes: Nodes, collection: string): Promise<void> {
  const answers = await Promise.all(
    nodes.all.map((node) => node.get(`/v1/schema/${collection}`).catch(() => undefined)),
  );
  const isOn = answers.some(
    (said) =>
      (said as { invertedIndexConfig?: { usingBlockMaxWAND?: boolean } })?.invertedIndexConfig?.usingBlockMaxWAND,
  );
  if (!isOn) return;
  throw new IndexError(
    'The Weaviate nodes search with BlockMax WAND, which loses passages. Start every node with USE_INVERTED_SEARCHABLE=false and run the ingest again.',
  );
}

/** See `graph.ts`. All 100 passages of the last batch were missing for good on a node that was killed after an ingest. */
async function refuseLossy(nodes: Nodes, collection: string): Promise<void> {
  const answers = await Promise.all(nodes.all.map((node) => losesVectors(node, collection).catch(() => false)));
  if (!answers.includes(true)) return;
  throw new IndexError(
    'A Weaviate node that is killed would come back without the vectors it was given last, and nobody would notice. Start every node with ASYNC_INDEXING=true and run the ingest again.',
  );
}

async function moveAlias(nodes: Nodes, alias: string, version: string, previous: string | undefined): Promise<void> {
  const collection = articlesOf(alias, version);
  const now = await nodes.run((client) => servedVersion(client, alias));
  if (now !== previous)
    throw new IndexError(`Another ingest moved ${alias} to ${now} meanwhile. Run the ingest again.`);
  const move = async (client: WeaviateClient) => {
    if ((await servedVersion(client, alias)) === version) return;
    if (previous) await client.alias.update({ alias, newTargetCollection: collection });
    else await client.alias.create({ alias, collection });
  };
  await withPatience(TRIES, () => nodes.run(move));
}

const drop = (nodes: Nodes, isStale: (collection: string) => boolean): Promise<void> =>
  nodes.run(async (client) => {
    for (const { name } of await client.collections.listAll()) if (isStale(name)) await client.collections.delete(name);
  });

function headerOf(
  { embeddingModel, dimensions, chunking, leftOut, passages }: IndexContents,
  { createdAt, counts, records }: { createdAt: string; counts: Record<LanguageGroup, number>; records: number },
): Header {
  const sentences = passages.reduce((sum, passage) => sum + passage.sentences.length, 0);
  const told = { format: INDEX_FORMAT, createdAt, embeddingModel, dimensions, chunking } as const;
  return { ...told, passages: counts, sentences, records, leftOut: [...(leftOut ?? [])] };
}

/** @param frequencies counted on the way. */
function* passageObjects(
  collection: string,
  { passages, vectorOf, sentencesOf }: IndexContents,
  group: LanguageGroup,
  frequencies: Map<string, number>,
): Generator<StoredObject> {
  for (const [number, passage] of passages.entries()) {
    if (groupOf(passage.language) !== group) continue;
    const terms = tokenize(passage.text);
    const headingTerms = tokenize([passage.title, ...passage.headings].join('\n'));
    for (const term of new Set([...terms, ...headingTerms])) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
    const { sentences, tokens } = sentencesOf(number);
    yield {
      id: objectId(collection, number),
      vector: vectorOf(number),
      properties: {
        number,
        terms: terms.join(' '),
        headingTerms: headingTerms.join(' '),
        sentences: base64Of(sentences),
        tokens: base64Of([tokens]),
      },
    };
  }
}

const base64Of = (arrays: readonly (Int8Array | Int32Array)[]): string =>
  Buffer.concat(arrays.map(bytesOf)).toString('base64');

function articleRecords({ articles, passages }: IndexContents): RecordData[] {
  const own = new Map<string, { number: number; passage: Passage }[]>();
  passages.forEach((passage, number) => {
    const key = `${passage.article} ${passage.language}`;
    const list = own.get(key) ?? [];
    own.set(key, list);
    list.push({ number, passage });
  });
  return articles.map((article) => ({
    kind: 'article',
    article,
    passages: (own.get(`${article.id} ${article.language}`) ?? []).map(({ number, passage }) => {
      const { start, end, headings, sentences } = passage;
      return { number, start, end, headings, sentences };
    }),
  }));
}

function* frequencyRecords(frequencies: Record<LanguageGroup, Map<string, number>>): Generator<RecordData> {
  for (const group of LANGUAGE_GROUPS) {
    const entries = [...frequencies[group]];
    for (let from = 0; from < entries.length; from += FREQUENCIES) {
      const part = Object.fromEntries(entries.slice(from, from + FREQUENCIES));
      yield { kind: 'frequencies', group, frequencies: part };
    }
  }
}
