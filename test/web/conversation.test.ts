import { expect, it } from 'vitest';
import { createConversationStore, type Exchange, historyOf } from '../../web/conversation.ts';

const exchange = (question: string, state: Exchange['state'] = 'done'): Exchange => ({
  question,
  state,
  text: `答 ${question}[1]`,
  citations: [],
  refused: false,
});

function memory(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  } as Storage;
}

it('keeps a conversation; what was being written has stopped', () => {
  const storage = memory();
  const store = createConversationStore('k', () => storage);
  expect(store.load()).toEqual({ exchanges: [], draft: '', open: false });
  store.save({ exchanges: [exchange('a'), exchange('b', 'writing')], draft: 'c', open: true, language: 'yue' });
  expect(store.load()).toMatchObject({
    exchanges: [{ state: 'done' }, { state: 'stopped', text: '答 b[1]' }],
    draft: 'c',
    open: true,
    language: 'yue',
  });
});

it('starts afresh where storage is forbidden, full or damaged', () => {
  const forbidden = createConversationStore('k', () => {
    throw new DOMException('denied', 'SecurityError');
  });
  forbidden.save({ exchanges: [], draft: 'x', open: false });
  expect(forbidden.load().draft).toBe('');
  const storage = memory();
  storage.setItem('k', '{"exchanges":5');
  expect(createConversationStore('k', () => storage).load().exchanges).toEqual([]);
});

it('sends the last eight turns of answered questions, without markers', () => {
  const turns = historyOf([...['a', 'b', 'c', 'd', 'e'].map((name) => exchange(name)), exchange('f', 'failed')]);
  expect(turns).toHaveLength(8);
  expect(turns[0]).toEqual({ role: 'user', content: 'b' });
  expect(turns.at(-1)).toEqual({ role: 'assistant', content: '答 e' });
});
