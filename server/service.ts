/** What the routes may do: everything a reader or a script can ask of one index. */
import { setImmediate } from 'node:timers/promises';
import { type DetectedLanguage, languageInContext, standalone } from '../core/answer/conversation.ts';
import { likelier, type Rewrite } from '../core/answer/follow-up.ts';
import { readMessage } from '../core/answer/message.ts';
import { PASSAGES } from '../core/answer/one-answer.ts';
import { type AskEvent, ask, type Question } from '../core/ask.ts';
import type { Library } from '../core/library.ts';
import { createRetriever, type RetrievalAids } from '../core/retrieval/retriever.ts';
import type {
  ChatModel,
  EmbeddingModel,
  Hit,
  Judgement,
  Language,
  RetrievalExplanation,
  Retriever,
  Turn,
} from '../core/types.ts';
import type { OpenManifest } from '../store/index-folder.ts';
import type { ServedIndex } from '../store/open-index.ts';
import type { LiveIndex, Served } from './live-index.ts';

export interface SearchOptions {
  /** Passages at most. */
  readonly k: number;
  /** The reader's; the query's own by default. */
  readonly language?: Language;
  readonly history?: readonly Turn[];
  /** As a question's. */
  readonly reader?: Language;
}

/** A search with the reasons for what it found. */
export interface Explained extends RetrievalExplanation {
  readonly found: readonly Hit[];
  readonly detected: DetectedLanguage;
  /** The query's language after the conversation before it was heard, and the reader's. */
  readonly questionLanguage: Language;
  readonly language: Language;
  /** The query with what it leans on. */
  readonly standalone: string;
  /** Of an answer to the query; undefined where the chat model cannot tell beforehand. */
  readonly judgement: Judgement | undefined;
}

export interface Service {
  ask(question: Question, signal: AbortSignal): AsyncGenerator<AskEvent>;
  search(query: string, options: SearchOptions): Promise<Hit[]>;
  explain(query: string, options: SearchOptions): Promise<Explained>;
  library(): Promise<Library>;
  /** Of the embedding model. */
  countTokens(text: string): Promise<number>;
  /** Of the index that answers. */
  version(): Promise<string>;
  /** Of the index that is served. */
  manifest(): Promise<OpenManifest>;
}

/** An open index with what answers from it. */
export interface Searchable extends Served {
  readonly library: Library;
  readonly manifest: OpenManifest;
  readonly retriever: Retriever;
  countTokens(text: string): number;
}

export const searchable = (index: ServedIndex, embedder: EmbeddingModel, aids?: RetrievalAids): Searchable => ({
  version: index.version,
  library: index.library,
  manifest: index.manifest,
  retriever: createRetriever({ ...index, embedder, ...aids }),
  countTokens: embedder.countTokens,
  close: index.close,
});

interface ServiceParts {
  readonly index: LiveIndex<Searchable>;
  readonly chatModel: ChatModel;
  detect(text: string): DetectedLanguage;
  readonly rewrite?: Rewrite;
}

export function createService({ index, chatModel, detect, rewrite }: ServiceParts): Service {
  // Beyond it only texts are read, whose file stays open as long as a passage of it is held (`store/read-at.ts`).
  const retriever: Retriever = {
    async retrieve(question, options) {
      const hits = await index.use((open) => open.retriever.retrieve(question, options));
      // Search and answer take some milliseconds each of the thread that also says to others that there is no room.
      await setImmediate();
      return hits;
    },
  };
  /** As an answer's question is; several together, since the passages are not told apart. */
  async function understand(query: string, { language: wanted, history = [], reader }: SearchOptions) {
    const questionLanguage = languageInContext(query, history, detect, reader);
    const language = wanted ?? questionLanguage;
    const { questions, whole } = readMessage(query);
    const put = questions.length > 1 ? whole : await likelier(questions[0]!, retriever, { language, questionLanguage });
    return { text: standalone(put, history), put, questionLanguage, language };
  }
  return {
    ask: (question, signal) => ask(question, { retriever, chatModel, detect, ...(rewrite && { rewrite }) }, signal),
    async search(query, options) {
      const { text, language, questionLanguage } = await understand(query, options);
      return retriever.retrieve(text, { language, questionLanguage, k: options.k });
    },
    async explain(query, options) {
      const { text, put, ...asked } = await understand(query, options);
      let retrieval: RetrievalExplanation | undefined;
      const hits = await retriever.retrieve(text, {
        ...asked,
        // No fewer than an answer draws on, so that it is judged here as it is there.
        k: Math.max(options.k, PASSAGES),
        reading: chatModel.reading?.(put),
        explain: (explanation) => {
          retrieval = explanation;
        },
      });
      const { history = [], k } = options;
      const { language } = asked;
      const judgement = chatModel.judge?.({ question: put, language, hits: hits.slice(0, PASSAGES), history });
      return {
        ...retrieval!,
        ...asked,
        hits: retrieval!.hits.slice(0, k),
        found: hits.slice(0, k),
        detected: detect(query),
        standalone: text,
        judgement,
      };
    },
    library: () => index.use(async (open) => open.library),
    countTokens: (text) => index.use(async (open) => open.countTokens(text)),
    version: () => index.use(async (open) => open.version),
    manifest: () => index.use(async (open) => open.manifest),
  };
}
