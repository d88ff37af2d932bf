/** The store's contract, and what happens to it when a node is killed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../core/types.ts';
import { buildIndex } from '../../ingest/build.ts';
import type { ServedIndex } from '../../store/open-index.ts';
import { createWeaviateStore, type WeaviateStore } from '../../store/weaviate/weaviate-store.ts';
import { candidatesContract } from '../support/candidates-contract.ts';
import { temporaryFolder } from '../support/folder.ts';
import { createToyEmbedding } from '../support/toy-embedding.ts';
import { toyArticle } from '../support/toy-index.ts';
import { type Cluster, startCluster, WHY_SKIPPED, weaviateServer } from './support/three-nodes.ts';

const binary = weaviateServer();
const embedder = createToyEmbedding();

async function ingest(store: WeaviateStore, articles: readonly Article[], indexDir: string) {
  const sources = articles.map((article) => ({ ...article, file: `${article.id}.md`, hash: `${article.text.length}` }));
  return buildIndex({ indexDir, vectorIndex: 'auto', store, embedder, articles: sources });
}

const textOf = (i: number, generation: string): string =>
  `The code of house zq${100 + i}x is ${generation}-${5000 + i}. Its door is blue.`;

/** `count` articles of one passage, each with a name that no other has. */
const numbered = (count: number, generation: string): Article[] =>
  Array.from({ length: count }, (_, i) => toyArticle(`a${i}`, 'en', textOf(i, generation), 'House'));

describe.skipIf(!binary)(binary ? 'three nodes' : `three nodes (skipped: ${WHY_SKIPPED})`, () => {
  let cluster: Cluster;
  const opened: WeaviateStore[] = [];

  async function storeNamed(collection: string): Promise<WeaviateStore> {
    const store = await createWeaviateStore({ ...cluster.settings, collection });
    opened.push(store);
    return store;
  }

  beforeAll(async () => {
    cluster = await startCluster(binary!);
  });
  afterAll(async () => {
    for (const store of opened) store.close();
    await cluster?.close();
  });

  let contracts = 0;
  candidatesContract('Weaviate’s', async (articles, toy) => {
    const store = await storeNamed(`Contract${contracts++}`);
    const sources = articles.map((article) => ({
      ...article,
      file: `${article.id}.${article.language}.md`,
      hash: 'h',
    }));
    await buildIndex({
      indexDir: await temporaryFolder(),
      vectorIndex: 'auto',
      store,
      embedder: toy,
      articles: sources,
    });
    return store.open(toy.id);
  });

  /** What keyword search finds in the place of house `i`, or that its vector is not found; undefined when all is well. */
  async function wrong(
    { candidates, library }: ServedIndex,
    i: number,
    generation: string,
  ): Promise<string | undefined> {
    const text = textOf(i, generation);
    const [vector] = await embedder.embed([text], 'passage', 'en');
    const found = await candidates(
      { question: `What is the code of house zq${100 + i}x?`, vector: vector!, group: 'en' },
      { nearest: 5, matches: 5 },
    );
    const said = (passage: number | undefined) => passage !== undefined && library.passages.at(passage)!.text;
    const named = said(found.matches[0]?.passage);
    // Another may have the same vector: the toy's are of 64 numbers.
    const near = found.nearest.some(({ passage, similarity }) => said(passage) === text && similarity > 0.999);
    return named === text && near ? undefined : `${i}: ${named}, ${near}`;
  }

  /** Of every `step`th house. */
  async function wrongAnswers(store: WeaviateStore, count: number, generation: string, step = 1): Promise<string[]> {
    const index = await store.open(embedder.id);
    const all: string[] = [];
    for (let i = 0; i < count; i += step)
      all.push(...[await wrong(index, i, generation)].filter((said) => said !== undefined));
    return all;
  }

  it('gives back the manifest, and names the version that the alias names', async () => {
    const store = await storeNamed('Manifest');
    expect(await store.current()).toBeUndefined();
    expect(await store.manifest()).toBeUndefined();
    await expect(store.open('toy')).rejects.toThrow(/no index named Manifest.*npm run ingest/);
    const { version } = await ingest(store, numbered(3, 'first'), await temporaryFolder());
    expect(await store.current()).toBe(version);
    expect(await store.manifest()).toMatchObject({ embeddingModel: 'toy', passages: 3, sentences: 6 });
    await expect(store.open('other')).rejects.toThrow(/model toy.*EMBEDDING_MODEL is other.*npm run ingest/);
  });

  it('keeps one version before the one served, and embeds nothing twice', async () => {
    const store = await storeNamed('Generations');
    const indexDir = await temporaryFolder();
    await ingest(store, numbered(5, 'first'), indexDir);
    const old = await store.open(embedder.id);
    const { embedded } = await ingest(store, numbered(6, 'first'), indexDir);
    expect(embedded).toBe(1);
    const [vector] = await embedder.embed(['house'], 'query', 'en');
    const house = { question: 'house', vector: vector!, group: 'en' } as const;
    const size = { nearest: 10, matches: 10 };
    // Who holds the version before still asks it.
    expect((await old.candidates(house, size)).nearest).toHaveLength(5);
    await ingest(store, numbered(7, 'first'), indexDir);
    await expect(old.candidates(house, size)).rejects.toThrow();
    expect(await wrongAnswers(store, 7, 'first')).toEqual([]);
  });

  it('leaves the alias where it was when an ingest fails', async () => {
    const store = await storeNamed('Failing');
    const indexDir = await temporaryFolder();
    const { version } = await ingest(store, numbered(4, 'first'), indexDir);
    const failing: WeaviateStore = {
      ...store,
      write: (contents) =>
        store.write({
          ...contents,
          vectorOf(passage) {
            if (passage === 3) throw new Error('the disk went away');
            return contents.vectorOf(passage);
          },
        }),
    };
    await expect(ingest(failing, numbered(5, 'second'), indexDir)).rejects.toThrow('the disk went away');
    expect(await store.current()).toBe(version);
    expect(await wrongAnswers(store, 4, 'first')).toEqual([]);
  });

  it('answers, loses nothing and goes on writing at quorum while a node is killed and comes back', async () => {
    const COUNT = 400;
    const store = await storeNamed('Killed');
    const indexDir = await temporaryFolder();
    await ingest(store, numbered(COUNT, 'first'), indexDir);

    const asked: string[] = [];
    let questions = 0;
    let stop = false;
    const asking = (async () => {
      const index = await store.open(embedder.id);
      for (let i = 0; !stop; i = (i + 7) % COUNT) {
        const said = await wrong(index, i, 'first');
        questions++;
        if (said !== undefined) asked.push(said);
      }
    })();

    // Half of the passages are written when the node dies.
    let killed: Promise<void> | undefined;
    const dying: WeaviateStore = {
      ...store,
      write: (contents) =>
        store.write({
          ...contents,
          vectorOf(passage) {
            if (passage === COUNT / 2) killed = cluster.kill(2);
            return contents.vectorOf(passage);
          },
        }),
    };
    const { version } = await ingest(dying, numbered(COUNT, 'second'), indexDir);
    await killed;
    expect(await store.current()).toBe(version);
    expect(await wrongAnswers(store, COUNT, 'second', 5)).toEqual([]);

    // It comes back without half of the passages, and must not be asked before it has them.
    await cluster.restart(2);
    for (let round = 0; round < 5; round++) {
      expect(await wrongAnswers(store, COUNT, 'second', 40)).toEqual([]);
      await sleep(500);
    }
    stop = true;
    await asking;
    expect(asked).toEqual([]);
    expect(questions).toBeGreaterThan(10);
    console.log(`${questions} questions while a node was killed and came back, none answered wrongly.`);

    // Alone, with nobody to stand in; then killed again, after it caught up.
    const [url, grpcUrl] = [cluster.settings.urls[2]!, cluster.settings.grpcUrls[2]!];
    const alone = await createWeaviateStore({
      ...cluster.settings,
      collection: 'Killed',
      urls: [url],
      grpcUrls: [grpcUrl],
    });
    opened.push(alone);
    for (const again of [false, true]) {
      if (again) {
        await cluster.kill(2);
        await cluster.restart(2);
      }
      await expect.poll(() => wrongAnswers(alone, COUNT, 'second').catch(String), { timeout: 60_000 }).toEqual([]);
    }
  });
});

describe.skipIf(!binary).each([
  ['that search with BlockMax WAND', { blockMax: true }, /USE_INVERTED_SEARCHABLE=false/],
  ['that lose vectors when they are killed', { lossy: true }, /ASYNC_INDEXING=true/],
])('nodes %s', (_, options, refusal) => {
  it('are refused with the setting that mends it', async () => {
    const cluster = await startCluster(binary!, options);
    const store = await createWeaviateStore(cluster.settings);
    try {
      await expect(ingest(store, numbered(3, 'first'), await temporaryFolder())).rejects.toThrow(refusal);
      expect(await store.current()).toBeUndefined();
    } finally {
      store.close();
      await cluster.close();
    }
  });
});
