/** Embeds each text once a run: the same questions are asked of several pools. */
import type { EmbeddingModel, EmbeddingRole, Language } from '../core/types.ts';

export function cacheEmbeddings(embedder: EmbeddingModel): EmbeddingModel {
  const { embedTokens } = embedder;
  return {
    ...embedder,
    embed: once(embedder.embed),
    ...(embedTokens && { embedTokens: once(embedTokens) }),
  };
}

type Embed<T> = (texts: readonly string[], role: EmbeddingRole, language: Language) => Promise<T[]>;

function once<T>(embed: Embed<T>): Embed<T> {
  const known = new Map<string, T>();
  return async (texts, role, language) => {
    const keyOf = (text: string) => `${role} ${language} ${text}`;
    const missing = [...new Set(texts)].filter((text) => !known.has(keyOf(text)));
    const embedded = await embed(missing, role, language);
    missing.forEach((text, i) => {
      known.set(keyOf(text), embedded[i]!);
    });
    return texts.map((text) => known.get(keyOf(text))!);
  };
}
