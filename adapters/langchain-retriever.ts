/** Samman's retriever as a LangChain `BaseRetriever`, for chains and agents of one's own. */
import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager';
import { Document } from '@langchain/core/documents';
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import type { Language, Retriever } from '../core/types.ts';

interface SammanRetrieverInput extends BaseRetrieverInput {
  readonly retriever: Retriever;
  /** Tells the language of a question. */
  readonly detect: (question: string) => Language;
  /** Passages at most. */
  readonly k?: number;
}

export interface PassageMetadata {
  readonly article: string;
  readonly language: Language;
  readonly title: string;
  /** Offsets into the article's text. */
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

export class SammanRetriever extends BaseRetriever<PassageMetadata> {
  lc_namespace = ['samman', 'retrievers'];
  readonly #input: SammanRetrieverInput;

  constructor(input: SammanRetrieverInput) {
    super(input);
    this.#input = input;
  }

  override async _getRelevantDocuments(
    question: string,
    _run?: CallbackManagerForRetrieverRun,
  ): Promise<Document<PassageMetadata>[]> {
    const { retriever, detect, k = 4 } = this.#input;
    const language = detect(question);
    const hits = await retriever.retrieve(question, { language, questionLanguage: language, k });
    return hits.map(({ passage, score }) => {
      const { article, title, start, end, text } = passage;
      return new Document({
        pageContent: text,
        metadata: { article, language: passage.language, title, start, end, score },
      });
    });
  }
}
