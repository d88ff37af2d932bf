/** Indexes passages as they stand, one an article, through the real store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRetriever, type RetrievalAids, type RetrieverParts } from '../core/retrieval/retriever.ts';
import { splitSentences } from '../core/text/sentences.ts';
import type { EmbeddingModel, Language, Passage, Retriever } from '../core/types.ts';
import { embedPassages } from '../ingest/embed-passages.ts';
import { openIndex, type ServedIndex } from '../store/open-index.ts';
import type { PassageVectors } from '../store/vector-cache.ts';
import { type IndexContents, writeIndex } from '../store/write-index.ts';

export interface PoolText {
  readonly id: string;
  readonly language: Language;
  readonly text: string;
}

export interface Pool {
  readonly retriever: Retriever;
  close(): Promise<void>;
}

export type CreatePool = (texts: readonly PoolText[]) => Promise<Pool>;

/** Makes an index of one pool. */
export type PutIndex = (contents: IndexContents) => Promise<{ index: ServedIndex; remove(): Promise<void> }>;

const inFolder: PutIndex = async (contents) => {
  const folder = await mkdtemp(join(tmpdir(), 'samman-eval-'));
  await writeIndex(folder, contents, 'auto');
  return {
    index: await openIndex(folder, { embeddingModel: contents.embeddingModel }),
    remove: () => rm(folder, { recursive: true }),
  };
};

/** Changes what a retriever is made of: leaves a part out, say. */
export type ChangeParts = (parts: RetrieverParts) => RetrieverParts;

export interface PoolOptions {
  /** Into a folder by default. */
  readonly put?: PutIndex;
  readonly change?: ChangeParts | undefined;
  readonly aids?: RetrievalAids | undefined;
}

/** Passages come up in several pools and are embedded once. */
export function createPools(embedder: EmbeddingModel, options: PoolOptions = {}): CreatePool {
  const { put = inFolder, change = (parts) => parts, aids } = options;
  const vectors = new Map<string, PassageVectors>();
  const keyOf = ({ language, text }: PoolText) => `${language} ${text}`;

  return async (texts) => {
    for (const language of new Set(texts.map((t) => t.language))) {
      const missing = texts.filter((t) => t.language === language && !vectors.has(keyOf(t)));
      const embedded = await embedPassages(embedder, missing.map(passageOf), language);
      missing.forEach((text, i) => {
        vectors.set(keyOf(text), embedded[i]!);
      });
    }
    const all = texts.map((text) => vectors.get(keyOf(text))!);
    const { index, remove } = await put({
      articles: texts.map(({ id, language, text }) => ({
        id,
        language,
        text,
        title: '',
        format: 'text',
        file: id,
        hash: id,
      })),
      passages: texts.map(passageOf),
      vectorOf: (passage) => all[passage]!.vector,
      sentencesOf: (passage) => all[passage]!,
      embeddingModel: embedder.id,
      dimensions: embedder.dimensions,
      chunking: 'none',
    });
    return {
      retriever: createRetriever(change({ ...index, embedder, ...aids })),
      async close() {
        index.close();
        await remove();
      },
    };
  };
}

const passageOf = ({ id, language, text }: PoolText): Passage => ({
  article: id,
  language,
  title: '',
  headings: [],
  start: 0,
  end: text.length,
  text,
  sentences: splitSentences(text),
});
