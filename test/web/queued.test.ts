import { afterEach, expect, it, vi } from 'vitest';
import { LANGUAGES } from '../../core/types.ts';
import { createClient } from '../../web/client.ts';
import { applyEvent, type Exchange } from '../../web/conversation.ts';
import { noteOf } from '../../web/exchange-view.ts';
import { stringsIn } from '../../web/strings.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A server that sends these events. */
function serving(events: readonly (readonly [event: string, data: unknown])[]) {
  const body = events.map(([event, data]) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join('');
  vi.stubGlobal('fetch', async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  return createClient(new URL('http://samman.example/'));
}

const DONE = { id: 'a', question: 'q', language: 'en', answer: 'It is.', refused: false, citations: [] };

it('says how many questions come first, until it is one’s turn', async () => {
  const client = serving([
    ['retrieval', { id: 'a', language: 'en', hits: 1 }],
    ['queued', { position: 2 }],
    ['queued', { position: 0 }],
    ['done', DONE],
  ]);
  const exchange: Exchange = { question: 'q', state: 'waiting', text: '', citations: [], refused: false };
  const notes: string[] = [];
  for await (const event of client.ask({ question: 'q', history: [] }, new AbortController().signal)) {
    applyEvent(exchange, event);
    notes.push(noteOf(exchange, stringsIn('en')));
  }
  expect(notes).toEqual(['Reading the articles…', 'Before you: 2', 'Reading the articles…', '']);
});

it.each(LANGUAGES)('says so in %s', (language) => {
  const waiting: Exchange = { question: 'q', state: 'waiting', text: '', citations: [], refused: false, queued: 3 };
  expect(noteOf(waiting, stringsIn(language))).toMatch(/\D3$/);
});

it('passes over events that it does not know', async () => {
  const client = serving([
    ['weather', { text: 'fine', position: 7 }],
    ['token', { text: 'It is.' }],
    ['fallback', { reason: 'timeout' }],
    ['done', DONE],
  ]);
  const exchange: Exchange = { question: 'q', state: 'waiting', text: '', citations: [], refused: false };
  for await (const event of client.ask({ question: 'q', history: [] }, new AbortController().signal)) {
    applyEvent(exchange, event);
    expect(exchange).not.toHaveProperty('queued');
  }
  expect(exchange).toMatchObject({ state: 'done', text: 'It is.' });
});
