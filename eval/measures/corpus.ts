import { createExtractive } from '../../core/answer/extractive.ts';
import { type AskAllParts, type CorpusIndex, indexCorpus, NoArticles } from '../questions.ts';
import type { MeasureInput } from './measure.ts';

export type Corpus = CorpusIndex & AskAllParts;

/** The figures are taken over the English articles alone, and over all versions. */
export const CORPORA = [
  { id: 'english', title: 'English articles', only: 'en' },
  { id: 'all', title: 'all versions', only: undefined },
] as const;

/** Indexes the corpus and gives it back when done. @returns undefined, with a note, where there is no article. */
export async function withCorpus<T>(
  { files, parts, progress }: MeasureInput,
  only: 'en' | undefined,
  use: (corpus: Corpus) => Promise<T>,
): Promise<T | undefined> {
  let corpus: CorpusIndex;
  try {
    corpus = await indexCorpus(files.corpus, parts.embedder, parts.detect, only, parts.aids);
  } catch (error) {
    if (!(error instanceof NoArticles)) throw error;
    progress.note(`Left out: ${error.message}`);
    return undefined;
  }
  try {
    const chatModel = createExtractive({ threshold: parts.threshold });
    return await use({ ...corpus, chatModel, detect: parts.detect });
  } finally {
    await corpus.close();
  }
}
