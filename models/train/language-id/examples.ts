import type { Label } from '../../../core/language/detect.ts';
import { toSimplified, toTraditional } from '../../../core/language/script.ts';
import { mixIn, simplify, toCantonese, toTyped } from './augment.ts';
import { cleanSentence } from './clean-sentence.ts';
import { PASSAGES, readSentences, type Sentence, TRAINING_SOURCES } from './corpus.ts';
import { pick, type Random } from './random.ts';

/** A text to learn from. */
export interface TrainingText {
  readonly label: Label;
  readonly text: string;
  readonly weight: number;
  /** The source, with `+` and what was done to it: `tatoeba`, `tatoeba+cantonese`. */
  readonly origin: string;
}

/** Weights are relative to that of a sentence as it is in the corpus. */
export interface ExampleOptions {
  /** Sources to leave out. */
  readonly excluded?: readonly string[];
  /** Written Chinese rewritten as Cantonese. */
  readonly rewritten: number;
  /** Hong Kong sentences that no word shows to be Cantonese or written Chinese, taken as the latter. */
  readonly unmarked: number;
  /** Sentences and questions of our own: many, and all of a kind. */
  readonly own: number;
  /** Cantonese as typed in haste. */
  readonly typed: number;
  /** Sentences with words of another language put in. */
  readonly mixed: number;
  /** All Cantonese together, where all written Chinese and all English weigh 1 each. */
  readonly cantonese: number;
}

/** Cleaned sentences of the corpora and those made from them. */
export function trainingTexts(folder: string, options: ExampleOptions, random: Random): TrainingText[] {
  const excluded = new Set(options.excluded ?? []);
  const sentences = readSentences(
    folder,
    TRAINING_SOURCES.filter((source) => !excluded.has(source)),
  ).flatMap(cleanSentence);
  const texts: TrainingText[] = [];
  const englishWords = wordsOf(sentences);
  const names = namesOf(sentences, random);
  for (const { label, source, text } of sentences) {
    const share = source === PASSAGES ? options.own : 1;
    /** @param what was done to it. */
    const add = (label: Label, text: string, weight: number, what = '') => {
      if (weight > 0) texts.push({ label, text, weight: share * weight, origin: source + what });
    };
    add(label, text, source.endsWith('+unmarked') ? options.unmarked : 1);
    if (label === 'en') {
      if (random() < 0.1) add('en', withName(text, names, random), options.mixed, '+name');
      continue;
    }
    if (random() < 0.15) add(label, mixIn(text, englishWords, random), options.mixed, '+english');
    if (label === 'zh') {
      // 关系 is 關係 to a Traditional reader: the features of 係 have to see that.
      const traditional = text.includes('系') ? toTraditional(text) : text;
      if (traditional !== text) add('zh', traditional, 1, '+traditional');
      // Our Cantonese questions say 幾個 and 幾點; the written ones say 多少個 and 何時 nearly always, and could say either.
      const few = text.replace(MANY, '几').replace(WHEN, '几点');
      if (source === PASSAGES && few !== text) add('zh', few, 1, '+few');
      // Few rules applied: one sign in a long formal sentence has to be enough.
      const spoken = toCantonese(simplify(text), pick(random, [0.1, 0.2, 0.5, 1]), random);
      if (spoken !== undefined) {
        add('yue', random() < 0.5 ? spoken : spoken.replaceAll('係', '系'), options.rewritten, '+cantonese');
        if (random() < 0.1) add('yue', toTyped(spoken, random), options.typed, '+cantonese+typed');
      }
    } else if (random() < 0.3) {
      const simplified = random() < 0.5 ? simplify(text) : toSimplified(text);
      const typed = toTyped(simplified, random);
      if (typed !== simplified) add('yue', typed, options.typed, '+typed');
    }
  }
  return balance(texts, options.cantonese);
}

const WHEN = /何[時时]|什[麼么][時时]候/;
const MANY = /多少(?=[個个名位間间家次種种所條条隻只張张本份件台輛辆年月天點点])/;

function wordsOf(sentences: readonly Sentence[]): string[] {
  const words: string[] = [];
  for (const { label, text } of sentences) {
    if (label === 'en')
      words.push(...(text.match(/[A-Za-z][A-Za-z'-]{2,}/g) ?? []).filter((word) => !FUNCTION_WORD.test(word)));
  }
  return words;
}

/** Words that a Cantonese or Mandarin speaker does not borrow one by one. */
const FUNCTION_WORD =
  /^(the|and|was|were|are|that|this|with|for|from|have|has|had|his|her|him|you|your|they|their|she|what|which|who|when|where|why|how|does|did|not|but|would|could|should|will|been|there|then|than|into|about|it's|don't|i'm|can't|didn't)$/i;

function namesOf(sentences: readonly Sentence[], random: Random): string[] {
  const names: string[] = [];
  for (const { label, text } of sentences) {
    if (label === 'en' || random() > 0.1) continue;
    const run = /\p{Script=Han}{2,4}/u.exec(text);
    if (run) names.push(run[0]);
  }
  return names;
}

function withName(text: string, names: readonly string[], random: Random): string {
  const words = text.split(' ');
  words[Math.floor(random() * words.length)] = pick(random, names);
  return words.join(' ');
}

function balance(texts: TrainingText[], cantonese: number): TrainingText[] {
  const totals = new Map<Label, number>();
  for (const { label, weight } of texts) totals.set(label, (totals.get(label) ?? 0) + weight);
  const share = texts.length / 3;
  return texts.map((text) => {
    const factor = text.label === 'yue' ? cantonese : 1;
    return { ...text, weight: (text.weight * share * factor) / totals.get(text.label)! };
  });
}
