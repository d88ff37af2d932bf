/** What a retriever can do without, as far as it lies under `models`. */
import type { RetrievalAids } from '../core/retrieval/retriever.ts';
import { type EvidenceModelOptions, loadEvidenceModel } from './evidence-model.ts';
import { loadTranslations } from './translations-file.ts';

export async function loadRetrievalAids(options: EvidenceModelOptions): Promise<RetrievalAids> {
  const [translations, evidence] = await Promise.all([loadTranslations(options.modelsDir), loadEvidenceModel(options)]);
  return { translations, evidence };
}
