/** Puts a question to a way of answering, through the same parts as the server, and judges what comes. */
import { fallbackLabel, refusalText } from '../../core/answer/phrases.ts';
import { ask } from '../../core/ask.ts';
import type { Detection } from '../../core/language/detect.ts';
import { splitSentences } from '../../core/text/sentences.ts';
import type { ChatModel, Citation, FallbackReason, Language } from '../../core/types.ts';
import { ASKED, type Asked, type CorpusIndex, hasFacts } from '../questions.ts';
import { rightPassages } from '../right-passage.ts';
import type { CachedModel } from './cached-model.ts';
import type { Clock } from './clock.ts';
import { bare, citedRight, isInLanguage } from './judge.ts';
import type { Asking } from './sample.ts';
import type { Known, Suspect } from './suspects.ts';

/** A way of answering. */
export interface Way {
  readonly name: string;
  readonly chatModel: ChatModel;
  /** What writes for it; none for the extractive answer. */
  readonly writer?: CachedModel;
  /** The sentences cut since it was last asked. */
  cuts?(): Cut[];
}

export interface Cut {
  readonly sentence: string;
  readonly reason: string;
  readonly detail?: string;
}

export interface Outcome {
  readonly way: string;
  readonly id: string;
  readonly asked: Asked;
  readonly question: string;
  readonly language: Language;
  readonly answer: string;
  readonly refused: boolean;
  readonly fallback?: FallbackReason;
  readonly cited: readonly Pick<Citation, 'article' | 'quote'>[];
  /** Undefined for a question that the articles do not answer. */
  readonly right?: boolean;
  readonly citedSome?: boolean;
  readonly citedAll?: boolean;
  /** Undefined for a refusal. */
  readonly inLanguage?: boolean;
  readonly suspects: readonly Suspect[];
  /** The model was to say something that is not kept. */
  readonly missed: boolean;
  /** What the model wrote, each time it was asked. */
  readonly written: readonly string[];
  /** In all of it. */
  readonly sentences: number;
  /** Sentences that the check cut, with why. */
  readonly cut: readonly Cut[];
  /** Milliseconds to the first text that the reader sees. */
  readonly firstText: number;
  readonly total: number;
}

export interface PutParts {
  readonly corpus: CorpusIndex;
  detect(text: string): Detection;
  readonly known: Known;
  readonly clock: Clock;
}

/** No language is chosen, it is detected. */
export async function put({ question, asked }: Asking, way: Way, parts: PutParts): Promise<Outcome> {
  const { corpus, detect, clock, known } = parts;
  const { chatModel, writer, name } = way;
  const language = ASKED[asked];
  writer?.take();
  const started = clock.now();
  let firstText: number | undefined;
  const text = question[asked];
  const signal = new AbortController().signal;
  for await (const event of ask({ question: text }, { retriever: corpus.retriever, chatModel, detect }, signal)) {
    if (event.type === 'token') firstText ??= clock.now() - started;
    if (event.type !== 'done') continue;
    const total = Math.round(clock.now() - started);
    const { answer, refused, citations, fallback } = event.answer;
    const missed = writer?.missed() ?? false;
    const written = writer
      ?.take()
      .map(({ events }) => events.map(([, e]) => (e.type === 'text' ? e.text : '')).join(''));
    return {
      ...{ way: name, id: question.id, asked, question: text, language, answer, refused },
      ...(fallback && { fallback }),
      cited: citations.map(({ article, quote }) => ({ article, quote })),
      ...('facts' in question && judged(answer, refused, citations, question, corpus)),
      ...(!refused && { inLanguage: isInLanguage(answer, language, detect) }),
      // The label is not of the model, nor of an article.
      suspects: refused
        ? []
        : known.suspects(fallback ? answer.replace(fallbackLabel(language, fallback), '') : answer, text),
      missed,
      written: written ?? [],
      sentences: (written ?? []).reduce((sum, text) => sum + claims(text, language), 0),
      cut: (way.cuts?.() ?? []).filter(({ sentence }) => !isRefusal(sentence, language)),
      ...{ firstText: Math.round(firstText ?? total), total },
    };
  }
  throw new Error(`Nothing came of ${question.id} in ${asked}.`);
}

/** Sentences that say more than that nothing can be said. */
const claims = (text: string, language: Language): number =>
  splitSentences(text).filter(({ start, end }) => !isRefusal(text.slice(start, end), language)).length;

const isRefusal = (sentence: string, language: Language): boolean => bare(sentence) === bare(refusalText(language));

type Judged = Pick<Outcome, 'right' | 'citedSome' | 'citedAll'>;

function judged(
  answer: string,
  refused: boolean,
  citations: readonly Citation[],
  question: Extract<Asking['question'], { readonly facts: unknown }>,
  { passages }: CorpusIndex,
): Judged {
  const { some, all } = citedRight(citations, rightPassages(question, passages).passages);
  return {
    right: !refused && hasFacts(answer, question.facts),
    citedSome: !refused && some,
    citedAll: !refused && all,
  };
}
