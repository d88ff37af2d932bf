/**
 * Articles and passages as they lie in an index. What is asked of all of them is in memory as numbers; texts are read from
 * the disk when one is looked at.
 *
 *   articles.jsonl   all of an article but its text, and where that begins
 *   texts.utf16      the texts one after another, UTF-16: offsets count what the disk counts
 *   passages.bin     which article, where in it, under which headings, where its sentences are, a cut table's head, and whether
 *                    a name is explained in it
 */
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PassageList } from '../core/library.ts';
import { explainsName } from '../core/retrieval/glosses.ts';
import type { Article, Passage, Span } from '../core/types.ts';
import { type Columns, writeColumns } from './column-file.ts';
import { FILES } from './index-folder.ts';
import type { PartReader } from './read-at.ts';

type StoredArticle = Omit<Article, 'text'> & {
  /** Code units before its text, and in it. */
  readonly at: number;
  readonly length: number;
};

const UNIT = 2;

export async function writeArticles(folder: string, articles: readonly Article[]): Promise<void> {
  const lines: string[] = [];
  const texts = await open(join(folder, FILES.texts), 'w');
  try {
    let at = 0;
    for (const { text, ...article } of articles) {
      const stored: StoredArticle = { ...article, at, length: text.length };
      lines.push(`${JSON.stringify(stored)}\n`);
      await texts.appendFile(Buffer.from(text, 'utf16le'));
      at += text.length;
    }
  } finally {
    await texts.close();
  }
  await writeFile(join(folder, FILES.articles), lines.join(''));
}

interface StoredArticles {
  readonly articles: readonly Article[];
  readonly texts: PartReader;
  /** Where each begins among the texts, in code units. */
  readonly textStarts: readonly number[];
}

export function openArticles(lines: string, texts: PartReader): StoredArticles {
  const stored = lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as StoredArticle);
  // The same for all of them: with one each, an article would take half a kilobyte more.
  const text = {
    enumerable: true,
    get(this: Article): string {
      const { at, length } = places.get(this)!;
      return readText(texts, at, length);
    },
  };
  const places = new WeakMap<Article, Pick<StoredArticle, 'at' | 'length'>>();
  const articles = stored.map(({ at, length, ...facts }): Article => {
    const article = Object.defineProperty(facts, 'text', text) as Article;
    places.set(article, { at, length });
    return article;
  });
  return { articles, texts, textStarts: stored.map(({ at }) => at) };
}

function readText(texts: PartReader, at: number, length: number): string {
  const bytes = Buffer.allocUnsafe(length * UNIT);
  texts.read(bytes, at * UNIT);
  return bytes.toString('utf16le');
}

const keyOf = (article: string, language: string): string => `${article} ${language}`;

export async function writePassages(
  folder: string,
  articles: readonly Article[],
  passages: readonly Passage[],
): Promise<void> {
  const places = new Map(articles.map(({ id, language }, i) => [keyOf(id, language), i]));
  const headings = new Map<string, number>();
  const headingOf = (path: readonly string[]): number => {
    const json = JSON.stringify(path);
    const known = headings.get(json) ?? headings.size;
    headings.set(json, known);
    return known;
  };
  const sentences = passages.flatMap((passage) => passage.sentences);
  const columns = {
    articles: Uint32Array.from(passages, ({ article, language }) => places.get(keyOf(article, language))!),
    starts: Uint32Array.from(passages, ({ start }) => start),
    ends: Uint32Array.from(passages, ({ end }) => end),
    headings: Uint32Array.from(passages, (passage) => headingOf(passage.headings)),
    sentenceEnds: endsOf(passages.map((passage) => passage.sentences.length)),
    sentenceStarts: Uint32Array.from(sentences, ({ start }) => start),
    sentenceStops: Uint32Array.from(sentences, ({ end }) => end),
    // Where there is none, a head of no length.
    tableHeadStarts: Uint32Array.from(passages, ({ tableHead }) => tableHead?.start ?? 0),
    tableHeadEnds: Uint32Array.from(passages, ({ tableHead }) => tableHead?.end ?? 0),
    explaining: Uint8Array.from(passages, ({ text }) => Number(explainsName(text))),
  };
  const paths = [...headings.keys()].map((json) => Buffer.from(json));
  await writeColumns(join(folder, FILES.passages), {
    ...columns,
    headingEnds: endsOf(paths.map(({ length }) => length)),
    headingBytes: Buffer.concat(paths),
  });
}

/** Where each of some things that lie in a row ends, with the beginning of the first in front. */
function endsOf(lengths: readonly number[]): Uint32Array {
  const ends = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    ends[i + 1] = ends[i]! + length;
  });
  return ends;
}

interface StoredPassages {
  readonly passages: PassageList;
  /** The number of a passage's first sentence, and of the first after it, among all of the index. */
  sentencesOf(passage: number): Span;
}

/** @param stored without `texts` where no passage's text is asked for. */
export function openPassages(
  columns: Columns,
  stored: Partial<Omit<StoredArticles, 'articles'>> & {
    readonly articles: readonly Pick<Article, 'id' | 'language' | 'title'>[];
  },
): StoredPassages {
  const { articles, texts, textStarts } = stored;
  const [of, starts, ends] = [columns.u32('articles'), columns.u32('starts'), columns.u32('ends')];
  const [sentenceEnds, sentenceStarts] = [columns.u32('sentenceEnds'), columns.u32('sentenceStarts')];
  const sentenceStops = columns.u32('sentenceStops');
  const [headings, headingEnds] = [columns.u32('headings'), columns.u32('headingEnds')];
  const [tableHeadStarts, tableHeadEnds] = [columns.u32('tableHeadStarts'), columns.u32('tableHeadEnds')];
  const headingBytes = Buffer.from(columns.u8('headingBytes'));
  const explaining = columns.u8('explaining');

  const sentencesOf = (passage: number): Span => ({ start: sentenceEnds[passage]!, end: sentenceEnds[passage + 1]! });

  /** What is seldom asked for is made when it is. */
  function passageAt(number: number): Passage {
    const { id: article, language, title } = articles[of[number]!]!;
    const [start, end] = [starts[number]!, ends[number]!];
    const textFrom = (from: number, to: number) => readText(texts!, textStarts![of[number]!]! + from, to - from);
    let text: string | undefined;
    let head: string | undefined;
    return {
      ...{ article, language, title, start, end },
      get headings() {
        const path = headings[number]!;
        return JSON.parse(headingBytes.toString('utf8', headingEnds[path], headingEnds[path + 1])) as string[];
      },
      get text() {
        text ??= textFrom(start, end);
        return text;
      },
      get sentences() {
        const own = sentencesOf(number);
        return Array.from({ length: own.end - own.start }, (_, i): Span => {
          return { start: sentenceStarts[own.start + i]!, end: sentenceStops[own.start + i]! };
        });
      },
      get tableHead() {
        const [from, to] = [tableHeadStarts[number]!, tableHeadEnds[number]!];
        if (to === 0) return undefined;
        return {
          ...{ start: from, end: to },
          get text() {
            head ??= textFrom(from, to);
            return head;
          },
        };
      },
    };
  }

  const versions = articles.map(({ id, language }) => ({ article: id, language }));
  const passages: PassageList = {
    versions: {
      *[Symbol.iterator]() {
        for (const article of of) yield versions[article]!;
      },
    },
    length: of.length,
    at: (number) => (number < of.length ? passageAt(number) : undefined),
    explains: (number) => explaining[number] === 1,
    *[Symbol.iterator]() {
      for (let number = 0; number < of.length; number++) yield passageAt(number);
    },
  };
  return { passages, sentencesOf };
}
