import { LABELS, type LanguageIdModel } from '../../../core/language/detect.ts';
import { languageFeatures } from '../../../core/language/features.ts';
import type { TrainingText } from './examples.ts';
import type { Random } from './random.ts';
import { type Example, trainSoftmaxRegression } from './softmax-regression.ts';

export interface FitOptions {
  readonly epochs: number;
  readonly alpha: number;
  readonly l1: number;
  readonly l2: number;
  /** Features in fewer texts are not looked at. */
  readonly minimumTexts: number;
  /** The largest weight kept, in logits. */
  readonly largest: number;
  /** Features none of whose weights, in logits, is as large are left out. */
  readonly smallest: number;
}

/** Trains the model; uncalibrated. */
export function fitModel(texts: readonly TrainingText[], options: FitOptions, random: Random): LanguageIdModel {
  const grams = texts.map(({ text }) => languageFeatures(text).grams);
  const counts = new Map<string, number>();
  for (const set of grams) for (const gram of set) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const vocabulary = [...counts.keys()].filter((gram) => counts.get(gram)! >= options.minimumTexts && isWhole(gram));
  const numbers = new Map(vocabulary.map((gram, at) => [gram, at]));
  const examples: Example[] = grams.map((set, at) => ({
    features: Uint32Array.from([...set].flatMap((gram) => numbers.get(gram) ?? [])),
    label: LABELS.indexOf(texts[at]!.label),
    weight: texts[at]!.weight,
  }));
  const classes = LABELS.length;
  const weights = trainSoftmaxRegression(examples, { ...options, classes, features: vocabulary.length }, random);
  return pack(vocabulary, weights, options);
}

/** Leaves out halves of surrogate pairs, which not every tool can store. */
function isWhole(gram: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(gram);
}

function pack(vocabulary: readonly string[], weights: Float64Array, options: FitOptions): LanguageIdModel {
  const { largest, smallest } = options;
  const scale = largest / 127;
  const kept: string[] = [];
  const bytes: number[] = [];
  vocabulary
    .map((gram, at) => [gram, at] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .forEach(([gram, at]) => {
      const triple = LABELS.map((_, label) => weights[at * LABELS.length + label]!);
      // A softmax does not see what all classes share, and centred weights need fewer bits.
      const mean = (Math.max(...triple) + Math.min(...triple)) / 2;
      // Words stay even where they weigh nothing: they tell English from languages that were not learnt.
      if (!gram.startsWith('=') && triple.every((weight) => Math.abs(weight - mean) < smallest)) return;
      const packed = triple.map((weight) => Math.max(-127, Math.min(127, Math.round((weight - mean) / scale))));
      kept.push(gram);
      bytes.push(...packed);
    });
  const base64 = Buffer.from(Int8Array.from(bytes).buffer).toString('base64');
  return { format: 'samman-language-id-1', scale, features: kept.join(' '), weights: base64 };
}
