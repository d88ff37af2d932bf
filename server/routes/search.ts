/** `POST /search`: the passages behind an answer, for scripts. */
import { Hono } from 'hono';
import type { Hit } from '../../core/types.ts';
import type { AnswerSlots } from '../guard/answer-slots.ts';
import { parseBody, searchSchema } from '../schemas.ts';
import type { Service } from '../service.ts';

export function searchRoutes(service: Service, slots: AnswerSlots): Hono {
  return new Hono().post('/search', async (c) => {
    const { query, k, language } = await parseBody(c, searchSchema);
    const slot = slots.enter(c.req.raw.signal);
    try {
      const hits = await service.search(query, { k, ...(language && { language }) });
      return c.json({ results: hits.map(result) });
    } finally {
      slot.leave();
    }
  });
}

function result({ passage, score, vector, keyword }: Hit) {
  const { article, title, language, text, start, end } = passage;
  return { article, title, language, text, start, end, score, vector, keyword };
}
