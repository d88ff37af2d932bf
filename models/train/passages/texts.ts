/**
 * Everything that the embedder and the reader are trained on, each text in all its variants:
 *
 *   npx tsx models/train/passages/texts.ts WORK [../shared/data/train]
 *
 * WORK/passages.json.gz   {id, heldOut, en, hant, hans, answerable, unanswerable} each, in the order in which they were written
 * WORK/pairs.json.gz      {language, text, hant, en} each: public sentence pairs
 * WORK/single.json.gz     {language, text} each: public texts without a translation
 * WORK/weights.json.gz    how much each token says
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createTokenWeights } from '../../../adapters/token-weights.ts';
import { openTokenizer } from '../../../adapters/tokenizer.ts';
import { ROOT } from '../../../config.ts';
import { toSimplified, toTraditional } from '../../../core/language/script.ts';
import { readings } from '../../../core/retrieval/bridged-embedding.ts';
import { createRandom, pick } from '../language-id/random.ts';
import { isHeldOut, readPassages, type Written } from './passages.ts';

const MODEL = 'e5-small-yue-zh-en';

/** Sources whose licences let what is learned from them be given away, and whose lines are well paired. */
const SOURCES = new Set(['tatoeba', 'tatoeba2021', 'tico19', 'yue_gsm8k']);

/** Texts of each language, and the characters below which one says too little to be kept in its place. */
const SINGLE = { count: 6000, shortest: { yue: 10, zh: 10, en: 30 } } as const;

const [work, data = '../shared/data/train'] = process.argv.slice(2);
if (!work) throw new Error('One argument is needed: the folder to write to.');
mkdirSync(work, { recursive: true });

write('passages', passages());
write('pairs', pairs());
write('single', single());
write('weights', await weights());
process.exit(0);

function write(name: string, values: readonly unknown[]): void {
  const packed = gzipSync(JSON.stringify(values), { level: 9 });
  writeFileSync(join(work!, `${name}.json.gz`), packed);
  console.error(`${name}: ${values.length}, ${packed.length} bytes`);
}

function rows(file: string): string[][] {
  const text = gunzipSync(readFileSync(join(data, file))).toString('utf8');
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
}

function passages() {
  // a to z, then aa, ba and on: the letters before the number were given in this order.
  const written = readPassages().sort((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
  const [, bridged] = readings('query', 'yue');
  const asked = ({ s, en, zh, yue }: Written & { readonly s: number }) => ({
    ...{ s, en, hant: zh, hans: toSimplified(zh), yue },
    bridged: bridged!.words(yue),
  });
  return written.map(({ id, en, zh, answerable, unanswerable }) => ({
    ...{ id, heldOut: isHeldOut(id), en, hant: zh, hans: zh.map(toSimplified) },
    ...{ answerable: answerable.map(asked), unanswerable: unanswerable.map(asked) },
  }));
}

function pairs() {
  const seen = new Set<string>();
  return rows('pairs.tsv.gz').flatMap(([source, language, chinese = '', english = '']) => {
    const [text, en] = [chinese.trim(), english.trim()];
    if (!SOURCES.has(source!) || !text || !en || seen.has(text + en)) return [];
    seen.add(text + en);
    return [{ language, text, hant: language === 'zh' ? toTraditional(text) : text, en }];
  });
}

function single() {
  const random = createRandom(7);
  const all = rows('mono.tsv.gz');
  return Object.entries(SINGLE.shortest).flatMap(([language, shortest]) => {
    const own = all.filter(([of, , text = '']) => of === language && text.length >= shortest);
    return Array.from({ length: SINGLE.count }, () => ({ language, text: pick(random, own)[2] }));
  });
}

async function weights(): Promise<number[]> {
  const weightOf = createTokenWeights(await openTokenizer(join(ROOT, 'models', MODEL), MODEL));
  const { model } = JSON.parse(readFileSync(join(ROOT, 'models', MODEL, 'tokenizer.json'), 'utf8'));
  return model.vocab.map((_: unknown, token: number) => Number(weightOf(token).toFixed(3)));
}
