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

/**
 * Sentences of a passage that are read, those most similar to the question: so many of those whose cosine is so near to that of
 * the most similar. Of XQuAD's (development half) that answer and are not among the four, nine in ten lie within 0.1 of it, of
 * all others half; of those among the four, all within 0.15, but one in twelve of the others. What has nothing to do with a
 * question makes the reader less sure of the rest, and takes its time.
 */
const SENTENCES = [
  { most: 4, within: 0.15 },
  { most: 6, within: 0.1 },
] as const;

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
      const asked = tokenIds(question).slice(0, LONGEST.question);
      const about = tokenIds(passage.title).slice(0, LONGEST.title);
      const room = LONGEST.all - asked.length - about.length;
      const chosen = asked.length > 0 ? mostSimilar(passage, tokenIds, room) : [];
      const odds = chosen.length > 0 ? await run(textOf(asked, about, chosen, passage.sameLanguage)) : [];
      const places = chosen.map(({ place }) => place);
      return passage.sentences.map((_, at) => odds[places.indexOf(at)] ?? Number.NEGATIVE_INFINITY);
    },
  };
}

interface Chosen {
  readonly place: number;
  readonly tokens: readonly number[];
}

/** The sentences that are read, in the passage's order: as many of the most similar as there is room for, in tokens. */
function mostSimilar(
  { sentences, similarities }: PassageEvidence,
  tokenIds: NonNullable<EmbeddingModel['tokenIds']>,
  room: number,
): Chosen[] {
  const chosen: Chosen[] = [];
  const order = sentences.map((_, i) => i).sort((a, b) => similarities[b]! - similarities[a]!);
  const best = similarities[order[0]!]!;
  const isRead = (place: number, i: number) =>
    SENTENCES.some(({ most, within }) => i < most && similarities[place]! >= best - within);
  for (const place of order.filter(isRead)) {
    const tokens = tokenIds(sentences[place]!).slice(0, LONGEST.sentence);
    room -= tokens.length;
    if (room < 0) break;
    chosen.push({ place, tokens });
  }
  return chosen.sort((a, b) => a.place - b.place);
}

function textOf(
  question: readonly number[],
  title: readonly number[],
  chosen: readonly Chosen[],
  sameLanguage: boolean,
): EvidenceText {
  const tokens = [OPEN, ...question, CLOSE, CLOSE];
  const asked = tokens.length;
  if (title.length > 0) tokens.push(...title, CLOSE);
  const spans = chosen.map(({ tokens: own }): [number, number] => {
    const from = tokens.length;
    tokens.push(...own);
    return [from, tokens.length];
  });
  return { tokens: [...tokens, CLOSE], asked, sentences: spans, sameLanguage };
}
