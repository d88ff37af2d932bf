/** `POST /feedback`: whether an answer helped, and why not. */
import { Hono } from 'hono';
import { z } from 'zod';
import { languageSchema, parseBody } from '../schemas.ts';

export const feedbackSchema = z.object({
  answerId: z.uuid(),
  helpful: z.boolean(),
  reason: z.string().max(1000).optional(),
  language: languageSchema,
});

export type Feedback = z.infer<typeof feedbackSchema>;

/** @param keep a second vote on an answer replaces the first: the widget sends the reason after the vote. */
export function feedbackRoutes(keep: (feedback: Feedback) => Promise<void>): Hono {
  return new Hono().post('/feedback', async (c) => {
    await keep(await parseBody(c, feedbackSchema));
    return c.body(null, 204);
  });
}
