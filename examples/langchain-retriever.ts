/**
 * Samman's retriever in a LangChain chain: it finds the passages, the chain does with them what it likes.
 *
 *   npm run ingest
 *   npx tsx examples/langchain-retriever.ts "而家有幾多個政府部門試緊 HKGAI v1？"
 *
 * As it stands the chain needs no model and quotes what was found. To have a model answer, put it where `quote` is:
 *
 *   import { StringOutputParser } from '@langchain/core/output_parsers';
 *   import { ChatOpenAI } from '@langchain/openai';
 *   const chain = RunnableSequence.from([inputs, prompt, new ChatOpenAI({ model: '…' }), new StringOutputParser()]);
 */
import { join } from 'node:path';
import type { Document } from '@langchain/core/documents';
import type { BasePromptValueInterface } from '@langchain/core/prompt_values';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnableLambda, RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables';
import { type PassageMetadata, SammanRetriever } from '../adapters/langchain-retriever.ts';
import { loadLanguageDetector } from '../adapters/language-id-file.ts';
import { loadRetrievalAids } from '../adapters/retrieval-aids.ts';
import { createTransformersEmbedding } from '../adapters/transformers-embedding.ts';
import { ROOT, readConfig } from '../config.ts';
import { bridgeEmbedding } from '../core/retrieval/bridged-embedding.ts';
import { createRetriever } from '../core/retrieval/retriever.ts';
import { openIndex } from '../store/open-index.ts';

const question = process.argv.slice(2).join(' ').trim();
if (!question) {
  console.error('Usage: npx tsx examples/langchain-retriever.ts "question"');
  process.exit(1);
}

const { embeddingModel: model, embeddingDownload: download, indexDir } = readConfig();
const modelsDir = join(ROOT, 'models');
const embedder = bridgeEmbedding(await createTransformersEmbedding({ model, modelsDir, download }));
const detector = await loadLanguageDetector(modelsDir);
const aids = await loadRetrievalAids({ modelsDir, embeddingModel: model, tokenIds: embedder.tokenIds });
const index = await openIndex(indexDir, { embeddingModel: embedder.id });

const retriever = new SammanRetriever({
  retriever: createRetriever({ ...index, embedder, ...aids }),
  detect: (text) => detector.detect(text).language,
  k: 3,
});

const numbered = (documents: Document<PassageMetadata>[]): string =>
  documents.map(({ pageContent, metadata }, i) => `[${i + 1}] ${metadata.title}\n${pageContent}`).join('\n\n');

const inputs = { question: new RunnablePassthrough<string>(), passages: retriever.pipe(RunnableLambda.from(numbered)) };

const prompt = ChatPromptTemplate.fromMessages([
  ['system', 'Answer from these passages only, in the language of the question, and cite them as [n].\n\n{passages}'],
  ['human', '{question}'],
]);

/** What a model would be given. */
const quote = (given: BasePromptValueInterface): string =>
  given
    .toChatMessages()
    .map(({ type, text }) => `${type}: ${text}`)
    .join('\n\n');

const chain = RunnableSequence.from<string, string>([inputs, prompt, RunnableLambda.from(quote)]);
console.log(await chain.invoke(question));
index.close();
