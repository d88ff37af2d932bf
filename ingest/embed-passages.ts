/** The vectors of passages and of their sentences. */
import type { EmbeddedText, EmbeddingModel, Language, Passage } from '../core/types.ts';
import {
  type NewVector,
  type PassageVectors,
  type TextVector,
  textsOf,
  toInt8,
  type VectorCache,
} from '../store/vector-cache.ts';

/** Passages embedded at a time: few enough to stop soon, many enough to sort by length. */
const BATCH = 16;

/** @param passages all in `language`. @returns in their order. */
export async function embedPassages(
  embedder: EmbeddingModel,
  passages: readonly Passage[],
  language: Language,
): Promise<PassageVectors[]> {
  const texts = passages.flatMap((passage) => textsOf(passage).map(({ text }) => text));
  const embedded = await embedTexts(embedder, texts, language);
  let next = 0;
  return passages.map(({ sentences }) => {
    const [whole, ...own] = embedded.slice(next, next + 1 + sentences.length);
    next += 1 + sentences.length;
    return {
      vector: whole!.vector,
      sentences: own.map(({ vector }) => toInt8(vector)),
      tokens: own.map(({ tokens }) => tokens?.bits ?? NO_BITS),
    };
  });
}

const NO_BITS = new Int32Array(0);

/** With the tokens, where the model gives them. */
async function embedTexts(
  embedder: EmbeddingModel,
  texts: readonly string[],
  language: Language,
): Promise<(Pick<EmbeddedText, 'vector'> & Partial<EmbeddedText>)[]> {
  if (embedder.embedTokens) return embedder.embedTokens(texts, 'passage', language);
  return (await embedder.embed(texts, 'passage', language)).map((vector) => ({ vector }));
}

/** Called before each batch, and once more when all are done; what it throws ends the embedding. */
export type OnEmbedded = (done: { passages: number; bytes: number; title: string }) => Promise<void>;

/** Brings into the cache what it lacks. What is embedded when the process ends, however it ends, is kept. */
export async function embedMissing(
  embedder: EmbeddingModel,
  missing: readonly MissingPassage[],
  cache: VectorCache,
  onEmbedded: OnEmbedded,
): Promise<void> {
  let bytes = 0;
  let passages = 0;
  const batches = [...byLanguage(missing)].flatMap(([language, group]) => inBatches(group, language));
  // One ahead: while it is tokenized the threads have something to do, and none waits for the last of a batch.
  let ahead = batches[0] && embedBatch(embedder, batches[0]);
  for (const [i, batch] of batches.entries()) {
    const current = ahead!;
    // Its failure is this loop's only when its turn comes.
    current.catch(() => {});
    await onEmbedded({ passages, bytes, title: batch.passages[0]!.passage.title });
    ahead = batches[i + 1] && embedBatch(embedder, batches[i + 1]!);
    ahead?.catch(() => {});
    await cache.add(await current);
    passages += batch.passages.length;
    bytes += bytesOf(batch.passages);
  }
  await onEmbedded({ passages, bytes, title: '' });
}

interface Batch {
  readonly language: Language;
  readonly passages: readonly MissingPassage[];
}

function inBatches(passages: readonly MissingPassage[], language: Language): Batch[] {
  const batches: Batch[] = [];
  for (let from = 0; from < passages.length; from += BATCH) {
    batches.push({ language, passages: passages.slice(from, from + BATCH) });
  }
  return batches;
}

export interface MissingPassage {
  readonly passage: Passage;
  /** Those of `textsOf` that were never embedded. */
  readonly texts: readonly TextVector[];
}

/** Passages with a text that the cache lacks and that no passage before them brings. */
export function missingPassages(passages: readonly Passage[], cache: Pick<VectorCache, 'has'>): MissingPassage[] {
  const seen = new Set<string>();
  const isNew = (text: TextVector) => {
    const key = `${text.precision} ${text.language} ${text.text}`;
    if (seen.has(key) || cache.has(text)) return false;
    seen.add(key);
    return true;
  };
  return passages.flatMap((passage) => {
    const texts = textsOf(passage).filter(isNew);
    return texts.length > 0 ? [{ passage, texts }] : [];
  });
}

/** UTF-8 bytes to embed: time is in proportion to them, in Chinese (some 4.3 a token) as in English. */
export const bytesOf = (missing: readonly MissingPassage[]): number =>
  missing.reduce((sum, { texts }) => sum + texts.reduce((own, { text }) => own + Buffer.byteLength(text), 0), 0);

async function embedBatch(embedder: EmbeddingModel, { passages, language }: Batch): Promise<NewVector[]> {
  const wanted = passages.flatMap(({ texts }) => texts);
  // A passage of one sentence without headings is the sentence.
  const texts = [...new Set(wanted.map(({ text }) => text))];
  const embedded = await embedTexts(embedder, texts, language);
  const embeddedOf = new Map(texts.map((text, i) => [text, embedded[i]!]));
  return wanted.map((text): NewVector => {
    const { vector, tokens } = embeddedOf.get(text.text)!;
    // Only sentences are counted while passages are cut; those are counted already.
    const count = text.precision === 'int8' ? embedder.countTokens(text.text) : 0;
    return { text, vector, bits: tokens?.bits, tokens: count };
  });
}

function byLanguage(missing: readonly MissingPassage[]): Map<Language, MissingPassage[]> {
  const groups = new Map<Language, MissingPassage[]>();
  for (const one of missing) {
    const group = groups.get(one.passage.language);
    if (group) group.push(one);
    else groups.set(one.passage.language, [one]);
  }
  return groups;
}
