import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLanguageDetector, type LanguageIdModel } from '../../../core/language/detect.ts';
import { isHeldOut } from '../passages/passages.ts';
import { calibrate, type Judged } from './calibrate.ts';
import { cleanSentence } from './clean-sentence.ts';
import { passageSentences, readSentences, type Sentence } from './corpus.ts';
import { trainingTexts } from './examples.ts';
import { fitModel } from './fit-model.ts';
import { createRandom } from './random.ts';

/**
 * Trains `models/language-id/model.json`, from the repository's root:
 *
 *     npx tsx models/train/language-id/train.ts [data folder, ../shared/data] [output folder, models/language-id]
 *
 * Three models, each trained without a third of the sources and tried on it, show how it does on texts of a kind it has
 * not seen, and calibrate the confidence; the fourth, trained on all, is kept. The same data give the same file.
 */
const [data = '../shared/data', output = 'models/language-id'] = process.argv.slice(2);

const FOLDS = [
  ['tatoeba', 'tatoeba2021', 'tico19'],
  ['common_voice_zh-HK', 'common_voice_zh-TW'],
  ['hkcancor', 'yue_gsm8k', 'd2l'],
];

function trainWithout(excluded: readonly string[]): LanguageIdModel {
  const texts = trainingTexts(
    data,
    { excluded, rewritten: 2, unmarked: 0.3, own: 0.15, cantonese: 1.5, typed: 1, mixed: 0.5 },
    createRandom(1),
  );
  const options = { epochs: 4, alpha: 0.2, l1: 0.3, l2: 0, minimumTexts: 5, largest: 6, smallest: 0.1 };
  return fitModel(texts, options, createRandom(2));
}

function report({ model, texts }: Judged): void {
  const detector = createLanguageDetector(model);
  const counts = new Map<string, { right: number; all: number }>();
  for (const { source, label, text } of texts as readonly Sentence[]) {
    const key = `${label} ${source}`;
    const count = counts.get(key) ?? { right: 0, all: 0 };
    count.all++;
    if (detector.detect(text).language.startsWith(label)) count.right++;
    counts.set(key, count);
  }
  for (const [key, { right, all }] of [...counts].sort()) {
    console.log(`  ${key.padEnd(24)} ${((100 * right) / all).toFixed(2)} % of ${all}`);
  }
}

const judged = FOLDS.map((sources): Judged => {
  console.log(`Trained without ${sources.join(', ')}, right on:`);
  const fold = { model: trainWithout(sources), texts: readSentences(data, sources).flatMap(cleanSentence) };
  report(fold);
  return fold;
});
const factor = calibrate(judged);
const trained = trainWithout([]);
const model = { ...trained, scale: Number((trained.scale * factor).toPrecision(4)) };
console.log('Kept, right on articles not trained with:');
report({ model, texts: passageSentences(isHeldOut) });
mkdirSync(output, { recursive: true });
const json = `${JSON.stringify(model)}\n`;
writeFileSync(join(output, 'model.json'), json);
console.log(
  `Kept ${model.features.split(' ').length} features, ${Math.ceil(Buffer.byteLength(json) / 1000)} kB; ` +
    `calibration multiplied the logits by ${factor.toFixed(2)}.`,
);
