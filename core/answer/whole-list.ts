/** Lists, of which a part says nothing, or not enough. */
import { foldScript } from '../language/script.ts';
import { expectedAnswer } from '../text/answer-type.ts';
import { bridgeCantonese } from '../text/cantonese.ts';
import { BEGINS_WITH_MARKER, ENDS_WITH_MARKER, markerLeftOut } from '../text/list-marker.ts';
import { sentenceOdds } from './odds.ts';
import type { Candidate } from './ranked-sentences.ts';
import { spanning } from './understood.ts';

/** “There are three ways to ask:” says nothing without the list below it; they are quoted as one. */
export function withList(candidate: Candidate): Candidate {
  const { hit, place, evidence } = candidate;
  if (!/[:：]\s*$/.test(evidence.text)) return candidate;
  const { text, start } = hit.passage;
  let end = evidence.end;
  for (const { start: from, end: to } of hit.sentences.slice(place + 1)) {
    const between = text.slice(end - start, from - start);
    // Another item, or another sentence of the same.
    if (!ENDS_WITH_MARKER.test(between) && between.includes('\n')) break;
    end = to;
  }
  return spanning(candidate, evidence.start, end);
}

const SEVERAL =
  /\bwho (?:can|may|is eligible)\b|\b(?:eligib|requirement|qualification|condition)|\bwhat (?:do|should|must) (?:i|we|they|applicants) (?:need|bring)\b|资格|条件|谁可以|谁能|(?:带|需要|准备|交|收)(?:些|点)?什么|哪些|哪几|什么(?:文件|证明|资料|东西)|\b(?:what|which) (?:\w+ ){0,2}?\w{3,}(?<!s)s (?:are|do|does|did|can|could|should|must|will|need)\b/;

/** Whether a question is answered by all the items of a list: its steps, its conditions. */
export function asksForAll(question: string): boolean {
  const type = expectedAnswer(question);
  return type === 'manner' || type === 'list' || SEVERAL.test(bridgeCantonese(foldScript(question)));
}

/** More would be half an article. */
const MOST = { items: 8, length: 700 };

/** The list of which it is an item, markers and all; as it is where it is none, or of a long one. */
export function withWholeList(candidate: Candidate): Candidate {
  const { hit, evidence } = candidate;
  const { text, start } = hit.passage;
  const at = evidence.start - start;
  const lines = text.split('\n');
  const isBegun = markerLeftOut(text) !== undefined;
  if (!ENDS_WITH_MARKER.test(text.slice(0, at)) && !(isBegun && at === 0)) return candidate;
  const starts = [0];
  for (const { length } of lines) starts.push(starts.at(-1)! + length + 1);
  const own = starts.findLastIndex((from) => from <= at);
  const belongs = (line: string | undefined) =>
    line !== undefined && (BEGINS_WITH_MARKER.test(line) || /^[ \t]+\S/.test(line));
  let [first, last] = [own, own];
  while (belongs(lines[first - 1]) || (first === 1 && isBegun)) first--;
  while (belongs(lines[last + 1])) last++;
  const all = lines.slice(first, last + 1);
  const [from, to] = [starts[first]!, starts[last]! + lines[last]!.trimEnd().length];
  if (all.filter((line) => BEGINS_WITH_MARKER.test(line)).length > MOST.items || to - from > MOST.length)
    return candidate;
  return spanning(candidate, start + from + all[0]!.search(/\S/), start + to);
}

/** The paragraph that a bold name opens, as what to do is told of each fault; as it is where it is none, or a long one. */
export function withWholeParagraph(candidate: Candidate): Candidate {
  const { hit, evidence } = candidate;
  const { text, start } = hit.passage;
  const at = evidence.start - start;
  const from = text.lastIndexOf('\n\n', at) + 1;
  const end = text.indexOf('\n\n', at);
  const paragraph = text.slice(from, end < 0 ? undefined : end).trimEnd();
  const begins = paragraph.search(BOLD_NAME);
  if (begins < 0 || paragraph.length > MOST.length) return candidate;
  return spanning(candidate, start + from + begins, start + from + paragraph.length);
}

const BOLD_NAME = /(?<=^\s*)(?:\*\*|__)(?=[^\s*_])/;

/** Whether the two best are items of the same, and both likely answers: then so may the others be. */
export function areOfOneList([first, second]: readonly Candidate[]): boolean {
  if (!first || !second || first.hit !== second.hit) return false;
  if ([first, second].some(({ evidence }) => (sentenceOdds(evidence) ?? 0) < 0)) return false;
  const whole = withWholeList(first).evidence;
  return whole !== first.evidence && whole.start <= second.evidence.start && second.evidence.end <= whole.end;
}

/** Without those that stand in another of them. */
export const withoutContained = (chosen: readonly Candidate[]): Candidate[] =>
  chosen.filter(
    ({ hit, evidence: { start, end } }) =>
      !chosen.some(
        ({ hit: other, evidence }) =>
          other.passage.article === hit.passage.article &&
          other.passage.language === hit.passage.language &&
          evidence.start <= start &&
          end <= evidence.end &&
          end - start < evidence.end - evidence.start,
      ),
  );
