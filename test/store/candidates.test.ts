import { candidatesContract } from '../support/candidates-contract.ts';
import { buildToyIndex } from '../support/toy-index.ts';

candidatesContract('embedded', async (articles, embedder) => {
  const { open } = await buildToyIndex(articles, { embedder });
  return open();
});
