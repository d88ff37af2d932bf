/**
 * What the embedding model makes of every question and sentence in `data`, before anything that is trained here touches it:
 *
 *   npx tsx models/train/passages/texts.ts WORK
 *
 * WORK/texts.bin       of each text the vector (float32), the weights of its tokens (float32), and the tokens (float32)
 * WORK/texts.json      where each text begins in texts.bin, in bytes, and its tokens (none of a whole passage)
 * WORK/passages.json   {id, heldOut, en, zh, whole, answerable, unanswerable} each; texts by number, a question as all its readings
 */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AutoTokenizer, env } from '@xenova/transformers';
import { InferenceSession, type Tensor } from 'onnxruntime-node';
import { describeEmbeddingModel } from '../../../adapters/embedding-models.ts';
import { inputsOf, pool } from '../../../adapters/embedding-session.ts';
import { meanOf, readMeans, subtract } from '../../../adapters/language-means.ts';
import { createTokenWeights } from '../../../adapters/token-weights.ts';
import { ROOT } from '../../../config.ts';
import { readings } from '../../../core/retrieval/bridged-embedding.ts';
import type { EmbeddingRole, Language } from '../../../core/types.ts';
import { bytesOf } from '../../../store/bytes.ts';
import { isHeldOut, readPassages, scriptOf, type Written } from './passages.ts';

const MODEL = 'e5-small-yue-zh-en';
const TOKENS_PER_BATCH = 1024;

const [work] = process.argv.slice(2);
if (!work) throw new Error('One argument is needed: the folder to write to.');
mkdirSync(work, { recursive: true });

interface Text {
  readonly text: string;
  readonly role: EmbeddingRole;
  readonly language: Language;
  readonly whole: boolean;
}
const texts: Text[] = [];
const numbers = new Map<string, number>();
function numbersOf(text: string, role: EmbeddingRole, language: Language, whole = false): number[] {
  return readings(role, language).map((reading) => {
    const read: Text = { text: reading.words(text), role, language: reading.language, whole };
    const key = JSON.stringify(read);
    const number = numbers.get(key) ?? texts.push(read) - 1;
    numbers.set(key, number);
    return number;
  });
}

const passages = readPassages().map(({ id, en, zh: chinese, answerable, unanswerable }, n) => {
  const { zh, written } = scriptOf(n);
  const one = (text: string, language: Language, whole = false) => numbersOf(text, 'passage', language, whole)[0]!;
  const asked = ({ s, ...question }: Written & { s: number }) => ({
    s,
    en: numbersOf(question.en, 'query', 'en'),
    zh: numbersOf(written(question.zh), 'query', zh),
    yue: numbersOf(question.yue, 'query', 'yue'),
  });
  return {
    ...{ id, heldOut: isHeldOut(id) },
    en: en.map((text) => one(text, 'en')),
    zh: chinese.map((text) => one(written(text), zh)),
    whole: { en: one(en.join(' '), 'en', true), zh: one(written(chinese.join('')), zh, true) },
    ...{ answerable: answerable.map(asked), unanswerable: unanswerable.map(asked) },
  };
});

const folder = join(ROOT, 'models', MODEL);
env.localModelPath = `${join(ROOT, 'models')}/`;
env.allowRemoteModels = false;
const tokenizer = await AutoTokenizer.from_pretrained(MODEL);
const session = await InferenceSession.create(join(folder, 'onnx/model_quantized.onnx'));
const weightOf = createTokenWeights(tokenizer);
const means = (await readMeans(join(folder, 'language-means.json')))!;
const tokenMeans = (await readMeans(join(folder, 'token-means.json')))!;
const { prefixes } = describeEmbeddingModel(MODEL);

const encoded = texts.map(({ text, role }) => tokenizer.encode(prefixes[role] + text) as number[]);
const order = texts.map((_, i) => i).sort((a, b) => encoded[a]!.length - encoded[b]!.length);
const file = openSync(join(work, 'texts.bin'), 'w');
const places: [number, number][] = [];
let end = 0;
for (let from = 0; from < order.length; ) {
  const longest = (count: number) => encoded[order[Math.min(from + count, order.length) - 1]!]!.length;
  let count = 1;
  while (from + count < order.length && (count + 1) * longest(count + 1) <= TOKENS_PER_BATCH) count++;
  write(order.slice(from, from + count), await tokensOf(order.slice(from, from + count)));
  from += count;
  if (Math.floor(from / 10000) > Math.floor((from - count) / 10000)) console.error(`${from} of ${order.length} texts`);
}
closeSync(file);
writeFileSync(join(work, 'texts.json'), JSON.stringify(places));
writeFileSync(join(work, 'passages.json'), JSON.stringify(passages));
console.error(`${passages.length} passages, ${texts.length} texts`);
process.exit(0);

async function tokensOf(batch: readonly number[]): Promise<Tensor> {
  const ids = batch.map((i) => encoded[i]!);
  const length = Math.max(...ids.map((own) => own.length));
  return (await session.run(inputsOf(ids, length, BigInt(tokenizer.pad_token_id)))).last_hidden_state as Tensor;
}

function write(batch: readonly number[], hidden: Tensor): void {
  const [, length, width] = hidden.dims as [number, number, number];
  const data = hidden.data as Float32Array;
  batch.forEach((number, row) => {
    const { role, language, whole } = texts[number]!;
    const of = meanOf(language);
    const ids = encoded[number]!;
    const start = row * length * width;
    const vector = subtract(pool(data, start, ids.length, width), means[role][of]);
    const before = tokenizer.encode(prefixes[role].trim()).length - 1;
    const own = whole ? [] : ids.slice(before, -1);
    const tokens = data.slice(start + before * width, start + (before + own.length) * width);
    const parts = [
      vector,
      Float32Array.from(own, weightOf),
      tokens.map((v, i) => v - tokenMeans[role][of][i % width]!),
    ];
    places[number] = [end, own.length];
    for (const part of parts) end += writeSync(file, bytesOf(part));
  });
}
