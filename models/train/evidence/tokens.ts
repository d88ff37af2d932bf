/**
 * The token bits of every question and sentence in `data`, and which sentences answer which question:
 *
 *   npx tsx models/train/evidence/tokens.ts WORK
 *
 * WORK/examples.jsonl   {passage, question, query, sentences, gold, near, same, heldOut} a line; texts by number
 * WORK/texts.json       where each text begins in texts.bin, in bytes, and its tokens
 * WORK/texts.bin        of each text the vector (float32), the weights of its tokens (float32), and their bits
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransformersEmbedding } from '../../../adapters/transformers-embedding.ts';
import { ROOT } from '../../../config.ts';
import { bridgeEmbedding } from '../../../core/retrieval/bridged-embedding.ts';
import type { EmbeddingRole, Language } from '../../../core/types.ts';
import { bytesOf } from '../../../store/bytes.ts';
import { isHeldOut, readPassages, scriptOf, type Written } from './passages.ts';

const [work] = process.argv.slice(2);
if (!work) throw new Error('One argument is needed: the folder to write to.');
mkdirSync(work, { recursive: true });

interface Text {
  readonly text: string;
  readonly role: EmbeddingRole;
  readonly language: Language;
}
const texts: Text[] = [];
const numbers = new Map<string, number>();
function numberOf(text: Text): number {
  const key = JSON.stringify(text);
  const number = numbers.get(key) ?? texts.push(text) - 1;
  numbers.set(key, number);
  return number;
}

const LANGUAGES: readonly (keyof Written)[] = ['en', 'zh', 'yue'];
const examples: object[] = [];
for (const [n, { id, answerable, unanswerable, ...passage }] of readPassages().entries()) {
  const { zh, written } = scriptOf(n);
  const sentences = {
    en: passage.en.map((text) => numberOf({ text, role: 'passage', language: 'en' })),
    zh: passage.zh.map((text) => numberOf({ text: written(text), role: 'passage', language: zh })),
  };
  for (const [kind, questions] of Object.entries({ answerable, unanswerable })) {
    for (const [i, question] of questions.entries()) {
      for (const asked of LANGUAGES) {
        const text = asked === 'zh' ? written(question.zh) : question[asked];
        const query = numberOf({ text, role: 'query', language: asked === 'zh' ? zh : asked });
        for (const of of ['en', 'zh'] as const) {
          examples.push({
            ...{ passage: id, of, question: `${id} ${kind} ${i}`, query, sentences: sentences[of], near: question.s },
            ...{ gold: kind === 'answerable' ? question.s : null, same: (asked === 'en') === (of === 'en') },
            heldOut: isHeldOut(id),
          });
        }
      }
    }
  }
}

const model = { model: 'e5-small-yue-zh-en', modelsDir: join(ROOT, 'models'), download: 'never' } as const;
const embedder = bridgeEmbedding(await createTransformersEmbedding(model));
const parts: Uint8Array[] = [];
const places: [number, number][] = [];
let end = 0;
const SOME = 64;
for (const role of ['query', 'passage'] as const) {
  for (const language of ['en', 'yue', 'zh-Hans', 'zh-Hant'] as const) {
    const own = [...texts.entries()].filter(([, text]) => text.role === role && text.language === language);
    for (let from = 0; from < own.length; from += SOME) {
      const some = own.slice(from, from + SOME);
      const embedded = await embedder.embedTokens!(
        some.map(([, { text }]) => text),
        role,
        language,
      );
      for (const [i, { vector, tokens }] of embedded.entries()) {
        places[some[i]![0]] = [end, tokens.weights.length];
        for (const values of [vector, tokens.weights, tokens.bits]) {
          const bytes = Uint8Array.from(bytesOf(values));
          parts.push(bytes);
          end += bytes.length;
        }
      }
    }
    console.error(`${role} ${language}: ${own.length} texts`);
  }
}
writeFileSync(join(work, 'texts.bin'), Buffer.concat(parts));
writeFileSync(join(work, 'texts.json'), JSON.stringify(places));
writeFileSync(join(work, 'examples.jsonl'), examples.map((example) => JSON.stringify(example)).join('\n'));
console.error(`${readdirSync(work).length} files, ${examples.length} examples`);
process.exit(0);
