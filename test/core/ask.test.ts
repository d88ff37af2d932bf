import { expect, it } from 'vitest';
import { ask } from '../../core/ask.ts';
import type { ChatModel } from '../../core/types.ts';

it.each([['When did it open?'], ['Who built it? When did the tram open?']])(
  'stops a model that nobody listens to any more: %s',
  async (question) => {
    let open = 0;
    const chatModel: ChatModel = {
      ...{ backend: 'test', model: 'test' },
      async *reply(asked) {
        open++;
        try {
          if (/built/.test(asked.question)) return yield { type: 'refusal' };
          yield { type: 'queued', position: 1 };
          yield { type: 'token', text: 'In 1904.' };
        } finally {
          open--;
        }
      },
    };
    const detect = () => ({ language: 'en', confidence: 1 }) as const;
    const parts = { retriever: { retrieve: async () => [] }, chatModel, detect };
    for await (const { type } of ask({ question }, parts, new AbortController().signal)) if (type === 'queued') break;
    expect(open).toBe(0);
  },
);
