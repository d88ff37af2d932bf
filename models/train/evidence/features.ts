/**
 * What the answer is chosen and judged by, of every question that the evidence model has not seen, for `fit.py`:
 *
 *   npx tsx models/train/evidence/features.ts WORK [../shared/data]
 *
 * The passages kept from the training are a library, once in English and once in Chinese; every question is asked of both. With the
 * data folder also XQuAD (development half), from which the sentence's weights are fitted, not those of the confidence.
 * WORK/features.jsonl: {set, passage, same, answered, hits: [{own, score, vector, overlap, sentences: [[similarity, overlap,
 * translated, fits, neighbour, odds, gold], …]}, …]} a line
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRetrievalAids } from '../../../adapters/retrieval-aids.ts';
import { createTransformersEmbedding } from '../../../adapters/transformers-embedding.ts';
import { ROOT } from '../../../config.ts';
import { fitOf, PASSAGES, relevant, signsOf } from '../../../core/answer/ranked-sentences.ts';
import { toSimplified } from '../../../core/language/script.ts';
import { bridgeEmbedding } from '../../../core/retrieval/bridged-embedding.ts';
import { createRetriever } from '../../../core/retrieval/retriever.ts';
import type { Evidence, Hit, Language, Span } from '../../../core/types.ts';
import { createPools } from '../../../eval/pool.ts';
import { readUnrefused, readXquad, retrieveAll } from '../../../eval/xquad.ts';
import { buildIndex } from '../../../ingest/build.ts';
import { openIndex } from '../../../store/open-index.ts';
import { isHeldOut, readPassages, scriptOf } from '../passages/passages.ts';

const [work, data] = process.argv.slice(2);
if (!work) throw new Error('One argument is needed: the folder to write to.');
const model = { model: 'e5-small-yue-zh-en', modelsDir: join(ROOT, 'models'), download: 'never' } as const;
const embedder = bridgeEmbedding(await createTransformersEmbedding(model));
const { tokenIds } = embedder;
const aids = await loadRetrievalAids({ modelsDir: model.modelsDir, embeddingModel: model.model, tokenIds });

const library = readPassages()
  .filter(({ id }) => isHeldOut(id))
  .map((passage, n) => {
    const { zh, written } = scriptOf(n);
    return { ...passage, language: { en: 'en' as Language, zh, yue: 'yue' as Language }, written };
  });

/** Questions of each kind that a passage is asked: all of them would take an hour. */
const ASKED = 2;

/** What lacks it, a row or an item of a list, stands on a line of its own. */
const FULL_STOP = /[.。!！?？…]["”’」』)）]*$/;

/** Whether a sentence of an article answers. */
type IsGold = (article: string, sentence: Evidence) => boolean;

const lines: string[] = [];
for (const version of ['en', 'zh'] as const) {
  const articles = library.map(({ id, language, written, ...passage }) => {
    const text = joined(version === 'en' ? passage.en : passage.zh.map(written), version);
    const hash = createHash('sha256').update(text).digest('hex');
    return { id, language: language[version], title: id, text, format: 'text' as const, file: id, hash };
  });
  const indexDir = mkdtempSync(join(tmpdir(), 'samman-fit-'));
  await buildIndex({ indexDir, vectorIndex: 'auto', embedder, articles });
  const index = await openIndex(indexDir, { embeddingModel: embedder.id });
  const { retrieve } = createRetriever({ ...index, embedder, ...aids });
  for (const [n, { id, language, written, ...questions }] of library.entries()) {
    const goldOf = placesIn(version === 'en' ? questions.en : questions.zh.map(written), version);
    for (const [answered, all] of [questions.answerable, questions.unanswerable].entries()) {
      for (const question of all.filter((_, i) => (i + n) % all.length < ASKED)) {
        for (const asked of ['en', 'zh', 'yue'] as const) {
          const text = asked === 'zh' ? written(question.zh) : question[asked];
          const own = language[asked];
          const hits = await retrieve(text, {
            language: own,
            questionLanguage: own,
            k: 6,
            reading: readUnrefused(text),
          });
          const gold = goldOf(question.s);
          const isGold: IsGold = (article, { start, end }) =>
            answered === 0 && article === id && start < gold.end && end > gold.start;
          const kept = relevant(text, hits).slice(0, PASSAGES);
          const same = (asked === 'en') === (version === 'en');
          lines.push(
            JSON.stringify({
              ...{ set: 'own', passage: id, same, answered: answered === 0 },
              hits: featuresOf(text, kept, id, isGold),
            }),
          );
        }
      }
    }
  }
  index.close();
  rmSync(indexDir, { recursive: true });
  console.error(`${version}: ${lines.length} questions so far`);
}
if (data) {
  const file = (part: string) => join(data, 'eval', `xquad-dev-${part}.tsv`);
  const xquad = await readXquad(file('passages'), file('questions'));
  const createPool = createPools(embedder, { aids });
  for (const of of ['en', 'zh-Hans'] as const) {
    for (const asked of ['en', 'zh-Hans'] as const) {
      const hits = await retrieveAll(xquad, createPool, asked, () => of, { k: 6, read: true });
      for (const [i, { pid, text, answer }] of xquad.questions.entries()) {
        const right = toSimplified(answer[of]).toLowerCase();
        const isGold: IsGold = (article, said) =>
          article === pid && toSimplified(said.text).toLowerCase().includes(right);
        const features = featuresOf(text[asked], hits[i]!.slice(0, PASSAGES), pid, isGold);
        lines.push(JSON.stringify({ set: 'xquad', passage: pid, same: asked === of, answered: true, hits: features }));
      }
    }
  }
}
writeFileSync(join(work, 'features.jsonl'), lines.join('\n'));
process.exit(0);

function joined(sentences: readonly string[], version: 'en' | 'zh'): string {
  const between = version === 'en' ? ' ' : '';
  return sentences.map((sentence) => sentence + (FULL_STOP.test(sentence) ? between : '\n')).join('');
}

/** Where a sentence, as it was written, lies in the article: the product may cut it in two. */
function placesIn(sentences: readonly string[], version: 'en' | 'zh'): (place: number) => Span {
  return (place) => {
    const start = joined(sentences.slice(0, place), version).length;
    return { start, end: start + sentences[place]!.length };
  };
}

function featuresOf(question: string, hits: readonly Hit[], id: string, isGold: IsGold) {
  const holds = fitOf(question);
  return hits.map((hit, rank) => {
    const { passage, score, vector, overlap, sentences } = hit;
    return {
      ...{ own: passage.article === id, score, vector, overlap: overlap ?? null },
      sentences: sentences.map((sentence, at) => {
        const signs = signsOf(hit, at, holds(sentence.text), rank === 0);
        const gold = Number(isGold(passage.article, sentence));
        return [sentence.similarity, signs.overlap, signs.translated, signs.fits, signs.neighbour, signs.odds, gold];
      }),
    };
  });
}
