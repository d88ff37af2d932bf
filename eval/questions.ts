/** Questions over a corpus of articles: the right passage, the right answer, and the right refusals. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AskParts, ask } from '../core/ask.ts';
import { foldScript } from '../core/language/script.ts';
import type { Library } from '../core/library.ts';
import { createRetriever, type RetrievalAids } from '../core/retrieval/retriever.ts';
import type { Article, ChatModel, EmbeddingModel, Hit, Language, Passage, Retriever } from '../core/types.ts';
import { readCorpus } from '../ingest/articles.ts';
import { buildIndex } from '../ingest/build.ts';
import { chunkArticle } from '../ingest/chunk.ts';
import { openIndex } from '../store/open-index.ts';
import { percent } from './metrics.ts';
import { factsIn, type Placed, rightPassages } from './right-passage.ts';

/** The languages questions are written in; `zh` is Simplified. */
export const ASKED = { en: 'en', yue: 'yue', zh: 'zh-Hans' } as const satisfies Record<string, Language>;
export type Asked = keyof typeof ASKED;

export type Unanswerable = Record<Asked, string> & { readonly id: string };

export type Answerable = Unanswerable & Placed;

export interface CorpusIndex extends Pick<AskParts, 'retriever'> {
  /** Every version as it was read, indexed or not. */
  readonly articles: readonly Article[];
  /** The passages indexed, and the sections of the versions that are not. */
  readonly passages: readonly Passage[];
  readonly library: Library;
  close(): Promise<void>;
}

/** Through the real ingest. @param only keeps the versions in one language. */
export async function indexCorpus(
  corpusDir: string,
  embedder: EmbeddingModel,
  detect: AskParts['detect'],
  only?: Language,
  aids?: RetrievalAids,
): Promise<CorpusIndex> {
  const { articles } = await readCorpus(corpusDir, (text) => detect(text).language);
  const kept = articles.filter(({ language }) => !only || language === only);
  if (kept.length === 0)
    throw new NoArticles(`${corpusDir} holds no article${only ? ` in the language ${only}` : ''}.`);
  const indexDir = await mkdtemp(join(tmpdir(), 'samman-eval-'));
  await buildIndex({ indexDir, vectorIndex: 'auto', embedder, articles: kept });
  const index = await openIndex(indexDir, { embeddingModel: embedder.id });
  // What is not indexed only tells which section is meant: a passage each will do.
  const whole = { maxTokens: Number.POSITIVE_INFINITY, countTokens: (text: string) => text.length };
  const others = articles.filter((article) => !kept.includes(article));
  return {
    articles,
    passages: [...index.library.passages, ...others.flatMap((article) => chunkArticle(article, whole))],
    library: index.library,
    retriever: createRetriever({ ...index, embedder, ...aids }),
    async close() {
      index.close();
      await rm(indexDir, { recursive: true });
    },
  };
}

/** There is nothing to ask about. */
export class NoArticles extends Error {
  override readonly name = 'NoArticles';
}

export const hasFacts = (answer: string, facts: Answerable['facts']): boolean =>
  factsIn(answer, facts) === facts.length;

export interface Asking {
  readonly question: Answerable | Unanswerable;
  readonly asked: Asked;
  readonly answer: string;
  readonly language: Language;
  readonly refused: boolean;
  readonly unsure: boolean;
  /** The languages of the passages cited. */
  readonly cited: readonly Language[];
  /** Of the first right passage among the hits, from 1, Infinity when none is; undefined for an unanswerable question. */
  readonly place?: number;
  readonly right?: boolean;
}

export interface AskAllParts extends Omit<AskParts, 'retriever'> {
  readonly retriever: Retriever;
  readonly chatModel: ChatModel;
  /** Of every version, so that a heading of one tells the passage of another; without them only the hits can tell. */
  readonly passages?: readonly Passage[];
}

/** Asks as a reader does who chooses no language: it is detected. */
export async function askAll(
  questions: readonly (Answerable | Unanswerable)[],
  parts: AskAllParts,
  languages: readonly Asked[] = ['en', 'yue', 'zh'],
  onAsked?: () => void,
): Promise<Asking[]> {
  const results: Asking[] = [];
  const signal = new AbortController().signal;
  let hits: Hit[] = [];
  const retriever: Retriever = {
    async retrieve(question, options) {
      hits = await parts.retriever.retrieve(question, options);
      return hits;
    },
  };
  for (const question of questions) {
    const right = 'facts' in question && parts.passages ? rightPassages(question, parts.passages) : undefined;
    for (const asked of languages) {
      for await (const event of ask({ question: question[asked] }, { ...parts, retriever }, signal)) {
        if (event.type !== 'done') continue;
        const { answer, refused, unsure = false, language, citations } = event.answer;
        const cited = citations.map((citation) => citation.language);
        const result = { question, asked, answer, refused, unsure, language, cited };
        if (!('facts' in question)) results.push(result);
        else {
          const passages = [
            ...(
              right ??
              rightPassages(
                question,
                hits.map(({ passage }) => passage),
              )
            ).passages,
          ];
          const place = placeAmong(hits, (hit) => passages.some((passage) => isSame(passage, hit.passage)));
          results.push({ ...result, place, right: !refused && hasFacts(answer, question.facts) });
        }
      }
      onAsked?.();
    }
  }
  return results;
}

function placeAmong<T>(ranked: readonly T[], isRight: (item: T) => boolean): number {
  const at = ranked.findIndex(isRight);
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
}

/** A version may be shown in the other script. */
const isSame = (a: Passage, b: Passage): boolean =>
  a.article === b.article && foldScript(a.text) === foldScript(b.text);

export const share = (askings: readonly Asking[], wanted: (asking: Asking) => boolean): number =>
  percent(askings.map((asking) => (wanted(asking) ? 1 : 0)));
