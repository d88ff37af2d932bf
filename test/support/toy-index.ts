/** A real index over given articles with the toy embedding: HNSW file, keyword index, folder and all. */
import { createHash } from 'node:crypto';
import type { Article } from '../../core/types.ts';
import { buildIndex } from '../../ingest/build.ts';
import { openIndex } from '../../store/open-index.ts';
import { temporaryFolder } from './folder.ts';
import { createToyEmbedding } from './toy-embedding.ts';

export const toyArticle = (id: string, language: Article['language'], text: string, title = id): Article => ({
  id,
  language,
  title,
  text,
  format: 'markdown',
});

export async function buildToyIndex(
  articles: readonly Article[],
  options: {
    indexDir?: string;
    embedder?: ReturnType<typeof createToyEmbedding>;
    warn?: (message: string) => void;
  } = {},
) {
  const embedder = options.embedder ?? createToyEmbedding();
  const indexDir = options.indexDir ?? (await temporaryFolder());
  const sources = articles.map((article) => ({
    ...article,
    file: `${article.id}.${article.language}.md`,
    hash: createHash('sha256').update(JSON.stringify(article)).digest('hex'),
  }));
  const { warn } = options;
  const result = await buildIndex({
    indexDir,
    vectorIndex: 'auto',
    embedder,
    articles: sources,
    ...(warn && { warn }),
  });
  return { indexDir, embedder, result, open: () => openIndex(indexDir, { embeddingModel: embedder.id }) };
}
