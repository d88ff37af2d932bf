/** Hits as a retriever would give them, of articles written in a test. */
import type { Article, ChatEvent, ChatModel, ChatRequest, Hit, Passage } from '../../core/types.ts';
import { chunkArticle } from '../../ingest/chunk.ts';

export const passagesOf = (article: Article): Passage[] =>
  chunkArticle(article, { maxTokens: 256, countTokens: (text) => Math.ceil(text.length / 3) });

/** As if the question were about each of its sentences. */
export const hitOf = (passage: Passage): Hit => ({
  passage,
  score: 0.8,
  vector: 0.8,
  keyword: 5,
  overlap: 0.8,
  sameLanguage: true,
  sentences: passage.sentences.map(({ start, end }) => ({
    start,
    end,
    text: passage.text.slice(start - passage.start, end - passage.start),
    similarity: 0.8,
    overlap: 0.8,
  })),
});

export async function replyOf(model: ChatModel, request: ChatRequest, signal = new AbortController().signal) {
  const events: ChatEvent[] = [];
  for await (const event of model.reply(request, signal)) events.push(event);
  return {
    events,
    text: events.flatMap((event) => (event.type === 'token' ? event.text : [])).join(''),
    citations: events.flatMap((event) => (event.type === 'citation' ? event.citation : [])),
    refused: events.some(({ type }) => type === 'refusal'),
    fallback: events.flatMap((event) => (event.type === 'fallback' ? event.reason : []))[0],
  };
}
