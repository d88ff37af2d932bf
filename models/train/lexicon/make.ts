import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gunzipSync } from 'node:zlib';
import { WEIGHT_BASE } from '../../../core/retrieval/translations.ts';
import { contentTerms } from '../../../core/text/tokens.ts';
import { makeLexicon, type TermPair } from './lexicon.ts';

/**
 * Makes `models/lexicon/lexicon.tsv.br`, from the repository's root:
 *
 *     npx tsx models/train/lexicon/make.ts [data folder, ../shared/data] [output folder, models/lexicon]
 *
 * The same data and terms (`core/text/tokens.ts`) give the same lines.
 */
const [data = '../shared/data', output = 'models/lexicon'] = process.argv.slice(2);

/** Sources whose licences let what is learned from them be given away. */
const SOURCES = new Set(['tatoeba', 'tatoeba2021', 'tico19', 'd2l', 'hf_course', 'yue_gsm8k']);

/** Terms of a WordNet entry at most: longer ones are descriptions. */
const LONGEST = { zh: 3, en: 2 };

const rows = (file: string): string[][] =>
  gunzipSync(readFileSync(join(data, file)))
    .toString('utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));

const sentencePairs = (): TermPair[] =>
  rows('train/pairs.tsv.gz').flatMap(([source, , text, english]) =>
    SOURCES.has(source!) && text && english ? [{ zh: contentTerms(text), en: contentTerms(english) }] : [],
  );

/** Each English word of a sense with each Chinese one. */
const wordNetPairs = (): TermPair[] =>
  rows('lexicon/wordnet-en-yue-cmn.tsv.gz').flatMap(([, english = '', cantonese = '', mandarin = '']) => {
    // A plus shows where a Chinese word may be parted.
    const chinese = new Set(wordsIn(`${cantonese};${mandarin}`.replaceAll('+', '')));
    const zhs = [...chinese].map(contentTerms).filter(({ length }) => length <= LONGEST.zh);
    const ens = wordsIn(english)
      .map(contentTerms)
      .filter(({ length }) => length <= LONGEST.en);
    return ens.flatMap((en) => zhs.map((zh): TermPair => ({ zh, en })));
  });

const wordsIn = (list: string): string[] =>
  list
    .split(';')
    .map((word) => word.trim())
    .filter(Boolean);

/** @param known of one language each, in the order to be written. */
function linesOf(known: readonly { term: string; translation: string; weight: number }[]): string[] {
  const lines = new Map<string, { translations: string[]; weights: string }>();
  for (const { term, translation, weight } of known) {
    const line = lines.get(term) ?? { translations: [], weights: '' };
    line.translations.push(translation);
    line.weights += Math.round(weight * (WEIGHT_BASE - 1)).toString(WEIGHT_BASE);
    lines.set(term, line);
  }
  return [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([term, { translations, weights }]) => `${term}\t${translations.join(' ')}\t${weights}\n`);
}

const lexicon = makeLexicon([...sentencePairs(), ...wordNetPairs()]);
const english = linesOf(lexicon.map(({ en, zh, weight }) => ({ term: en, translation: zh, weight })));
const chinese = linesOf(lexicon.map(({ en, zh, weight }) => ({ term: zh, translation: en, weight })));
const packed = brotliCompressSync([...english, '\n', ...chinese].join(''));
mkdirSync(output, { recursive: true });
writeFileSync(join(output, 'lexicon.tsv.br'), packed);
const counts = `${lexicon.length} translations, ${english.length} English and ${chinese.length} Chinese terms`;
console.log(`${counts}, ${packed.length} bytes`);
