import { RunnableLambda } from '@langchain/core/runnables';
import { expect, it } from 'vitest';
import { SammanRetriever } from '../../adapters/langchain-retriever.ts';
import { createRetriever } from '../../core/retrieval/retriever.ts';
import { buildToyIndex, toyArticle } from '../support/toy-index.ts';

it('serves as a LangChain retriever in a chain', async () => {
  const { open, embedder } = await buildToyIndex([
    toyArticle('tram', 'en', 'The tram line opened in 1904.'),
    toyArticle('ferry', 'en', 'The ferry crosses the harbour.'),
  ]);
  const index = await open();
  const retriever = new SammanRetriever({
    retriever: createRetriever({ ...index, embedder }),
    detect: () => 'en',
    k: 1,
  });
  const chain = retriever.pipe(
    RunnableLambda.from((documents: { pageContent: string }[]) => documents[0]!.pageContent),
  );
  expect(await chain.invoke('When did the tram line open?')).toBe('The tram line opened in 1904.');
  const [document] = await retriever.invoke('tram line');
  expect(document!.metadata).toMatchObject({ article: 'tram', language: 'en', start: 0, end: 29 });
  index.close();
});
