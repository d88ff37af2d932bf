/** The passages a question may be answered from, as a store finds them: in this process or on a cluster. */
import type { LanguageGroup } from '../language-group.ts';
import type { Embedding, Neighbour, TokenBits, VectorIndex } from '../types.ts';
import { dot } from '../vector.ts';
import type { KeywordIndex, KeywordMatch } from './keyword-index.ts';

export interface CandidateQuery {
  readonly question: string;
  /** Of the question; words need not wait for it, which other threads work out. */
  readonly vector: Embedding | Promise<Embedding>;
  /** The question's own, whose passages are searched for words. */
  readonly group: LanguageGroup;
}

/** Of a passage, and of each of its sentences. */
export interface Similarities {
  readonly own: number;
  readonly sentences: readonly number[];
}

/** Both rankings, with what else is needed of the passages in them, and only of those. */
export interface Candidates {
  /** Of all languages, best first. */
  readonly nearest: readonly Neighbour[];
  /** Of the question's group, best first. */
  readonly matches: readonly KeywordMatch[];
  vector(passage: number): Embedding;
  /** A passage's sentence vectors, in order; only their direction counts. */
  sentenceVectors(passage: number): readonly ArrayLike<number>[];
  /** Cosines with a unit vector, where the store has a faster way than by the vectors: 1,500 a question. */
  readonly similarities?: ((passage: number, unit: Embedding) => Similarities) | undefined;
  /** How nearly the tokens of each passage meet the question's (`matchTokens`), in order. Asked for few, the best. */
  readonly tokenMatches?:
    | ((passages: readonly number[], question: TokenBits) => Matches | Promise<Matches>)
    | undefined;
}

type Matches = readonly (number | undefined)[];

/** How many passages each ranking brings in at most. */
export interface PoolSize {
  readonly nearest: number;
  readonly matches: number;
}

export type FindCandidates = (query: CandidateQuery, size: PoolSize) => Promise<Candidates>;

/** What an index in this process is made of. */
export interface EmbeddedParts {
  readonly vectors: VectorIndex;
  readonly keywords: KeywordIndex;
  readonly sentenceVectors: Candidates['sentenceVectors'];
  readonly similarities?: Candidates['similarities'];
  readonly tokenMatches?: Candidates['tokenMatches'];
}

export function embeddedCandidates({ vectors, keywords, ...finer }: EmbeddedParts): FindCandidates {
  return async ({ question, vector, group }, size) => {
    const matches = keywords.search(question, group, size.matches);
    return { nearest: vectors.search(await vector, size.nearest), matches, vector: vectors.vector, ...finer };
  };
}

/** A vector store that only finds: what it holds beside each vector is the passage's number. */
export interface NearestPassages {
  /** Numbers of the `k` most similar passages, in any order. */
  search(query: Embedding, k: number): Promise<number[]>;
}

/** Nearest passages from another store, all the rest from the index in this process. */
export function candidatesFrom(nearest: NearestPassages, parts: EmbeddedParts): FindCandidates {
  const { vectors, keywords, ...finer } = parts;
  return async ({ question, vector: coming, group }, size) => {
    const vector = await coming;
    const found = await nearest.search(vector, size.nearest);
    // Stores give similarities, distances or ranks under one name: the cosine is worked out here.
    const neighbours = found.map((passage) => ({ passage, similarity: dot(vector, vectors.vector(passage)) }));
    return {
      nearest: neighbours.sort((a, b) => b.similarity - a.similarity),
      matches: keywords.search(question, group, size.matches),
      vector: vectors.vector,
      ...finer,
    };
  };
}
