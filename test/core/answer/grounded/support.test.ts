import { beforeAll, describe, expect, it } from 'vitest';
import { createSupportCheck, type SupportCheck } from '../../../../core/answer/grounded/support.ts';
import { openCorpus } from '../../../support/corpus-passages.ts';
import { CLAIMS } from './claims.ts';
import { LEAKS, LOST, PLAUSIBLE } from './plausible-claims.ts';

let corpus: Awaited<ReturnType<typeof openCorpus>>;
let check: SupportCheck;

beforeAll(async () => {
  corpus = await openCorpus();
  check = createSupportCheck({ embedder: corpus.embedder });
});

describe.each([...CLAIMS, ...PLAUSIBLE])(
  'over $passage, in $language',
  ({ passage, language, supported, unsupported }) => {
    it.each(supported)('lets through: %s', async (claim) => {
      const verdict = await check(claim, language, [corpus.passage(...passage)]);
      expect(verdict).toHaveProperty('by');
      for (const { text, start, end, passage: from } of verdict.by ?? []) {
        expect(from.text.slice(start - from.start, end - from.start)).toBe(text);
      }
    });

    it.each(unsupported)('cuts: %s', async (claim) => {
      const verdict = await check(claim, language, [corpus.passage(...passage)]);
      expect(verdict).toHaveProperty('reason');
    });
  },
);

// Whoever mends one of these moves it to the table above.
describe('what it still gets wrong', () => {
  it.each(LEAKS)('in %s, over %s, it lets through: %s', async (language, passage, claim) => {
    expect(await check(claim, language, [corpus.passage(language, passage)])).toHaveProperty('by');
  });

  it.each(LOST)('in %s, over %s, it cuts: %s', async (language, passage, claim) => {
    expect(await check(claim, language, [corpus.passage(language, passage)])).toHaveProperty('reason');
  });
});
