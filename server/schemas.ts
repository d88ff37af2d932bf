/** What requests look like; the only place that says so. */
import type { Context } from 'hono';
import { z } from 'zod';
import { LANGUAGES, type Language } from '../core/types.ts';
import { matchLanguage } from '../web/language.ts';
import { fieldErrors, plainly, shown } from './bad-fields.ts';
import { FINGERPRINT } from './passage-link.ts';
import { Problem } from './problem.ts';

export const languageSchema = z.enum(LANGUAGES as [Language, ...Language[]]);

/** As a request may name it: programs send the tag that they have from their system, such as `zh-TW`. */
export const languageTagSchema = z
  .string()
  .transform((tag) => matchLanguage(tag) ?? tag)
  .pipe(languageSchema)
  .meta({ enum: [...LANGUAGES] });

const QUESTION_LENGTH = 2000;
export const questionSchema = z
  .string()
  .max(QUESTION_LENGTH)
  .regex(/[\p{L}\p{N}\p{S}]/u, 'Type a question: there is no word in it')
  .transform((text) => text.toWellFormed().trim());

/** Of an earlier turn. */
const TURN_LENGTH = 20_000;
export const turnSchema = z.string().max(TURN_LENGTH, `is over ${TURN_LENGTH} characters: cut or leave out this turn`);
const historySchema = z.array(z.strictObject({ role: z.enum(['user', 'assistant']), content: turnSchema })).max(50);

export const askSchema = z.strictObject({
  question: questionSchema,
  language: languageTagSchema.optional(),
  history: historySchema.optional(),
  stream: z.boolean().optional(),
});

export const askQuerySchema = z.strictObject({
  q: questionSchema,
  language: languageTagSchema.optional(),
  ui: languageTagSchema.optional(),
});

export const searchSchema = z.strictObject({
  query: questionSchema,
  k: z.number().int().min(1).max(50).default(10),
  language: languageTagSchema.optional(),
  history: historySchema.optional(),
  explain: z.boolean().optional(),
});

export const searchQuerySchema = z.strictObject({
  q: questionSchema,
  k: z.coerce.number().int().min(1).max(50).default(10),
  language: languageTagSchema.optional(),
  ui: languageTagSchema.optional(),
  explain: z
    .enum(['0', '1', 'false', 'true'])
    .default('0')
    .transform((value) => value === '1' || value === 'true'),
});

/** Of an article's text. In the description of the API it is what it stands for. */
const offset = z
  .string()
  .regex(/^\d{1,9}$/, { error: ({ input }) => `${shown(input)} is not a whole number` })
  .transform(Number)
  .meta({ type: 'integer', minimum: 0, maximum: 999_999_999, pattern: undefined });

export const languageQuerySchema = z.strictObject({
  language: languageTagSchema.optional(),
  lang: languageTagSchema
    .optional()
    .meta({ description: 'The same as `language`, which counts where both are given.' }),
  ui: languageTagSchema.optional(),
});

export const articleQuerySchema = languageQuerySchema.extend({
  start: offset.optional(),
  end: offset.optional(),
  passage: z.string().regex(FINGERPRINT, 'is not as a citation’s `url` has it: take the whole `url`').optional(),
});

/** @throws Problem 400 naming each bad field. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value, { error: plainly(value) });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(fieldErrors);
  const named = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  throw new Problem(400, named, errors);
}

/**
 * @param example of a body, for who sent none.
 * @throws Problem 400 when the body is not JSON.
 */
export async function parseBody<S extends z.ZodType>(c: Context, schema: S, example: string): Promise<z.output<S>> {
  let body: unknown;
  try {
    body = await c.req.json();
  } catch {
    throw new Problem(400, `The body is not JSON. Send ${example} with content-type: application/json.`, [
      { field: 'body', message: 'not JSON' },
    ]);
  }
  return parse(schema, body);
}
