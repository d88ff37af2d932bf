/** Articles of real sentences from `../shared/data/train`, as many as are wanted: repeated, each time told apart. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ROOT } from '../config.ts';

const PAIRS = resolve(ROOT, '../shared/data/train/pairs.tsv.gz');

export const hasTexts = (): boolean => existsSync(PAIRS);

export const NO_TEXTS = `skipped: there is no ${PAIRS}, from which the articles are made`;

export interface BenchArticle {
  readonly file: string;
  readonly text: string;
}

/** Sections of an article, and sentences of a section: two passages an article or so, as in a newsroom's short ones. */
const SECTIONS = 3;
const SENTENCES = 4;

/** Of the news, in their order. */
export async function newsSentences(chinese: boolean): Promise<string[]> {
  const rows = gunzipSync(await readFile(PAIRS))
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(1);
  const news = rows.map((row) => row.split('\t')).filter(([source]) => source!.startsWith('wmt'));
  return news.map((row) => row[chinese ? 2 : 3]!);
}

/** Every other article in Chinese, the rest in English. */
export async function benchArticles(count: number): Promise<BenchArticle[]> {
  const [english, inChinese] = [await newsSentences(false), await newsSentences(true)];
  return Array.from({ length: count }, (_, number) => {
    const chinese = number % 2 === 1;
    const sentence = (i: number) => (chinese ? inChinese : english)[i % english.length]!;
    const sections = Array.from({ length: SECTIONS }, (_, section) => {
      const from = (number * SECTIONS + section) * SENTENCES;
      const sentences = Array.from({ length: SENTENCES }, (_, i) => sentence(from + i));
      // A number that no other section has: repeated text is not the same text.
      const own = chinese ? `這是第${from}段。` : `This is section ${from}.`;
      return `## ${chinese ? '第' : 'Part '}${section + 1}\n\n${[own, ...sentences].join(chinese ? '' : ' ')}\n`;
    });
    return { file: `article-${number}.${chinese ? 'zh-Hans' : 'en'}.md`, text: sections.join('\n') };
  });
}

export async function writeArticles(folder: string, articles: readonly BenchArticle[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { file, text } of articles) await writeFile(join(folder, file), text);
}
