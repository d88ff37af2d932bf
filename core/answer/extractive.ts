/** Answers with the articles' own sentences: no model, nothing invented. */

import { toShownSimplified } from '../language/script.ts';
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
  const quoted = bestOf(ranked).flatMap(withAntecedent).flatMap(withReason).map(withList);
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

/** “Yes.” says little without the sentence after it, and that one often nothing without the “Yes.”. */
function withReason(candidate: Candidate): Candidate[] {
  const { hit, place, evidence } = candidate;
  const at = (other: number): Candidate[] => {
    const sentence = hit.sentences[other];
    const from = Math.min(evidence.end, sentence?.end ?? 0);
    const to = Math.max(evidence.start, sentence?.start ?? 0);
    const isNext =
      sentence && !/\n\s*\n/.test(hit.passage.text.slice(from - hit.passage.start, to - hit.passage.start));
    return isNext ? [{ ...candidate, evidence: sentence, place: other, entry: NO_ENTRY }] : [];
  };
  if (YES_OR_NO.test(evidence.text)) return [candidate, ...at(place + 1)];
  return YES_OR_NO.test(hit.sentences[place - 1]?.text ?? '') ? [...at(place - 1), candidate] : [candidate];
}

const YES_OR_NO =
  /^(?:答案?|A|Answer)?\s*[:：]?\s*(?:yes|no|有|冇|沒有|没有|可以|不可以|得|唔得|係|唔係|會|会|唔會|要|唔使|唔使㗎|是|不是|不用|不需要|需要)\s*[。.!！]?$/i;

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
    const plain = shownSentence(said, passage.language);
    // Cantonese is only there as it was written, in Traditional characters.
    const text = language === 'zh-Hans' && passage.language !== 'en' ? toShownSimplified(plain) : plain;
    const announced = lead && lead !== quoting ? lead : '';
    const quoted = lead ? inQuotes(text, passage.language, language) : text;
    const between = (announced ? language : passage.language) === 'en' ? ' ' : '';
    yield { type: 'token', text: `${i > 0 ? between : ''}${announced}${quoted}${spaced}[${citation.n}]` };
    quoting = lead;
  }
}

function cite({ hit, evidence }: Candidate, n: number): Citation {
  const { article, title, headings, language } = hit.passage;
  const { start, end, text } = evidence;
  return { n, article, title, headings, language, start, end, quote: text, score: evidence.similarity };
}
