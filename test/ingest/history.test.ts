/** Whatever editors did before, the index is the one that a build from nothing makes. */
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRetriever } from '../../core/retrieval/retriever.ts';
import type { Article, EmbeddingModel } from '../../core/types.ts';
import { currentVersion, FILES, versionFolder } from '../../store/index-folder.ts';
import { VECTOR_CACHE } from '../../store/vector-cache.ts';
import { temporaryFolder } from '../support/folder.ts';
import { createToyEmbedding } from '../support/toy-embedding.ts';
import { buildToyIndex, toyArticle } from '../support/toy-index.ts';

const SENTENCES = [
  'The tram line opened in 1904.',
  'A ride costs HK$3.',
  '電車喺1904年通車。',
  '搭一次要三蚊。',
  'It runs along the shore.',
  'Nobody knows why 🚋.',
];

const sentence = fc.constantFrom(...SENTENCES);
const section = fc
  .tuple(fc.constantFrom('', '## History\n\n', '## Fares\n\n'), fc.array(sentence, { minLength: 1, maxLength: 4 }))
  .map(([heading, sentences]) => heading + sentences.join(' '));
const longTable = fc.constantFrom('Line', 'Ferry').map((what) => {
  const rows = Array.from({ length: 60 }, (_, i) => `| ${what} ${i} | It opened in 19${i + 10} |`);
  return [`| ${what} | Since when |`, '|---|---|', ...rows].join('\n');
});
const body = fc
  .array(fc.oneof({ weight: 5, arbitrary: section }, longTable), { minLength: 1, maxLength: 3 })
  .map((sections) => sections.join('\n\n'));

const { passages, keywords, postings, terms, vectors, sentences, tokens } = FILES;
const SAID_OF_PASSAGES = [passages, keywords, postings, terms, vectors, sentences, tokens] as const;

type Edit = (articles: Article[], indexDir: string) => Promise<Article[]>;

const at = (articles: Article[], index: number) => index % articles.length;
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), body, fc.constantFrom('en', 'yue')).map(
    ([id, text, language]): Edit =>
      async (articles) => [...articles.filter((a) => a.id !== id), toyArticle(id, language, text)],
  ),
  fc.tuple(fc.nat(), body).map(
    ([i, text]): Edit =>
      async (articles) =>
        articles.map((a, n) => (n === at(articles, i) ? { ...a, text } : a)),
  ),
  // Moved, renamed, re-dated: nothing of it costs an embedding.
  fc.tuple(fc.nat(), fc.stringMatching(/^[a-z]{9}$/)).map(
    ([i, id]): Edit =>
      async (articles) =>
        articles.map((a, n) => (n === at(articles, i) ? { ...a, id, title: id, date: '2026-03-01' } : a)),
  ),
  fc.nat().map(
    (i): Edit =>
      async (articles) =>
        articles.length > 1 ? articles.filter((_, n) => n !== at(articles, i)) : articles,
  ),
  fc.constant<Edit>(async (articles) => articles.toReversed()),
  // A crash in the middle of a write, and a disk that lies.
  fc.nat().map(
    (size): Edit =>
      async (articles, indexDir) => {
        const path = join(indexDir, VECTOR_CACHE);
        const bytes = await readFile(path);
        await truncate(path, size % bytes.length);
        return articles;
      },
  ),
  fc.nat().map(
    (place): Edit =>
      async (articles, indexDir) => {
        const path = join(indexDir, VECTOR_CACHE);
        const bytes = await readFile(path);
        bytes[place % bytes.length]! ^= 1;
        await writeFile(path, bytes);
        return articles;
      },
  ),
  // What the index that is served says of its passages, of their terms or vectors, is altered.
  fc.tuple(fc.nat(), fc.constantFrom(...SAID_OF_PASSAGES)).map(
    ([place, name]): Edit =>
      async (articles, indexDir) => {
        const path = join(versionFolder(indexDir, (await currentVersion(indexDir))!), name);
        const bytes = await readFile(path);
        bytes[place % bytes.length]! ^= 1;
        await writeFile(path, bytes);
        return articles;
      },
  ),
  // The embedder dies after some texts: what it had made is kept, the index stays.
  fc.integer({ min: 0, max: 6 }).map(
    (texts): Edit =>
      async (articles, indexDir) => {
        const embedder = dying(texts);
        await buildToyIndex(articles, { indexDir, embedder }).catch((error) => {
          if (error.message !== 'killed') throw error;
        });
        return articles;
      },
  ),
);

function dying(texts: number): ReturnType<typeof createToyEmbedding> {
  const toy = createToyEmbedding();
  const embed: EmbeddingModel['embed'] = async (batch, role, language) => {
    if (toy.embedded.length + batch.length > texts) throw new Error('killed');
    return toy.embed(batch, role, language);
  };
  return { ...toy, embed };
}

async function seen(indexDir: string, open: Awaited<ReturnType<typeof buildToyIndex>>['open']) {
  const index = await open();
  const embedder = createToyEmbedding();
  const retriever = createRetriever({ ...index, embedder });
  const hits = [];
  for (const question of ['When did the tram line open?', '搭電車要幾錢？', 'Why?']) {
    for (const language of ['en', 'yue'] as const) {
      hits.push(await retriever.retrieve(question, { language, questionLanguage: language, k: 5 }));
    }
  }
  const passages = [...index.library.passages].map((passage) => ({ ...passage }));
  const vectors = passages.map((_, i) => [index.vectors.vector(i), index.sentenceVectors(i)]);
  index.close();
  const { CURRENT, files } = await filesOf(indexDir);
  expect(CURRENT).toBe(index.version);
  return { passages, hits, vectors, files };
}

async function filesOf(indexDir: string) {
  const CURRENT = (await readFile(join(indexDir, 'CURRENT'), 'utf8')).trim();
  const manifest = JSON.parse(await readFile(join(indexDir, 'versions', CURRENT, 'manifest.json'), 'utf8'));
  return { CURRENT, files: manifest.files };
}

describe('a history of edits', () => {
  it('ends in the index that a build from nothing makes, file for file, answer for answer', async () => {
    await fc.assert(
      fc.asyncProperty(body, fc.array(edit, { minLength: 1, maxLength: 8 }), async (first, edits) => {
        let articles: Article[] = [toyArticle('first', 'en', first)];
        const { indexDir } = await buildToyIndex(articles);
        for (const change of edits) {
          articles = await change(articles, indexDir);
          await buildToyIndex(articles, { indexDir });
        }
        const last = await buildToyIndex(articles, { indexDir });
        expect(last.result.embedded).toBe(0);
        const fresh = await buildToyIndex(articles);
        expect(await seen(indexDir, last.open)).toEqual(await seen(fresh.indexDir, fresh.open));
      }),
      { numRuns: 25 },
    );
  });

  it('embeds nothing for what is moved, renamed, re-dated, reordered, or removed and brought back', async () => {
    const embedder = createToyEmbedding();
    const indexDir = await temporaryFolder();
    const tram = toyArticle('tram', 'en', '## History\n\nThe tram line opened in 1904.\n\nA ride costs HK$3.');
    const ferry = toyArticle('ferry', 'yue', '搭一次要三蚊。');
    await buildToyIndex([tram, ferry], { indexDir, embedder });
    const before = embedder.embedded.length;
    const histories: Article[][] = [
      [ferry, tram],
      [{ ...tram, id: 'old-tram', title: 'Old', date: '2020-01-01' }, ferry],
      [ferry],
      [tram],
      [tram, ferry],
    ];
    for (const articles of histories) {
      expect((await buildToyIndex(articles, { indexDir, embedder })).result.embedded).toBe(0);
    }
    expect(embedder.embedded).toHaveLength(before);
  });

  it('warns of a damaged cache and embeds anew what only it held', async () => {
    const tram = toyArticle('tram', 'en', 'The tram line opened in 1904.');
    const { indexDir, result } = await buildToyIndex([tram]);
    expect(result.embedded).toBe(1);
    await writeFile(join(indexDir, VECTOR_CACHE), 'x'.repeat(1000));
    const warnings: string[] = [];
    const again = await buildToyIndex([tram], { indexDir, warn: (message) => warnings.push(message) });
    expect(again.result.embedded).toBe(0);
    expect(warnings).toEqual([expect.stringMatching(/vectors\.cache is damaged: 1000 bytes/)]);
    const file = join(versionFolder(indexDir, (await currentVersion(indexDir))!), FILES.sentences);
    await writeFile(file, (await readFile(file)).fill(7, 0, 1));
    expect((await buildToyIndex([tram], { indexDir })).result.embedded).toBe(1);
  });
});
