/**
 * The mean token of each language and role, over sentence pairs whose licence lets them be used, as `token-means.json`:
 *
 *   npx tsx models/train/embedder/token-means.ts ../shared/data/train/pairs.tsv.gz models/e5-small-yue-zh-en
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AutoTokenizer, env } from '@xenova/transformers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describeEmbeddingModel } from '../../../adapters/embedding-models.ts';
import { sessionOptions } from '../../../adapters/embedding-session.ts';
import { foldScript } from '../../../core/language/script.ts';
import { bridgeCantonese } from '../../../core/text/cantonese.ts';

/** Pairs of each source, evenly spread over its lines. Cantonese is led through written words, as in the product. */
const PAIRS = { 'tatoeba zh': 900, 'tatoeba yue': 500, 'tico19 zh': 600, 'd2l zh': 250, 'hf_course zh': 250 };

/** Characters: a fragment says little, and a long paragraph would outweigh many sentences. */
const LENGTHS = [6, 249] as const;

const [pairsFile, folder] = process.argv.slice(2);
if (!pairsFile || !folder)
  throw new Error('Two arguments are needed: the pairs (.tsv.gz) and the folder of the model.');
env.localModelPath = `${dirname(resolve(folder))}/`;
env.allowRemoteModels = false;
const name = basename(resolve(folder));
const { prefixes } = describeEmbeddingModel(name);
const tokenizer = await AutoTokenizer.from_pretrained(name);
const session = await InferenceSession.create(resolve(folder, 'onnx/model_quantized.onnx'), sessionOptions({}));

const rows = gunzipSync(readFileSync(pairsFile))
  .toString()
  .split('\n')
  .map((line) => line.split('\t') as [source: string, language: string, text: string, english: string]);

const sums = new Map<string, { sum: Float64Array; tokens: number }>();
for (const [kind, wanted] of Object.entries(PAIRS)) {
  const own = rows.filter(
    ([source, language, text, english]) =>
      `${source} ${language}` === kind && english && text.length >= LENGTHS[0] && text.length <= LENGTHS[1],
  );
  for (let i = 0; i < Math.min(wanted, own.length); i++) {
    const [, language, text, english] = own[Math.floor((i * own.length) / Math.min(wanted, own.length))]!;
    for (const role of ['query', 'passage'] as const) {
      await add(`${role} zh`, prefixes[role], language === 'yue' ? bridgeCantonese(foldScript(text)) : text);
      await add(`${role} en`, prefixes[role], english);
    }
  }
  console.error(`${kind}: ${Math.min(wanted, own.length)} pairs`);
}

async function add(key: string, prefix: string, text: string): Promise<void> {
  const ids = tokenizer.encode(prefix + text).slice(0, 512);
  const before = tokenizer.encode(prefix.trim()).length - 1;
  const int64 = (values: readonly number[]) => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, ids.length]);
  const inputs = {
    input_ids: int64(ids),
    attention_mask: int64(ids.map(() => 1)),
    token_type_ids: int64(ids.map(() => 0)),
  };
  const { last_hidden_state: hidden } = await session.run(
    Object.fromEntries(Object.entries(inputs).filter(([input]) => session.inputNames.includes(input))),
  );
  const width = hidden!.dims.at(-1)!;
  const data = hidden!.data as Float32Array;
  const { sum, tokens } = sums.get(key) ?? { sum: new Float64Array(width), tokens: 0 };
  for (let i = before * width; i < (ids.length - 1) * width; i++) sum[i % width]! += data[i]!;
  sums.set(key, { sum, tokens: tokens + ids.length - 1 - before });
}

const mean = (role: string, language: string): number[] => {
  const { sum, tokens } = sums.get(`${role} ${language}`)!;
  return Array.from(sum, (value) => Number((value / tokens).toFixed(6)));
};
// A Cantonese question is read as it is, too, with the mean of written Chinese; one of its own was not tried.
const means = (role: string) => ({ yue: mean(role, 'zh'), zh: mean(role, 'zh'), en: mean(role, 'en') });
writeFileSync(
  resolve(folder, 'token-means.json'),
  `${JSON.stringify({ query: means('query'), passage: means('passage') })}\n`,
);
