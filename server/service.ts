/** What the routes may do: everything a reader or a script can ask of one index. */
import { type DetectedLanguage, languageInContext } from '../core/answer/conversation.ts';
import type { Rewrite } from '../core/answer/follow-up.ts';
import { type AskEvent, ask, type Question } from '../core/ask.ts';
import type { Library } from '../core/library.ts';
import { createRetriever } from '../core/retrieval/retriever.ts';
import type { ChatModel, EmbeddingModel, Hit, Language, Retriever } from '../core/types.ts';
import type { OpenIndex } from '../store/open-index.ts';
import type { LiveIndex, Served } from './live-index.ts';

export interface Service {
  ask(question: Question, signal: AbortSignal): AsyncGenerator<AskEvent>;
  search(query: string, options: { k: number; language?: Language }): Promise<Hit[]>;
  library(): Promise<Library>;
}

/** An open index with what answers from it. */
export interface Searchable extends Served {
  readonly library: Library;
  readonly retriever: Retriever;
}

export const searchable = (index: OpenIndex, embedder: EmbeddingModel): Searchable => ({
  version: index.version,
  library: index.library,
  retriever: createRetriever({ ...index, embedder }),
  close: index.close,
});

export interface ServiceParts {
  readonly index: LiveIndex<Searchable>;
  readonly chatModel: ChatModel;
  detect(text: string): DetectedLanguage;
  readonly rewrite?: Rewrite;
}

export function createService({ index, chatModel, detect, rewrite }: ServiceParts): Service {
  // The retriever is all that touches the index's files, and it is done before the first event of an answer.
  const retriever: Retriever = {
    retrieve: (question, options) => index.use((open) => open.retriever.retrieve(question, options)),
  };
  return {
    ask: (question, signal) => ask(question, { retriever, chatModel, detect, ...(rewrite && { rewrite }) }, signal),
    search(query, { k, language }) {
      const questionLanguage = languageInContext(query, [], detect);
      return retriever.retrieve(query, { language: language ?? questionLanguage, questionLanguage, k });
    },
    library: () => index.use(async (open) => open.library),
  };
}
