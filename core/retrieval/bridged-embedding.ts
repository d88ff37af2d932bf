/** Helps an embedding model with Cantonese, of which it has read little, through written Chinese, of which it has read much. */
import { foldScript } from '../language/script.ts';
import { bridgeCantonese } from '../text/cantonese.ts';
import type { EmbeddingModel, EmbeddingRole, Language } from '../types.ts';
import { normalize } from '../vector.ts';

/** A way to read a text: in these words, as this language. */
interface Reading {
  readonly words: (text: string) => string;
  readonly language: Language;
}

const written = (text: string) => bridgeCantonese(foldScript(text));

/**
 * Cantonese passages are embedded in written words (佢哋喺邊度 as 他们在哪里); Cantonese questions as the mean of both, since
 * they are matched with English passages too. Measured with the bundled model, without and with: Tatoeba yue→en recall@1
 * 91.6 / 92.4; own questions in Cantonese over all versions, refused though answerable 12.9% / 8.6%. A Cantonese question
 * costs a second embedding.
 */
function readings(role: EmbeddingRole, language: Language): Reading[] {
  const asIs: Reading = { words: (text) => text, language };
  if (language !== 'yue') return [asIs];
  const bridged: Reading = { words: written, language: 'zh-Hans' };
  return role === 'passage' ? [bridged] : [asIs, bridged];
}

export function bridgeEmbedding(model: EmbeddingModel): EmbeddingModel {
  return {
    ...model,
    id: `${model.id}+yue1`,
    async embed(texts, role, language) {
      const [first, second] = readings(role, language);
      const vectors = await model.embed(texts.map(first!.words), role, first!.language);
      if (!second) return vectors;
      const others = await model.embed(texts.map(second.words), role, second.language);
      // The mean's direction is the sum's.
      return vectors.map((vector, i) => normalize(vector.map((value, at) => value + others[i]![at]!)));
    },
    inputs: (text, role, language) =>
      readings(role, language).flatMap((reading) => model.inputs?.(reading.words(text), role, reading.language) ?? []),
  };
}
