/**
 * Reads a question and a passage together, as a whole network does: made by `models/train/evidence` from the first layers of an
 * embedding model, in whose folder it lies and whose tokens it reads.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { EmbeddingModel, EvidenceModel, PassageEvidence } from '../core/types.ts';
import { type EvidenceText, openEvidenceSession, type ReadEvidence } from './evidence-session.ts';
import { createThreads } from './threads.ts';

const FILE = 'evidence.onnx';

/** Tokens, as it was trained: those beyond are cut. */
const LONGEST = { question: 64, title: 40, sentence: 100, all: 360 };

/** The marks before and after a text, between two as well: those of XLM-RoBERTa. */
const OPEN = 0;
const CLOSE = 2;

/** Sentences of a passage that are read, those most similar to the question: the others cost more than they tell (six: +0.2 points of XQuAD). */
const SENTENCES = 4;

export interface EvidenceModelOptions {
  readonly modelsDir: string;
  /** Name of the embedding model, and the tokens it makes. */
  readonly embeddingModel: string;
  readonly tokenIds: EmbeddingModel['tokenIds'];
  /** Read in threads of their own: `evidence-worker.ts` as a bundle, and how many. */
  readonly workers?: { readonly script: URL; readonly count: number } | undefined;
}

/** @returns undefined where the embedding model comes without. */
export async function loadEvidenceModel(options: EvidenceModelOptions): Promise<EvidenceModel | undefined> {
  const { modelsDir, embeddingModel, tokenIds, workers } = options;
  const path = resolve(modelsDir, embeddingModel, FILE);
  if (!tokenIds || !existsSync(path)) return undefined;
  const run: ReadEvidence = workers
    ? createThreads<EvidenceText, number[]>({ ...workers, name: 'evidence model', data: { path } }).run
    : await openEvidenceSession(path);

  return {
    async weigh(question, passage) {
      const asked = tokenIds(question);
      const chosen = asked.length > 0 ? mostSimilar(passage) : [];
      const odds = chosen.length > 0 ? await run(textOf(asked, passage, chosen, tokenIds)) : [];
      return passage.sentences.map((_, at) => odds[chosen.indexOf(at)] ?? Number.NEGATIVE_INFINITY);
    },
  };
}

/** The places of the sentences that are read, in the passage's order. */
function mostSimilar({ sentences, similarities }: PassageEvidence): number[] {
  return sentences
    .map((_, i) => i)
    .sort((a, b) => similarities[b]! - similarities[a]!)
    .slice(0, SENTENCES)
    .sort((a, b) => a - b);
}

function textOf(
  question: readonly number[],
  { title, sentences, sameLanguage }: PassageEvidence,
  chosen: readonly number[],
  tokenIds: NonNullable<EmbeddingModel['tokenIds']>,
): EvidenceText {
  const tokens = [OPEN, ...question.slice(0, LONGEST.question), CLOSE, CLOSE];
  const asked = tokens.length;
  const about = tokenIds(title).slice(0, LONGEST.title);
  if (about.length > 0) tokens.push(...about, CLOSE);
  const spans = chosen.map((place): [number, number] => {
    const from = tokens.length;
    tokens.push(...tokenIds(sentences[place]!).slice(0, Math.min(LONGEST.sentence, LONGEST.all - from)));
    return [from, tokens.length];
  });
  return { tokens: [...tokens, CLOSE], asked, sentences: spans, sameLanguage };
}
