/** What a retriever can do without, as far as it lies under `models`. */
import type { RetrievalAids } from '../core/retrieval/retriever.ts';
import { loadEvidenceModel } from './evidence-model.ts';
import { loadTranslations } from './translations-file.ts';

export async function loadRetrievalAids(modelsDir: string, embeddingModel: string): Promise<RetrievalAids> {
  const [translations, evidence] = await Promise.all([
    loadTranslations(modelsDir),
    loadEvidenceModel(modelsDir, embeddingModel),
  ]);
  return { translations, evidence };
}
