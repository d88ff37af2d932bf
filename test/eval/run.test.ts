/** Every measure over a tiny fixture, with a toy embedding, through the real ingest, store and retriever. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadLanguageDetector } from '../../adapters/language-id-file.ts';
import { ROOT } from '../../config.ts';
import { createBaseline } from '../../eval/baseline.ts';
import { cacheEmbeddings } from '../../eval/cached-embedding.ts';
import { type DataFiles, MEASURES } from '../../eval/flags.ts';
import { ALL_MEASURES } from '../../eval/measures/all.ts';
import type { Parts } from '../../eval/measures/measure.ts';
import { createPools } from '../../eval/pool.ts';
import { silent } from '../../eval/progress.ts';
import { type Outcome, runMeasures } from '../../eval/run.ts';
import { temporaryFolder } from '../support/folder.ts';
import { createToyEmbedding } from '../support/toy-embedding.ts';

const FIXTURE: Record<string, string> = {
  'lid.tsv': `label\tsource\ttext
yue\ttatoeba_laser\t佢哋喺邊度搭電車㗎？
zh\txquad_zh_questions\t电车是什么时候通车的？
zh\tntrex_hant\t這條電車線沿著海邊行駛，已經有一百多年的歷史。
en\ttruthfulqa\tWhen did the tram line open?`,
  'pairs.tsv': `yue\ten
電車歷史\ttram history
搭一次車費\ta ride fares`,
  'passages.tsv': `pid\ttitle\ten\tzh_hans
t\tTram\tThe tram line opened in 1904. It runs along the shore.\t电车在1904年通车。它沿着海边行驶。
f\tFerry\tThe ferry crosses the harbour. It takes nine minutes.\t渡轮横过海港。航程九分钟。`,
  'xquad-questions.tsv': `qid\tpid\ten\tzh_hans\tzh_hant_converted\tanswer_en\tanswer_zh
1\tt\tWhen did the tram line open?\t电车什么时候通车？\t電車什麼時候通車？\t1904\t1904
2\tf\tWhat does the ferry cross?\t渡轮横过什么？\t渡輪橫過什麼？\tharbour\t海港`,
  'questions.jsonl': `{"id": "1", "article": "tram", "passage": "", "facts": [["1904"]], "en": "When did the tram line open?", "yue": "電車幾時通車㗎？", "zh": "电车是什么时候通车的？"}
{"id": "2", "article": "tram", "passage": "Fares", "facts": [["hk$3", "三元"]], "en": "What does a ride cost?", "yue": "搭一次要幾多錢呀？", "zh": "乘坐一次要多少钱？"}`,
  'unanswerable.jsonl': `{"id": "1", "en": "Who painted the Mona Lisa?", "yue": "蒙羅麗莎係邊個畫㗎？", "zh": "蒙娜丽莎是谁画的？"}`,
  'corpus/tram.en.md':
    '---\ntitle: The tram\n---\nThe tram line opened in 1904.\n\n## Fares\n\nA ride costs HK$3 for everyone.\n',
  'corpus/tram.zh-Hans.md': '---\ntitle: 电车\n---\n电车在1904年通车。\n\n## 车费\n\n乘坐一次要三元。\n',
};

let files: DataFiles;
let parts: Parts;

beforeAll(async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'corpus'));
  for (const [name, text] of Object.entries(FIXTURE)) await writeFile(join(folder, name), text);
  const at = (name: string) => join(folder, name);
  files = {
    ...{ lid: at('lid.tsv'), tatoeba: at('pairs.tsv'), ntrex: at('pairs.tsv'), corpus: at('corpus') },
    ...{ xquadPassages: at('passages.tsv'), xquadQuestions: at('xquad-questions.tsv') },
    ...{ questions: at('questions.jsonl'), unanswerable: at('unanswerable.jsonl') },
  };
  const detector = await loadLanguageDetector(join(ROOT, 'models'));
  const uncached = createToyEmbedding();
  const embedder = cacheEmbeddings(uncached);
  parts = {
    detect: (text) => detector.detect(text),
    ...{ embedder, uncached, createPool: createPools(embedder) },
    without: { bridge: async () => ({ embedder, uncached }), means: async () => ({ embedder, uncached }) },
    ...{ baseline: await createBaseline(async () => embedder), threshold: 0.5 },
  };
});

const input = (overrides: Partial<DataFiles> = {}) => ({
  ...{ parts, files: { ...files, ...overrides }, quick: false, progress: silent },
});
const value = ({ figures }: Outcome, id: string) => figures.find((figure) => figure.id === id)?.value;

describe('all measures', () => {
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await runMeasures(ALL_MEASURES, [], input());
  });

  it('give figures, each of them a number and under an id of its own', () => {
    expect(outcome.skipped).toEqual([]);
    for (const { id, value } of outcome.figures) expect(value, id).toSatisfy(Number.isFinite);
    const ids = outcome.figures.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const name of MEASURES) expect(ids.filter((id) => id.startsWith(`${name}.`))).not.toEqual([]);
  });

  it.each([
    ['xquad.en-en', 100],
    ['xquad.zh-zh', 100],
    ['xquad.answer.en-en.two', 100],
    ['tatoeba.yue-en', 100],
    ['lid.all', 100],
    ['lid.script.hant', 100],
    ['questions.first.en', 100],
    ['questions.language.hant', 100],
    ['questions.version.zh', 100],
    ['questions.script.zh', 100],
  ])('%s is %d', (id, expected) => {
    expect(value(outcome, id)).toBe(expected);
  });

  it('hold the retrieval figures beside the baseline, where hnswlib-node is built', () => {
    const without = outcome.figures.filter(({ baseline }) => baseline === undefined).map(({ id }) => id);
    const retrieval = /^(?:xquad\.(?!answer)|tatoeba|ntrex|questions\.(?:first|top3|gap))/;
    if (parts.baseline) expect(without.filter((id) => retrieval.test(id))).toEqual([]);
  });

  it('hold Traditional questions to a point below the Simplified ones', () => {
    const target = outcome.figures.find(({ id }) => id === 'xquad.hant-zh')?.target;
    expect(target).toBe(value(outcome, 'xquad.zh-zh')! - 1);
  });
});

it('runs only what is asked for', async () => {
  const { figures } = await runMeasures(ALL_MEASURES, ['tatoeba', 'lid'], input());
  expect(new Set(figures.map(({ id }) => id.split('.')[0]))).toEqual(new Set(['tatoeba', 'lid']));
});

it('skips a measure whose file is missing, and says so', async () => {
  const notes: string[] = [];
  const progress = { ...silent, note: (line: string) => notes.push(line) };
  const missing = join(files.corpus, 'nothing.tsv');
  const outcome = await runMeasures(ALL_MEASURES, ['lid'], { ...input({ lid: missing }), progress });
  expect(outcome).toEqual({ figures: [], skipped: [{ name: 'lid', missing: [missing] }] });
  expect(notes).toEqual([`Skipped lid (Language of a text): there is no ${missing}.`]);
});

it('embeds each text once', async () => {
  const embedder = createToyEmbedding();
  const cached = cacheEmbeddings(embedder);
  await cached.embed(['a', 'b', 'a'], 'query', 'en');
  expect(await cached.embed(['b'], 'query', 'en')).toEqual(await embedder.embed(['b'], 'query', 'en'));
  await cached.embed(['a'], 'passage', 'en');
  expect(embedder.embedded).toEqual(['a', 'b', 'b', 'a']);
});
