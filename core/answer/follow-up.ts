/** Finds what a question in a conversation asks about. */
import { contentTerms, tokenize } from '../text/tokens.ts';
import type { Hit, RetrieveOptions, Retriever, Turn } from '../types.ts';
import { leansOnHistory, standalone } from './conversation.ts';

/** A question said so that it stands alone; undefined where that cannot be had. Never throws. */
export type Rewrite = (question: string, history: readonly Turn[], signal: AbortSignal) => Promise<string | undefined>;

export interface FollowUpParts {
  readonly retriever: Retriever;
  readonly rewrite?: Rewrite;
}

/** Hits looked at when two readings of a question are compared. */
const COMPARED = 2;

/**
 * A question that leans on the turns before it is searched for with what it leans on and as it is; it counts as a new one
 * where alone it finds more of its own words (「點樣加文章？」 after a question about a fair).
 */
export async function findInContext(
  question: string,
  history: readonly Turn[],
  { retriever, rewrite }: FollowUpParts,
  options: RetrieveOptions,
  signal: AbortSignal,
): Promise<Hit[]> {
  if (history.length === 0 || !leansOnHistory(question)) return retriever.retrieve(question, options);
  const full = (await rewrite?.(question, history, signal)) ?? standalone(question, history);
  if (signal.aborted) return [];
  if (full === question) return retriever.retrieve(question, options);
  // Only the one that is answered from is read closely: that takes longer than another search.
  const unread = { ...options, reading: undefined };
  const [alone, together] = [await retriever.retrieve(question, unread), await retriever.retrieve(full, unread)];
  return retriever.retrieve(held(question, together) >= held(question, alone) ? full : question, options);
}

/** Share of the question's own words in the best passage of them that has most. */
function held(question: string, hits: readonly Hit[]): number {
  const terms = contentTerms(question);
  const shares = hits.slice(0, COMPARED).map(({ passage: { title, headings, text } }) => {
    const known = new Set(tokenize([title, ...headings, text].join('\n')));
    return terms.filter((term) => known.has(term)).length;
  });
  return Math.max(0, ...shares);
}
