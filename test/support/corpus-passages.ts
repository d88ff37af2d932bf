/** The repository's own articles as a library, with the real weights and the real detector. */
import { join } from 'node:path';
import { loadLanguageDetector } from '../../adapters/language-id-file.ts';
import { createTransformersEmbedding } from '../../adapters/transformers-embedding.ts';
import { ROOT } from '../../config.ts';
import { createLibrary } from '../../core/library.ts';
import { bridgeEmbedding } from '../../core/retrieval/bridged-embedding.ts';
import type { Article, Language, Passage } from '../../core/types.ts';
import { readCorpus } from '../../ingest/articles.ts';
import { chunkArticle } from '../../ingest/chunk.ts';

export async function openCorpus() {
  const modelsDir = join(ROOT, 'models');
  const [embedder, detector] = await Promise.all([
    createTransformersEmbedding({ model: 'e5-small-yue-zh-en', modelsDir, download: 'never' }).then(bridgeEmbedding),
    loadLanguageDetector(modelsDir),
  ]);
  const chunk = (article: Article) =>
    chunkArticle(article, { maxTokens: 256, countTokens: (text) => embedder.countTokens(text) });
  const { articles } = await readCorpus(join(ROOT, 'corpus'), (text) => detector.detect(text).language);
  const library = createLibrary(articles, articles.flatMap(chunk));
  return {
    embedder,
    detect: (text: string) => detector.detect(text),
    library,
    chunk,
    /** The passage that holds some words. */
    passage(language: Language, words: string): Passage {
      const found = [...library.passages].find(
        (passage) => passage.language === language && passage.text.includes(words),
      );
      if (!found) throw new Error(`No passage in ${language} holds ${JSON.stringify(words)}.`);
      return found;
    },
  };
}
