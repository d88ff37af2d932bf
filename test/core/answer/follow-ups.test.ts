import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../core/ask.ts';
import type { Turn } from '../../../core/types.ts';
import { CONVERSATIONS } from '../../support/conversations.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ LOG_LEVEL: 'error' });
});
afterAll(() => server.close());

async function ask(question: string, history: readonly Turn[]): Promise<Answer> {
  const response = await fetch(`${server.url}/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question, history }),
  });
  return (await response.json()) as Answer;
}

describe('a conversation, without a language model', () => {
  it.each(CONVERSATIONS)('$turns', async ({ turns }) => {
    const history: Turn[] = [];
    for (const [question, holds] of turns) {
      const { answer } = await ask(question, history);
      expect.soft(answer, question).toMatch(holds);
      history.push({ role: 'user', content: question }, { role: 'assistant', content: answer });
    }
  });
});
