/** Embeds each text once a run: the same questions are asked of several pools. */
import type { Embedding, EmbeddingModel, EmbeddingRole, Language } from '../core/types.ts';

export function cacheEmbeddings(embedder: EmbeddingModel): EmbeddingModel {
  const known = new Map<string, Embedding>();
  const keyOf = (text: string, role: EmbeddingRole, language: Language) => `${role} ${language} ${text}`;
  return {
    ...embedder,
    async embed(texts, role, language) {
      const missing = [...new Set(texts)].filter((text) => !known.has(keyOf(text, role, language)));
      const embedded = await embedder.embed(missing, role, language);
      missing.forEach((text, i) => {
        known.set(keyOf(text, role, language), embedded[i]!);
      });
      return texts.map((text) => known.get(keyOf(text, role, language))!);
    },
  };
}
