/** The vectors of passages and of their sentences. */
import type { EmbeddingModel, Language, Passage } from '../core/types.ts';
import { embeddedText, type PassageVectors } from '../store/vector-cache.ts';

/** @param passages all in `language`. @returns in their order. */
export async function embedPassages(
  embedder: EmbeddingModel,
  passages: readonly Passage[],
  language: Language,
): Promise<PassageVectors[]> {
  const vectors = await embedder.embed(passages.map(embeddedText), 'passage', language);
  const texts = passages.flatMap(({ text, start, sentences }) =>
    sentences.map((sentence) => text.slice(sentence.start - start, sentence.end - start)),
  );
  const sentences = await embedder.embed(texts, 'passage', language);
  let next = 0;
  return passages.map((passage, i) => {
    const own = sentences.slice(next, next + passage.sentences.length).map(toInt8);
    next += own.length;
    return { vector: vectors[i]!, sentences: own };
  });
}

/** A quarter of the size; only the direction matters afterwards. */
function toInt8(vector: Float32Array): Int8Array {
  const largest = vector.reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1;
  return Int8Array.from(vector, (value) => Math.round((value / largest) * 127));
}
