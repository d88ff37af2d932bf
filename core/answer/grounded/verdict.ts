/** What the check says of a sentence. */
import type { Passage, Span } from '../../types.ts';

/** Why a sentence does not reach the reader. */
export type CutReason =
  /** It names no passage that was given, and not exactly one supports it. */
  | 'uncited'
  /** It is a heading, a link, an order, or has no content to check. */
  | 'form'
  | 'dissimilar'
  | 'figure'
  | 'name'
  | 'word'
  | 'qualifier'
  | 'negation'
  | 'opposite'
  | 'roles'
  /** It tells of something founded, held, filled, bought, that the passage does not. */
  | 'deed'
  | 'language';

/** A passage's sentence behind a claim. */
export interface Backing extends Span {
  readonly passage: Passage;
  /** As it stands there, but a table's row in words. */
  readonly text: string;
  /** Cosine similarity with the claim. */
  readonly similarity: number;
}

export type Verdict =
  /** Best first. */
  | { readonly by: readonly Backing[] }
  /** `detail`: the word or figure that is not supported. */
  | { readonly by?: undefined; readonly reason: CutReason; readonly detail?: string };
