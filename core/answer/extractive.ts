/** Answers with the articles' own sentences: no model, nothing invented. */
import { lacksFigure } from '../text/figure-asked.ts';
import type { ChatEvent, ChatModel, ChatRequest, Citation, Hit, Judgement } from '../types.ts';
import { confidenceOf } from './confidence.ts';
import { NO_ENTRY } from './entries.ts';
import { quotationLead } from './phrases.ts';
import { bestOf, type Candidate, rankSentences, readQuestion, relevant } from './ranked-sentences.ts';
import { createReading } from './reading-plan.ts';
import { inQuotes, shownSentence } from './shown-sentence.ts';
import { rowInWords } from './table-row.ts';
import { asksForAll, withList, withoutContained, withWholeList } from './whole-list.ts';

export interface ExtractiveOptions {
  /** Refuse below this confidence, 0 to 1. */
  readonly threshold: number;
}

export function createExtractive({ threshold }: ExtractiveOptions): ChatModel {
  return {
    backend: 'extractive',
    model: 'extractive',
    async *reply(request) {
      const { ranked, confidence } = assess(request);
      if (ranked.length === 0 || confidence < threshold) {
        yield { type: 'refusal' };
        return;
      }
      yield* say(choose(request.question, ranked), request);
    },
    judge(request): Judgement {
      const { ranked, confidence } = assess(request);
      return { confidence, threshold, best: ranked[0]?.evidence.text };
    },
    reading: createReading(threshold),
  };
}

function assess({ question, hits }: ChatRequest): { ranked: Candidate[]; confidence: number } {
  const ranked = rankSentences(question, relevant(question, hits));
  return { ranked, confidence: saysNothing(question, ranked) ? 0 : confidenceOf(ranked) };
}

/**
 * Whether what would be quoted first holds no figure where only a figure answers. Of the sentences that answer such questions
 * (`models/train/passages`, XQuAD) three in a thousand are taken for such; of those that nearly do, one in eight.
 */
function saysNothing(question: string, [best]: readonly Candidate[]): boolean {
  const { figure } = readQuestion(question);
  return !best || (figure !== undefined && lacksFigure(best.evidence.text, figure));
}

/** The best sentences, and what they need to be understood; in reading order. */
function choose(question: string, ranked: readonly Candidate[]): Candidate[] {
  const quoted = bestOf(ranked).flatMap(withAntecedent).map(withList);
  const whole = asksForAll(question) ? withoutContained(quoted.map(withWholeList)) : quoted;
  return inReadingOrder(whole, ranked[0]!.hit);
}

/** A sentence that begins with “It” or 「佢」 says nothing without the one before it. */
function withAntecedent(candidate: Candidate): Candidate[] {
  const { hit, place, evidence } = candidate;
  if (place === 0 || !LEANS_BACK.test(evidence.text)) return [candidate];
  const before = hit.sentences[place - 1]!;
  return [{ ...candidate, evidence: before, place: place - 1, entry: NO_ENTRY }, candidate];
}

const LEANS_BACK =
  /^(?:it|its|they|their|he|she|his|her|this|these|those|that|such|but|however|also|so|otherwise|later|if not|in that case)\b|^(?:佢|佢哋|呢|嗰|咁|它|他|她|這|这|那|此|其|該|该|但|不過|不过|同時|同时|亦|而|否則|否则)/i;

function inReadingOrder(chosen: readonly Candidate[], first: Hit): Candidate[] {
  const unique = new Map(chosen.toReversed().map((c) => [c.evidence.text, c]));
  return [...unique.values()].sort(
    (a, b) =>
      Number(b.hit === first) - Number(a.hit === first) ||
      a.hit.passage.article.localeCompare(b.hit.passage.article) ||
      a.evidence.start - b.evidence.start,
  );
}

function* say(chosen: readonly Candidate[], { language }: ChatRequest): Generator<ChatEvent> {
  let quoting = '';
  for (const [i, candidate] of chosen.entries()) {
    const { passage } = candidate.hit;
    const citation = cite(candidate, i + 1);
    yield { type: 'citation', citation };
    const lead = quotationLead(language, passage.language);
    const spaced = passage.language === 'en' ? ' ' : '';
    const { row } = candidate.entry;
    const said = row ? rowInWords(row, passage.language) : candidate.evidence.text;
    const text = shownSentence(said, passage.language);
    const announced = lead && lead !== quoting ? lead : '';
    const quoted = lead ? inQuotes(text, passage.language, language) : text;
    const between = (announced ? language : passage.language) === 'en' ? ' ' : '';
    yield { type: 'token', text: `${i > 0 ? between : ''}${announced}${quoted}${spaced}[${citation.n}]` };
    quoting = lead;
  }
}

function cite({ hit, evidence }: Candidate, n: number): Citation {
  const { article, title, language } = hit.passage;
  const { start, end, text } = evidence;
  return { n, article, title, language, start, end, quote: text, score: evidence.similarity };
}
