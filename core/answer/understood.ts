/** What a sentence needs beside it to be understood: whom “She” means, who speaks, what a list is of. */
import { expectedAnswer } from '../text/answer-type.ts';
import { asks } from '../text/answered-question.ts';
import { BEGINS_WITH_MARKER, ENDS_WITH_MARKER, markerLeftOut } from '../text/list-marker.ts';
import { NO_ENTRY } from './entries.ts';
import type { Candidate } from './ranked-sentences.ts';

/** @returns the candidate, after or before what it needs. */
export function understood(candidate: Candidate, question: string): Candidate[] {
  return withSpeech(candidate)
    .flatMap(withAntecedent)
    .flatMap((one) => withReason(one, question))
    .flatMap(withLead);
}

/** Part of the passage as one sentence. @param start in the article, as `end`. */
export function spanning(candidate: Candidate, start: number, end: number): Candidate {
  const { passage } = candidate.hit;
  const text = passage.text.slice(start - passage.start, end - passage.start);
  return { ...candidate, evidence: { ...candidate.evidence, start, end, text } };
}

const at = (candidate: Candidate, place: number): Candidate => ({
  ...candidate,
  evidence: candidate.hit.sentences[place]!,
  place,
  entry: NO_ENTRY,
});

/** What stands between a sentence and the one before it; undefined at the passage's beginning. */
function gapBefore({ passage, sentences }: Candidate['hit'], place: number): string | undefined {
  const [before, own] = [sentences[place - 1], sentences[place]];
  return before && own && passage.text.slice(before.end - passage.start, own.start - passage.start);
}

const isNewParagraph = (gap: string | undefined): boolean => gap === undefined || /\n\s*\n/.test(gap);

/** Of a list, with its marker or without. */
function isItem({ hit: { passage }, evidence: { start, text } }: Candidate): boolean {
  const at = start - passage.start;
  const begins = at === 0 && markerLeftOut(passage.text) !== undefined;
  return begins || BEGINS_WITH_MARKER.test(text) || ENDS_WITH_MARKER.test(passage.text.slice(0, at));
}

/** “They did not,” she said: the speech began sentences ago, and is quoted from there. */
function withSpeech(candidate: Candidate): Candidate[] {
  const { hit, place, evidence } = candidate;
  if (!ENDS_A_SPEECH.test(evidence.text)) return [candidate];
  for (let first = place - 1; first >= Math.max(0, place - SPEECH); first--) {
    if (isNewParagraph(gapBefore(hit, first + 1))) break;
    const { start, text } = hit.sentences[first]!;
    if (BEGINS_A_SPEECH.test(text)) return [spanning(candidate, start, evidence.end)];
  }
  return [candidate];
}

/** Sentences of it that are shown at most, before the last. */
const SPEECH = 3;
const BEGINS_A_SPEECH = /^[^"]*"[^"]*$|^[^”]*“[^”]*$/;
/** With a closing mark that nothing opens, and words after it. */
const ENDS_A_SPEECH = /^[^"]*\S"\s+[^"\s][^"]*$|^[^“]*\S”\s*[^“\s][^“]*$/;

/** A sentence that begins with “It” or 「佢」 says nothing without the one before it. */
function withAntecedent(candidate: Candidate): Candidate[] {
  const { hit, evidence } = candidate;
  if (!LEANS_BACK.test(evidence.text)) return [candidate];
  // Of a table between the two nobody is spoken of, and “They did not.” does not say of whom.
  const before = hit.sentences.slice(0, candidate.place).map(({ text }) => text);
  const told = before.findLastIndex((text) => !ROW.test(text) && !LEANS_BACK.test(text));
  const place = told >= candidate.place - FAR_BACK ? told : before.findLastIndex((text) => !ROW.test(text));
  return place < 0 ? [candidate] : [at(candidate, place), candidate];
}

/** Sentences back, at most, where whoever is meant may still be named. */
const FAR_BACK = 3;

const ROW = /^\s*\|/;
const LEANS_BACK =
  /^["“]?(?:it|its|they|their|he|she|his|her|this|these|those|that|such|both|neither|but|however|also|so|then|otherwise|later|afterwards?|thereafter|instead|after (?:that|which)|before that|if (?:not|so)|in that case|by contrast|in contrast|on the other hand|of (?:these|those|them)|the (?:former|latter|others?|rest|remainder)|(?:some|most|none|all|each|one|many|half) of (?:them|these|those))\b|^(?:佢|佢哋|呢|嗰|咁|它|他|她|這|这|那|此|其|該|该|但|不過|不过|同時|同时|亦|而(?!家)|否則|否则|之[後后]|然[後后]|隨[後后]|随后|屆時|届时|到時|到时|後者|后者|前者|兩者|两者|二者|因此|所以|反之|相反|如(?:否|是|此)|若(?:否|然)|第[二三四]次[^，。]{0,8}[則则])/i;

/** “Yes.” says little without the sentence after it, and that one, where yes or no was asked, often nothing without the “Yes.”. */
function withReason(candidate: Candidate, question: string): Candidate[] {
  const { hit, place, evidence } = candidate;
  const { sentences } = hit;
  if (YES_OR_NO.test(evidence.text)) {
    const next = place + 1 < sentences.length && !isNewParagraph(gapBefore(hit, place + 1));
    return next ? [candidate, at(candidate, place + 1)] : [candidate];
  }
  const isReason =
    YES_OR_NO.test(sentences[place - 1]?.text ?? '') &&
    !isNewParagraph(gapBefore(hit, place)) &&
    expectedAnswer(question) === 'yes-no';
  return isReason ? [at(candidate, place - 1), candidate] : [candidate];
}

const YES_OR_NO =
  /^(?:答案?|A|Answer)?\s*[:：]?\s*(?:yes|no|有|冇|沒有|没有|可以|不可以|得|唔得|係|唔係|會|会|唔會|要|唔使|唔使㗎|是|不是|不用|不需要|需要)\s*[。.!！]?$/i;

/** A bold name or word that opens the paragraph, or what a list is of: “We give back:”. */
function withLead(candidate: Candidate): Candidate[] {
  const { hit, place } = candidate;
  const { sentences } = hit;
  const isItemAt = (own: number): boolean => isItem(at(candidate, own));
  let first = place;
  if (isItemAt(place)) {
    while (first > 0 && isItemAt(first)) first--;
    return ANNOUNCES.test(sentences[first]!.text) ? [at(candidate, first), candidate] : [candidate];
  }
  while (first > 0 && !isNewParagraph(gapBefore(hit, first)) && !isItemAt(first)) first--;
  const lead = sentences[first]!.text;
  // A question is answered by what follows it; further on other things are told.
  const opens = first < place && BOLD.test(lead) && (!asks(lead) || first === place - 1);
  return opens ? [at(candidate, first), candidate] : [candidate];
}

const ANNOUNCES = /[:：]\s*$/;

/**
 * An item's text after the heading that says what the list is of, where no sentence does: “Not allowed: pets” for “pets”.
 * @param before what is shown before it.
 */
export function underHeading(candidate: Candidate, before: Candidate | undefined): string {
  const { hit, evidence } = candidate;
  const { headings, language } = hit.passage;
  const heading = headings.at(-1);
  const isTold = before?.hit === hit && (isItem(before) || ANNOUNCES.test(before.evidence.text));
  const said = (markerLeftOut(evidence.text) ?? '') + evidence.text;
  if (!heading || !isItem(candidate) || isTold || SENTENCE.test(said)) return said;
  const colon = /[?？:：]$/.test(heading) ? '' : language === 'en' ? ':' : '：';
  const between = BEGINS_WITH_MARKER.test(said) ? '\n\n' : language === 'en' ? ' ' : '';
  return heading + colon + between + said;
}

/** One line that is a sentence, and says what it says by itself. */
const SENTENCE = /^[^\n]*[.。!！?？][”"」』）)]*$/;

const BOLD = /^(\*\*|__)[^*_]+\1$/;
