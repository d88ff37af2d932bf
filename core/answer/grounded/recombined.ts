/** The words of one sentence, put together otherwise: all of them are there, and yet it does not say so. */
import { stemmer } from 'stemmer';
import { segmentChinese } from '../../text/segment-chinese.ts';
import { isFunctionCharacter, isStopWord } from '../../text/stop-terms.ts';
import { foldChinese } from './names.ts';
import { isPlainCharacter } from './plain-words.ts';

/**
 * Whether a claim turns its source round (“the market moved a car park”), or gives what one clause says to the subject of
 * another (“hawkers pay for lighting” where they pay rent and somebody else pays for lighting).
 * @param sources the sentences it retells; each of its clauses is held against the one that has most of its words.
 */
export function isRecombined(claim: string, sources: readonly string[]): boolean {
  const sentences = sources.map(readSentence);
  const isChinese = sentences.some((sentence) => sentence.isChinese);
  const text = isChinese ? foldChinese(claim) : claim;
  return text.split(CLAUSE_END).some((clause) => {
    const read = readWords(clause);
    const [best] = sentences
      .map((told) => ({ told, said: place(read, told) }))
      .sort((a, b) => held(b.said) - held(a.said));
    if (!best) return false;
    const { told, said } = best;
    return turnsRound(said, told) || changesSubject(said, told) || mixesClauses(said, told);
  });
}

const held = ({ words }: Claim): number => words.filter(({ places }) => places.length > 0).length;

interface Word {
  /** A stem, or a Chinese word. */
  readonly key: string;
  readonly at: number;
  readonly isName: boolean;
}

interface SourceClause {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly words: readonly Word[];
  /** What it is about, where it says so itself. */
  readonly subject: Word | undefined;
  /** “In 2025,”: stands anywhere. */
  readonly isOpener: boolean;
}

interface Sentence {
  readonly text: string;
  readonly isChinese: boolean;
  readonly clauses: readonly SourceClause[];
}

/** A word of the claim, and where the source has it. */
interface Placed extends Word {
  readonly places: readonly number[];
  /** The clauses that have it. */
  readonly clauses: readonly number[];
}

interface Claim {
  readonly text: string;
  readonly words: readonly Placed[];
}

const WORD = /\p{L}[\p{L}\p{M}\d]*(?:['’-][\p{L}\d]+)*|\d[\d.,]*/gu;
const EMPTY = new Set(
  '其中 当中 以及 并且 而且 同时 因此 所以 现在 已经 正在 可以 大约 超过 这个 这些 同 跟 等 都 呢'.split(' '),
);

function readWords(text: string): { text: string; words: Word[] } {
  return { text, words: /\p{Script=Han}/u.test(text) ? chineseWords(text) : englishWords(text) };
}

function englishWords(text: string): Word[] {
  return [...text.matchAll(WORD)].flatMap(({ 0: word, index: at }) => {
    const plain = word.toLowerCase().replace(/['’]s?$/, '');
    return isStopWord(plain) ? [] : [{ key: stemmer(plain), at, isName: /^\p{Lu}/u.test(word) && at > 0 }];
  });
}

/** @param text folded. */
function chineseWords(text: string): Word[] {
  return [...segmentChinese(text)].flatMap(({ segment: key, index: at, isWordLike }) => {
    if (!isWordLike || EMPTY.has(key)) return [];
    if (key.length === 1 && (isFunctionCharacter(key) || isPlainCharacter(key))) return [];
    return [{ key, at, isName: false }];
  });
}

const CLAUSE_END =
  /[，；;：]|,(?=[\s\p{Script=Han}])|:(?=[\s\p{Script=Han}])|\s[–—]\s|——|\s(?=(?:while|whereas|because|although|though|but|and(?=\s\P{Lu})|which|who|whose|that)\s)|\s(?=and\s)(?<!\p{Lu}\S*\s)/gu;
/** Words below which “and …” only goes on with a list. */
const OWN_WORDS = 3;

function readSentence(source: string): Sentence {
  const isChinese = /\p{Script=Han}/u.test(source);
  const text = isChinese ? foldChinese(source) : source;
  const clauses: SourceClause[] = [];
  let start = 0;
  for (const end of [...[...text.matchAll(CLAUSE_END)].map(({ index }) => index), text.length]) {
    const { words } = readWords(text.slice(start, end));
    const isPiece = words.length < OWN_WORDS && !(isChinese && words.length > 1);
    if (isPiece && end < text.length && !OPENS_ADVERB.test(text.slice(start, end))) continue;
    if (isPiece && clauses.length > 0) start = clauses.pop()!.start;
    clauses.push(readClause(text, start, end, clauses.length === 0));
    start = end;
  }
  return { text, isChinese, clauses };
}

function readClause(whole: string, start: number, end: number, isFirst: boolean): SourceClause {
  const text = whole.slice(start, end);
  const words = readWords(text).words.map((word) => ({ ...word, at: word.at + start }));
  const isOpener = isFirst && end < whole.length && OPENS_ADVERB.test(text);
  const hasSubject = isOpener
    ? false
    : isFirst
      ? !OPENS_BACK.test(text) && !OPENS_ADVERB.test(text)
      : BRINGS_SUBJECT.test(text);
  return {
    start,
    end,
    text,
    words,
    isOpener,
    subject: hasSubject ? words.find(({ key }) => !/^\d/.test(key)) : undefined,
  };
}

const OPENS_ADVERB =
  /^\W*(?:In|On|At|By|As|According|During|After|Before|For|With|Since|Because|If|When|Under|From|Looking|To)\b|^[^\p{L}\d]*(?:[在于据按为对由当随自从经以除]|根据|因为|由于|如果|虽然|\d)/u;
const OPENS_BACK = /^\W*(?:it|they|he|she|this|these|those|its|their|his|her)\b|^[^\p{L}]*(?:它|他|她|这|该|此|其)/iu;
/** A later clause that has one of its own. English ones that go on with a verb do not. */
const BRINGS_SUBJECT =
  /^\W*(?:(?:while|whereas|because|although|though)\s+(?!\w+ing\b)|(?:and|but)?\s*(?:the|a|an|some|many|most|other|another|\d[\d,.]*|\p{Lu}[\p{L}\d]+)\s)(?!(?:it|they|he|she|this|these|those|its|their)\b)|^[,;:，；：](?:[^就则]{2,8}[就则]|其余|其他|而(?!且|现在|今)|[\p{Script=Han}]{2,4}(?:认为|表示|指出|要求|建议|担心))/u;

function place(
  { text, words }: { text: string; words: readonly Word[] },
  { text: source, isChinese, clauses }: Sentence,
): Claim {
  return {
    text,
    words: words.map((word) => {
      const places = isChinese
        ? allIndices(source, word.key)
        : clauses.flatMap((clause) => clause.words.filter(({ key }) => key === word.key).map(({ at }) => at));
      const holders = clauses.flatMap(({ start, end }, i) => (places.some((at) => at >= start && at < end) ? i : []));
      return { ...word, places, clauses: holders };
    }),
  };
}

function allIndices(text: string, part: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found.push(at);
  return found;
}

/** By, 由: what comes second is what acts. */
const TURNED = /\bby\b|被|由/;
/** What two things may stand on either side of, beside the words of both texts. */
const BETWEEN = /\b(?:to|into|from|for|by|than)\b|[由被将把向给对比教]/g;

/** Two things that change places around the same word. */
function turnsRound({ text, words }: Claim, { text: source, clauses }: Sentence): boolean {
  const once = words.filter(({ places, key }) => places.length === 1 && !/^\d/.test(key));
  return once.some((first, i) =>
    once.slice(i + 1).some((second) => {
      const [to, from] = [first.places[0]!, second.places[0]!];
      if (from >= to || isLoose(from) || opensClaim(text, first.at)) return false;
      const said = text.slice(first.at + first.key.length, second.at);
      const told = source.slice(from + second.key.length, to);
      if (TURNED.test(said) !== TURNED.test(told)) return false;
      const shared = once.some(
        ({ at, places, isName }) => !isName && at > first.at && at < second.at && places[0]! > from && places[0]! < to,
      );
      const joints = new Set(told.match(BETWEEN));
      return shared || [...(said.match(BETWEEN) ?? [])].some((joint) => joints.has(joint));
    }),
  );

  function isLoose(at: number): boolean {
    return clauses.some(({ isOpener, start, end }) => isOpener && at >= start && at < end);
  }
}

/** Within “In Hong Kong, …” of the claim. */
const opensClaim = (text: string, at: number): boolean => OPENS_ADVERB.test(text) && at < text.search(/[,，]/);

/** Share of a clause's words from which a claim says what it says. */
const RETOLD = 0.5;

/** What a clause says, without its subject, beside words of another clause. */
function changesSubject({ text, words }: Claim, { clauses }: Sentence): boolean {
  if (OPENS_BACK.test(text)) return false;
  const opening = words.find(({ places }) => places.length > 0)?.clauses;
  return clauses.some(({ subject, words: own }, i) => {
    if (!subject || opening?.includes(i) || words.some(({ places }) => places.includes(subject.at))) return false;
    const isOf = (clause: number) =>
      words.some(({ clauses: holders }) => holders.length === 1 && holders[0] === clause);
    if (!isOf(i) || !clauses.some((_, other) => other !== i && isOf(other))) return false;
    const rest = own.filter(({ at }) => at > subject.at);
    const held = rest.filter(({ at, key }) =>
      words.some(({ places }) => places.some((place) => place >= at && place < at + key.length)),
    );
    return rest.length > 0 && held.length >= RETOLD * rest.length;
  });
}

/** Words of two clauses in the other order: “use chatbots to detect fraud” where they have chatbots, and use AI for that. */
function mixesClauses({ text, words }: Claim, { clauses }: Sentence): boolean {
  if (TURNABLE.test(text)) return false;
  const own = words.filter(({ clauses: holders, key }) => holders.length === 1 && !/^\d/.test(key));
  return own.some((first, i) =>
    own.slice(i + 1).some((second) => {
      const [later, earlier] = [clauses[first.clauses[0]!]!, clauses[second.clauses[0]!]!];
      if (earlier.start >= later.start || earlier.isOpener || PARTITIVE.test(earlier.text + later.text)) return false;
      return !opensClaim(text, first.at);
    }),
  );
}

/** What is said of a thing may come before it, and what acts, or the reason, after. */
const TURNABLE = /\b(?:is|are|was|were|by|because)\b|[是即为由被因]/;
const PARTITIVE = /\bof (?:which|whom|them|those|these)\b|其中|当中|里面|之中|这些|其余/;
