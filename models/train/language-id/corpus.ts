import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Label } from '../../../core/language/detect.ts';
import { isHeldOut, readPassages } from '../passages/passages.ts';

/** A sentence, where it is from and what it is in. */
export interface Sentence {
  readonly source: string;
  readonly label: Label;
  readonly text: string;
}

/** Our own, in this repository: `models/train/passages`. */
export const PASSAGES = 'passages';

/** Sources whose licences let a model trained on them be given away. */
export const TRAINING_SOURCES: readonly string[] = [
  'tatoeba',
  'tatoeba2021',
  'tico19',
  'd2l',
  'hf_course',
  'yue_gsm8k',
  'common_voice_en',
  'common_voice_zh-CN',
  'common_voice_zh-HK',
  'common_voice_zh-TW',
  'hkcancor',
  PASSAGES,
];

/** Every sentence of the given sources; those of `pairs.tsv.gz` come with their English side. */
export function readSentences(folder: string, sources: readonly string[]): Sentence[] {
  const wanted = new Set(sources);
  const sentences: Sentence[] = wanted.has(PASSAGES)
    ? // English is known as it is, and would take Chinese names for its own words.
      passageSentences((id) => !isHeldOut(id)).filter(({ label }) => label !== 'en')
    : [];
  for (const [label, source, text] of rows(folder, 'mono.tsv.gz')) {
    if (wanted.has(source!) && isLabel(label) && text) sentences.push({ source: source!, label, text });
  }
  const english = new Set<string>();
  for (const [source, label, text, translation] of rows(folder, 'pairs.tsv.gz')) {
    if (!wanted.has(source!) || !isLabel(label) || !text) continue;
    sentences.push({ source: source!, label, text });
    if (translation) english.add(`${source}\t${translation}`);
  }
  for (const line of english) {
    const tab = line.indexOf('\t');
    sentences.push({ source: line.slice(0, tab), label: 'en', text: line.slice(tab + 1) });
  }
  return sentences;
}

/** The articles' sentences, and the questions about them as people type them. */
export function passageSentences(isWanted: (id: string) => boolean): Sentence[] {
  return readPassages()
    .filter(({ id }) => isWanted(id))
    .flatMap(({ en, zh, answerable, unanswerable }) => {
      const questions = [...answerable, ...unanswerable];
      const texts = {
        en: [...en, ...questions.map((question) => question.en)],
        zh: [...zh, ...questions.map((question) => question.zh)],
        yue: questions.map((question) => question.yue),
      };
      return (['en', 'zh', 'yue'] as const).flatMap((label) =>
        texts[label].map((text): Sentence => ({ source: PASSAGES, label, text })),
      );
    });
}

function rows(folder: string, file: string): string[][] {
  const text = gunzipSync(readFileSync(join(folder, 'train', file))).toString('utf8');
  return text.split('\n').map((line) => line.split('\t'));
}

function isLabel(text: string | undefined): text is Label {
  return text === 'yue' || text === 'zh' || text === 'en';
}
