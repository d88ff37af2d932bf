/** Why a question gets the answer it gets: the rankings behind it, as the retriever made them. */
import type { Answer } from '../../core/ask.ts';
import type { Hit, Language } from '../../core/types.ts';
import { Problem } from '../problem.ts';
import type { Service } from '../service.ts';

export interface WhyHit {
  readonly hit: Hit;
  /** From 1, among the hits shown: in the answer's order, by meaning, by words. */
  readonly places: { readonly together: number; readonly meaning: number; readonly words: number | undefined };
  /** Its sentences that the answer quotes, by their start. */
  readonly quoted: ReadonlySet<number>;
}

export interface Why {
  readonly answer: Answer;
  /** In the answer's order. */
  readonly hits: readonly WhyHit[];
}

/** More than an answer draws on, so that what just missed is seen too. */
const HITS = 8;

export async function whyAnswer(
  service: Service,
  question: string,
  reader: Language,
  signal: AbortSignal,
): Promise<Why> {
  let found = 0;
  for await (const event of service.ask({ question, reader }, signal)) {
    if (event.type === 'retrieval') found = event.hits;
    if (event.type !== 'done') continue;
    const { answer } = event;
    // A greeting is answered without a search.
    const hits = found > 0 ? await service.search(question, { k: HITS, reader }) : [];
    return { answer, hits: explainHits(hits, answer) };
  }
  throw new Problem(503, 'The question was cancelled before it was answered.');
}

function explainHits(hits: readonly Hit[], { citations }: Answer): WhyHit[] {
  const byMeaning = hits.toSorted((a, b) => b.vector - a.vector);
  const byWords = hits.filter(({ keyword }) => keyword > 0).sort((a, b) => b.keyword - a.keyword);
  return hits.map((hit, i) => {
    const { article, language, sentences } = hit.passage;
    const ownCitations = citations.filter((citation) => citation.article === article && citation.language === language);
    const quoted = sentences.filter(({ start, end }) => ownCitations.some((c) => c.start < end && start < c.end));
    return {
      hit,
      places: {
        together: i + 1,
        meaning: byMeaning.indexOf(hit) + 1,
        words: byWords.includes(hit) ? byWords.indexOf(hit) + 1 : undefined,
      },
      quoted: new Set(quoted.map(({ start }) => start)),
    };
  });
}
