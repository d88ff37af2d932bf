/**
 * Indexes of 1,000 to 100,000 passages, made once and kept outside the repository: real sentences of `../shared/data/train`,
 * each with its real vector. A passage is a run of them as they follow each other, one of them exchanged for another text's,
 * and its vector the direction of their vectors' sum with weights drawn anew. So passages have near ones and far ones as those
 * of a library do, at a minute's embedding.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { GRAPH_WORKER, ROOT } from '../config.ts';
import type { Article, EmbeddedText, EmbeddingModel, Language, Passage } from '../core/types.ts';
import { normalize } from '../core/vector.ts';
import { efConstruction, LINKS } from '../store/hnsw-vectors.ts';
import { currentVersion, INDEX_FORMAT, versionFolder } from '../store/index-folder.ts';
import { toInt8 } from '../store/vector-cache.ts';
import { writeIndex } from '../store/write-index.ts';
import { benchEmbedder } from './embedder.ts';
import { hasTexts, newsSentences } from './texts.ts';

export const SIZES = [1_000, 10_000, 100_000] as const;

/** Raise it when passages are made otherwise. */
const MADE = 2;

/** Sentences with a vector of their own, of each language. */
const SENTENCES = 4_000;
const IN_A_PASSAGE = 5;
const PASSAGES_IN_AN_ARTICLE = 3;
const QUESTIONS = 300;

const CACHE = join(homedir(), '.cache', 'samman', 'bench');
const XQUAD = resolve(ROOT, '../shared/data/eval/xquad-dev-questions.tsv');

export interface Asked extends EmbeddedText {
  readonly text: string;
  readonly language: Language;
}

export interface Scale {
  /** As `openIndex` takes it. */
  readonly indexDir: string;
  readonly folder: string;
  readonly embeddingModel: string;
  readonly questions: string;
}

/** @param say told what takes long, the first time. */
export async function scaleOf(size: number, say: (line: string) => void): Promise<Scale> {
  const embedder = await benchEmbedder();
  const { id } = embedder;
  const base = join(CACHE, id.replaceAll(/[^\w.-]/g, '-'));
  const indexDir = join(base, `${MADE}-${INDEX_FORMAT}-${LINKS}-${efConstruction(size)}-${size}`);
  const questions = join(base, 'questions.v8');
  if (!existsSync(questions)) await writeWhole(questions, serialize(await askedQuestions(embedder)));
  if (!(await currentVersion(indexDir))) {
    say(`  making an index of ${size} passages in ${CACHE}, once`);
    await rm(indexDir, { recursive: true, force: true });
    await makeIndex(indexDir, size, id, await embeddedSentences(base, embedder, say));
  }
  return {
    indexDir,
    folder: versionFolder(indexDir, (await currentVersion(indexDir))!),
    embeddingModel: id,
    questions,
  };
}

export const readQuestions = async (path: string): Promise<Asked[]> => deserialize(await readFile(path));

/** Every third in Cantonese' place, Traditional: XQuAD has no Cantonese. */
async function askedQuestions(embedder: EmbeddingModel): Promise<Asked[]> {
  const rows = (await readFile(XQUAD, 'utf8'))
    .trim()
    .split('\n')
    .slice(1, 1 + QUESTIONS);
  const asked = rows.map((row, i): [string, Language] => {
    const [, , en, hans, hant] = row.split('\t') as [string, string, string, string, string];
    return i % 3 === 0 ? [en, 'en'] : i % 3 === 1 ? [hans, 'zh-Hans'] : [hant, 'zh-Hant'];
  });
  return Promise.all(
    asked.map(async ([text, language]) => {
      const [embedded] = await embedder.embedTokens!([text], 'query', language);
      return { text, language, ...embedded! };
    }),
  );
}

interface Embedded {
  readonly texts: readonly string[];
  readonly embedded: readonly EmbeddedText[];
}

type Sentences = Record<'en' | 'zh-Hans', Embedded>;

async function embeddedSentences(
  base: string,
  embedder: EmbeddingModel,
  say: (line: string) => void,
): Promise<Sentences> {
  const of = async (language: 'en' | 'zh-Hans'): Promise<Embedded> => {
    const texts = (await newsSentences(language === 'zh-Hans')).slice(0, SENTENCES);
    const path = join(base, `sentences-${SENTENCES}.${language}.v8`);
    if (!existsSync(path)) {
      say(`  embedding ${texts.length} sentences (${language}), once`);
      await writeWhole(path, serialize(await embedder.embedTokens!(texts, 'passage', language)));
    }
    return { texts, embedded: deserialize(await readFile(path)) };
  };
  return { en: await of('en'), 'zh-Hans': await of('zh-Hans') };
}

async function makeIndex(indexDir: string, size: number, model: string, sentences: Sentences): Promise<void> {
  const random = randomizer(size);
  const articles: (Article & { file: string; hash: string })[] = [];
  const passages: Passage[] = [];
  const drawn: number[][] = [];
  const weights: number[][] = [];
  for (let number = 0; passages.length < size; number++) {
    const language = number % 2 === 0 ? 'en' : 'zh-Hans';
    const { texts } = sentences[language];
    const own: Passage[] = [];
    let text = '';
    for (let p = 0; p < PASSAGES_IN_AN_ARTICLE && passages.length + own.length < size; p++) {
      const start = text.length;
      const first = Math.floor(random() * (texts.length - IN_A_PASSAGE));
      const stranger = Math.floor(random() * texts.length);
      // One of the sentences is another text's: repeated text is not the same text.
      const other = Math.floor(random() * IN_A_PASSAGE);
      const chosen = Array.from({ length: IN_A_PASSAGE }, (_, i) => (i === other ? stranger : first + i));
      const spans = chosen.map((sentence) => {
        const from = text.length;
        text += `${texts[sentence]!}${language === 'en' ? ' ' : ''}`;
        return { start: from, end: from + texts[sentence]!.length };
      });
      const end = spans.at(-1)!.end;
      own.push({
        ...{ article: `a${number}`, language, title: texts[chosen[0]!]!.slice(0, 40), headings: [] },
        ...{ start, end, text: text.slice(start, end), sentences: spans },
      });
      drawn.push(chosen);
      weights.push(chosen.map(() => 0.2 + random()));
    }
    const title = own[0]!.title;
    articles.push({
      id: `a${number}`,
      language,
      title,
      text,
      format: 'text',
      file: `a${number}.md`,
      hash: `${number}`,
    });
    passages.push(...own.map((passage) => ({ ...passage, title })));
  }
  const dimensions = sentences.en.embedded[0]!.vector.length;
  const drawnFor = (passage: number): EmbeddedText[] => {
    const { embedded } = sentences[passages[passage]!.language as 'en' | 'zh-Hans'];
    return drawn[passage]!.map((i) => embedded[i]!);
  };
  await mkdir(indexDir, { recursive: true });
  await writeIndex(
    indexDir,
    {
      ...{ articles, passages, embeddingModel: model, dimensions, chunking: 'bench' },
      vectorOf(passage) {
        const own = drawnFor(passage);
        const sum = new Float32Array(dimensions);
        own.forEach(({ vector }, i) => {
          for (let d = 0; d < dimensions; d++) sum[d]! += weights[passage]![i]! * vector[d]!;
        });
        return normalize(sum);
      },
      sentencesOf(passage) {
        const own = drawnFor(passage);
        return {
          sentences: own.map(({ vector }) => toInt8(vector)),
          tokens: Int32Array.from(own.flatMap(({ tokens }) => [...tokens.bits])),
        };
      },
    },
    'hnsw',
    GRAPH_WORKER,
  );
}

/** Reproducible, 0 to 1: mulberry32, whose numbers do not come round again before all passages are made. */
function randomizer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function writeWhole(path: string, data: string | Uint8Array): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(`${path}.tmp`, data);
  await rename(`${path}.tmp`, path);
}

export const hasScaleTexts = (): boolean => hasTexts() && existsSync(XQUAD);
