/** The vectors of passages and of their sentences. */
import { textOf } from '../core/text/passage-text.ts';
import type { EmbeddedPassage, EmbeddingModel, Language, Passage } from '../core/types.ts';
import { type PassageVectors, toInt8, type VectorCache } from '../store/vector-cache.ts';

/** Passages embedded at a time: few enough to stop soon, many enough to sort by length. */
const BATCH = 16;

/** @param passages all in `language`. @returns in their order. */
export async function embedPassages(
  embedder: EmbeddingModel,
  passages: readonly Passage[],
  language: Language,
): Promise<PassageVectors[]> {
  const embedded = embedder.embedPassages
    ? await embedder.embedPassages(passages.map(textOf), language)
    : await embedOneByOne(embedder, passages, language);
  return embedded.map(({ vector, sentences }) => ({
    vector,
    sentences: sentences.map((sentence) => toInt8(sentence.vector)),
    tokens: joined(sentences.map(({ bits }) => bits)),
  }));
}

function joined(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Where it is embedded as one text. */
export const wholeText = ({ headings, text }: Passage): string => [...headings, text].filter(Boolean).join(': ');

/** Each passage as a text, and each of its sentences as another. */
async function embedOneByOne(
  embedder: EmbeddingModel,
  passages: readonly Passage[],
  language: Language,
): Promise<EmbeddedPassage[]> {
  const ofEach = passages.map((passage) => [wholeText(passage), ...textOf(passage).sentences]);
  // A passage of one sentence without headings is the sentence.
  const unique = [...new Set(ofEach.flat())];
  const embedded = await embedTexts(embedder, unique, language);
  const numbers = new Map(unique.map((text, i) => [text, i]));
  return ofEach.map((texts) => {
    const [whole, ...sentences] = texts.map((text) => embedded[numbers.get(text)!]!);
    return { vector: whole!.vector, sentences };
  });
}

const NO_BITS = new Int32Array(0);

/** With the tokens, where the model gives them. */
async function embedTexts(
  embedder: EmbeddingModel,
  texts: readonly string[],
  language: Language,
): Promise<EmbeddedPassage['sentences'][number][]> {
  if (!embedder.embedTokens) {
    return (await embedder.embed(texts, 'passage', language)).map((vector) => ({ vector, bits: NO_BITS }));
  }
  const embedded = await embedder.embedTokens(texts, 'passage', language);
  return embedded.map(({ vector, tokens }) => ({ vector, bits: tokens.bits }));
}

/** Called before each batch, and once more when all are done; what it throws ends the embedding. */
type OnEmbedded = (done: { passages: number; bytes: number; title: string }) => Promise<void>;

/** Brings into the cache what it lacks. What is embedded when the process ends, however it ends, is kept. */
export async function embedMissing(
  embedder: EmbeddingModel,
  missing: readonly Passage[],
  cache: VectorCache,
  onEmbedded: OnEmbedded,
): Promise<void> {
  let bytes = 0;
  let passages = 0;
  const batches = [...byLanguage(missing)].flatMap(([language, group]) => inBatches(group, language));
  const embed = ({ passages, language }: Batch) => embedPassages(embedder, passages, language);
  // One ahead: while it is tokenized the threads have something to do, and none waits for the last of a batch.
  let ahead = batches[0] && embed(batches[0]);
  for (const [i, batch] of batches.entries()) {
    const current = ahead!;
    // Its failure is this loop's only when its turn comes.
    current.catch(() => {});
    await onEmbedded({ passages, bytes, title: batch.passages[0]!.title });
    ahead = batches[i + 1] && embed(batches[i + 1]!);
    ahead?.catch(() => {});
    await cache.add(batch.passages, await current);
    passages += batch.passages.length;
    bytes += bytesOf(batch.passages);
  }
  await onEmbedded({ passages, bytes, title: '' });
}

interface Batch {
  readonly language: Language;
  readonly passages: readonly Passage[];
}

function inBatches(passages: readonly Passage[], language: Language): Batch[] {
  const batches: Batch[] = [];
  for (let from = 0; from < passages.length; from += BATCH) {
    batches.push({ language, passages: passages.slice(from, from + BATCH) });
  }
  return batches;
}

/** UTF-8 bytes to embed: time is in proportion to them, in Chinese (some 4.3 a token) as in English. */
export const bytesOf = (passages: readonly Passage[]): number =>
  passages.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);

function byLanguage(missing: readonly Passage[]): Map<Language, Passage[]> {
  const groups = new Map<Language, Passage[]>();
  for (const one of missing) {
    const group = groups.get(one.language);
    if (group) group.push(one);
    else groups.set(one.language, [one]);
  }
  return groups;
}
