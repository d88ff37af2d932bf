import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory';
import { FakeEmbeddings } from '@langchain/core/utils/testing';
import { expect, it } from 'vitest';
import { fillVectorStore, nearestInVectorStore } from '../../adapters/langchain-vector-store.ts';
import { candidatesFrom } from '../../core/retrieval/candidates.ts';
import { candidatesContract } from '../support/candidates-contract.ts';
import { buildToyIndex } from '../support/toy-index.ts';

/** Texts are never embedded by the store: it is given vectors. */
const emptyStore = () => new MemoryVectorStore(new FakeEmbeddings());

candidatesContract('LangChain’s', async (articles, embedder) => {
  const index = await (await buildToyIndex(articles, { embedder })).open();
  const store = emptyStore();
  await fillVectorStore(store, [...index.library.passages], index.vectors);
  return { ...index, candidates: candidatesFrom(nearestInVectorStore(store), index) };
});

it('says what to do with a document that is not ours', async () => {
  const store = emptyStore();
  await store.addVectors([[1, 0]], [{ pageContent: 'a stray', metadata: {} }]);
  await expect(nearestInVectorStore(store).search(Float32Array.of(1, 0), 1)).rejects.toThrow(
    /without a passage number .*undefined.*fillVectorStore/,
  );
});
