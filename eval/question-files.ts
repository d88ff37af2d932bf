/** The question sets: JSONL in the form that `test/eval/README.md` describes, and what others make of it. */
import { z } from 'zod';
import { DataError, readJsonl } from './data.ts';
import type { Answerable, Unanswerable } from './questions.ts';

const text = z.string().min(1);
const id = z.coerce.string();
const asked = { id, en: text, yue: text, zh: text };
/** A heading, a piece of text, or the number some index gave it. */
const place = z.union([z.string(), z.number().transform(String)]).nullish();
/** One spelling may stand without its list. */
const fact = z.union([z.string().transform((spelling) => [spelling]), z.array(z.coerce.string()).min(1)]);

const unanswerable = z.object(asked);
const answerable = z.object({
  ...asked,
  article: text,
  passage: place,
  also: z.array(z.object({ article: text, passage: place })).nullish(),
  facts: z.array(fact).min(1),
});

/** @throws DataError naming the file, the line and what is wrong with it. */
export async function readAnswerable(path: string): Promise<Answerable[]> {
  return (await read(path, answerable)).map(({ passage, also, ...question }) => ({
    ...question,
    ...(typeof passage === 'string' && { passage }),
    ...(also && {
      also: also.map(({ article, passage }) => (typeof passage === 'string' ? { article, passage } : { article })),
    }),
  }));
}

export const readUnanswerable = (path: string): Promise<Unanswerable[]> => read(path, unanswerable);

async function read<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  return (await readJsonl<unknown>(path)).map((line, i) => {
    const parsed = schema.safeParse(line);
    if (parsed.success) return parsed.data;
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new DataError(`${path}, question ${i + 1}: ${problems}. test/eval/README.md says what a question holds.`);
  });
}
