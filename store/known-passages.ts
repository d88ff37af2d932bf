/** What the index that is served knows of its passages, so that an unchanged article is neither cut nor searched for terms again. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackedTerms } from '../core/retrieval/passage-terms.ts';
import { quoted } from '../core/text/passage-text.ts';
import type { Article, Passage } from '../core/types.ts';
import { openBlocks, wordsOf } from './block-file.ts';
import { readColumns } from './column-file.ts';
import { FILES, type Manifest, servedAs, versionFolder } from './index-folder.ts';
import { type KnownTerms, noKnownTerms, openKnownTerms } from './known-terms.ts';
import { openKnownVectors } from './known-vectors.ts';
import { openPassages } from './passage-file.ts';
import type { StoredVectors } from './vector-cache.ts';

export interface KnownPassages {
  /** The passages of an article that the index has just as it is; undefined for any other. */
  of(article: Article & { readonly hash: string }): Passage[] | undefined;
  /** The vectors of a passage that `of` gave; undefined for any other, and where their files are damaged. */
  vectors(passage: Passage): StoredVectors | undefined;
  /** The terms of those that `of` gave. They are read when this is called, and let go of with what it returns. */
  terms(): Promise<KnownTerms>;
  /** The same as the index has them for each passage. */
  packedTerms(): Promise<(passage: Passage) => PackedTerms | undefined>;
  /** Gives back what it holds open. */
  close(): void;
}

export const noKnownPassages: KnownPassages = {
  of: () => undefined,
  vectors: () => undefined,
  close: () => {},
  terms: async () => noKnownTerms,
  packedTerms: async () => () => undefined,
};

/** @param made by which model and how passages must have been made to be of use. */
export async function openKnownPassages(
  indexDir: string,
  made: Pick<Manifest, 'embeddingModel' | 'chunking'>,
): Promise<KnownPassages> {
  const served = await servedAs(indexDir, made);
  if (!served) return noKnownPassages;
  const { version, manifest } = served;
  const read = async (name: string): Promise<Uint8Array | undefined> => {
    const bytes = await readFile(join(versionFolder(indexDir, version), name)).catch(() => undefined);
    const seal = bytes && createHash('sha256').update(bytes).digest('hex');
    return seal === manifest.files[name]?.sha256 ? bytes : undefined;
  };
  const bytes = await read(FILES.passages);
  if (!bytes) return noKnownPassages;

  // Known by their hashes, and without their texts: an article with the same hash has the same.
  const articles = manifest.articles.map(({ hash: id, language }) => ({ id, language, title: '' }));
  const cuts = new Map<string, [number: number, cut: Passage][]>();
  const sentences: number[] = [];
  let number = 0;
  const { passages, sentencesOf } = openPassages(readColumns(bytes), { articles });
  for (const cut of passages) {
    const known = cuts.get(cut.article);
    if (known) known.push([number, cut]);
    else cuts.set(cut.article, [[number, cut]]);
    const { start, end } = sentencesOf(number);
    sentences.push(end - start);
    number++;
  }
  const vectors = await openKnownVectors(indexDir, served, sentences);
  const numbers = new WeakMap<Passage, number>();

  return {
    of: ({ id: article, language, title, text, hash }) =>
      cuts.get(hash)?.map(([number, { headings, start, end, sentences, tableHead: head }]) => {
        const passage: Passage = {
          ...{ article, language, title, headings, start, end, text: text.slice(start, end), sentences },
          tableHead: head && quoted(text, head),
        };
        numbers.set(passage, number);
        return passage;
      }),
    vectors(passage) {
      const number = numbers.get(passage);
      return number === undefined ? undefined : vectors?.read(number);
    },
    close: () => vectors?.close(),
    async terms() {
      const [columns, postings] = [await read(FILES.keywords), await read(FILES.postings)];
      return columns && postings ? openKnownTerms(readColumns(columns), postings, numbers) : noKnownTerms;
    },
    async packedTerms() {
      const file = await read(FILES.terms);
      if (!file) return () => undefined;
      const inMemory = { read: (target: Uint8Array, at: number) => target.set(file.subarray(at, at + target.length)) };
      const blocks = openBlocks(inMemory, file.length, manifest.passages);
      return (passage) => {
        const number = numbers.get(passage);
        return number === undefined ? undefined : wordsOf(blocks, number);
      };
    },
  };
}
