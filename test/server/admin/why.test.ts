import { expect, it } from 'vitest';
import type { RetrieveOptions } from '../../../core/types.ts';
import { whyAnswer } from '../../../server/admin/why.ts';
import { createService, type Searchable } from '../../../server/service.ts';
import { hitOf, passagesOf } from '../../support/hits.ts';
import { TOY_ARTICLES } from '../../support/toy-app.ts';

it('searches as it does for the reader, whose language decides where “2025” does not tell', async () => {
  const searches: Pick<RetrieveOptions, 'language' | 'questionLanguage'>[] = [];
  const open = {
    retriever: {
      async retrieve(_: string, { language, questionLanguage }: RetrieveOptions) {
        searches.push({ language, questionLanguage });
        return passagesOf(TOY_ARTICLES[0]!).map(hitOf);
      },
    },
  } as unknown as Searchable;
  const service = createService({
    index: { use: (work) => work(open), refresh: async () => {}, close() {} },
    chatModel: { backend: 'fake', model: 'fake', async *reply() {} },
    detect: () => ({ language: 'en', confidence: 0.2 }),
  });
  await whyAnswer(service, '2025', 'yue', new AbortController().signal);
  expect(searches).toEqual([
    { language: 'yue', questionLanguage: 'yue' },
    { language: 'yue', questionLanguage: 'yue' },
  ]);
});
