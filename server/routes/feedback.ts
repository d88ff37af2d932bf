/** `POST /feedback`: whether an answer helped, and why not. */
import { Hono } from 'hono';
import { z } from 'zod';
import { shown } from '../bad-fields.ts';
import { languageTagSchema, parseBody } from '../schemas.ts';

export const feedbackSchema = z.strictObject({
  answerId: z.uuid({
    error: ({ input }) =>
      input === undefined ? undefined : `${shown(input)} is not the \`id\` of an answer: send it as /ask gave it`,
  }),
  helpful: z.boolean(),
  reason: z.string().max(1000).optional(),
  language: languageTagSchema,
});

const EXAMPLE = '{"answerId": "…", "helpful": true, "language": "en"}';

export type Feedback = z.infer<typeof feedbackSchema>;

/** @param keep a second vote on an answer replaces the first: the widget sends the reason after the vote. */
export function feedbackRoutes(keep: (feedback: Feedback) => Promise<void>): Hono {
  return new Hono().post('/feedback', async (c) => {
    await keep(await parseBody(c, feedbackSchema, EXAMPLE));
    return c.body(null, 204);
  });
}
