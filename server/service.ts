/** What the routes may do: everything a reader or a script can ask of one index. */
import { type DetectedLanguage, languageInContext } from '../core/answer/conversation.ts';
import { type AskEvent, ask, type Question } from '../core/ask.ts';
import type { Library } from '../core/library.ts';
import { createRetriever } from '../core/retrieval/retriever.ts';
import type { ChatModel, EmbeddingModel, Hit, Language, Retriever } from '../core/types.ts';
import type { Manifest } from '../store/index-folder.ts';
import type { OpenIndex } from '../store/open-index.ts';
import type { LiveIndex, Served } from './live-index.ts';

export interface Service {
  ask(question: Question, signal: AbortSignal): AsyncGenerator<AskEvent>;
  search(query: string, options: { k: number; language?: Language }): Promise<Hit[]>;
  library(): Promise<Library>;
  /** Of the index that is served. */
  manifest(): Promise<Manifest>;
}

/** An open index with what answers from it. */
export interface Searchable extends Served {
  readonly library: Library;
  readonly manifest: Manifest;
  readonly retriever: Retriever;
}

export const searchable = (index: OpenIndex, embedder: EmbeddingModel): Searchable => ({
  version: index.version,
  library: index.library,
  manifest: index.manifest,
  retriever: createRetriever({ ...index, embedder }),
  close: index.close,
});

export interface ServiceParts {
  readonly index: LiveIndex<Searchable>;
  readonly chatModel: ChatModel;
  detect(text: string): DetectedLanguage;
}

export function createService({ index, chatModel, detect }: ServiceParts): Service {
  // The retriever is all that touches the index's files, and it is done before the first event of an answer.
  const retriever: Retriever = {
    retrieve: (question, options) => index.use((open) => open.retriever.retrieve(question, options)),
  };
  return {
    ask: (question, signal) => ask(question, { retriever, chatModel, detect }, signal),
    search(query, { k, language }) {
      const questionLanguage = languageInContext(query, [], detect);
      return retriever.retrieve(query, { language: language ?? questionLanguage, questionLanguage, k });
    },
    library: () => index.use(async (open) => open.library),
    manifest: () => index.use(async (open) => open.manifest),
  };
}
