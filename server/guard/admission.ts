/** Questions that would be sent away in the end are sent away at once: before their bodies are read, parsed and checked. */
import type { Context, MiddlewareHandler } from 'hono';
import type { AnswerSlots } from './answer-slots.ts';

/** `/mcp` is not among them: it does other things too, and says it is busy in its own format. */
const TAKES_A_SLOT = new Set(['/ask', '/search', '/v1/chat/completions']);

const asks = (c: Context): boolean =>
  TAKES_A_SLOT.has(c.req.path) && (c.req.method === 'POST' || c.req.query('q') !== undefined);

/** @throws Problem 503 */
export function admission(slots: AnswerSlots): MiddlewareHandler {
  return async (c, next) => {
    if (asks(c)) slots.check();
    await next();
  };
}
