import { describe } from 'vitest';
import { languageModelContract } from '../../support/language-model-contract.ts';
import { KEY, KINDS, openBackend } from './open.ts';

const ENDLESS = { say: Array.from({ length: 2000 }, (_, i) => ` word${i}`), pause: 1 };

describe.each(KINDS)('%s', (backend) => {
  languageModelContract({
    backend,
    open: async ({ endless }) => {
      const { model, fake } = await openBackend(backend, endless ? ENDLESS : {}, { key: KEY });
      return { model, close: fake.close };
    },
  });
});
