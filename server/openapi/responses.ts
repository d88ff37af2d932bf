/** What the API answers, for its description; a test holds the answers against it. */
import { z } from 'zod';
import { languageSchema } from '../schemas.ts';

const text = z.string();
const offset = z.number().int().min(0);
const ms = z.number().min(0).meta({ description: 'Milliseconds.' });

const citation = z.strictObject({
  n: z.number().int().min(1).meta({ description: 'Its number in the text, `[n]`.' }),
  article: text,
  title: text,
  headings: z.array(text).meta({ description: 'Those that the quote stands under, outermost first.' }),
  url: text.meta({ description: 'Opens the article at the quote.' }),
  date: text.optional(),
  language: languageSchema,
  quote: text.meta({ description: 'Exactly the article’s text from `start` to `end`.' }),
  start: offset.meta({ description: 'UTF-16 code units.' }),
  end: offset,
  score: z.number(),
});

const answer = z.strictObject({
  id: z.uuid(),
  question: text,
  language: languageSchema,
  answer: text.meta({ description: 'Each sentence ends in the number of its citation, `[1]`.' }),
  refused: z.boolean().meta({
    description:
      'The articles do not hold the answer. A citation, where there is one, is what is nearest to the question.',
  }),
  citations: z.array(citation),
  backend: text,
  model: text,
  unsure: z.literal(true).optional().meta({
    description:
      'The articles may not answer, or not all that was asked: the answer says so before what is only the closest that they come. Missing where it is surer.',
  }),
  fallback: text.optional().meta({
    description:
      'Why the articles’ own sentences stand in for a model’s answer: `unsupported` (it refused, or said nothing that they bear out), `wrong-language`, or how it failed: `timeout`, `unreachable`, …',
  }),
  timings: z.strictObject({ retrieval: ms, firstToken: ms, total: ms }),
});

const problem = z.strictObject({
  type: text,
  title: text,
  status: z.number().int(),
  detail: text.meta({ description: 'What is wrong and what to do.' }),
  errors: z.array(z.strictObject({ field: text, message: text })).optional(),
  requestId: text.meta({ description: 'Stands in the server’s log.' }),
});

const summary = z.strictObject({
  id: text,
  title: text,
  languages: z.array(languageSchema),
  source: text.optional(),
  date: text.optional(),
});

const article = z.strictObject({
  id: text,
  language: languageSchema,
  title: text,
  text,
  format: z.enum(['markdown', 'text']),
  source: text.optional(),
  url: text.optional(),
  date: text.optional(),
  questions: z.array(text).optional(),
  languages: z.array(languageSchema),
  cited: z
    .strictObject({ start: offset, end: offset })
    .nullable()
    .optional()
    .meta({ description: 'Where the passage asked for stands now; null when the article no longer holds it.' }),
});

const result = z.strictObject({
  article: text,
  title: text,
  headings: z.array(text).meta({ description: 'Those that the passage stands under, outermost first.' }),
  url: text.meta({ description: 'Opens the article at the passage.' }),
  language: languageSchema,
  text,
  start: offset,
  end: offset,
  score: z.number().meta({ description: 'What results are ordered by; comparable within one search only.' }),
  vector: z.number().meta({ description: 'Similarity, as a weighted mean of cosines.' }),
  keyword: z.number().min(0).meta({ description: 'BM25; 0 when no word is shared.' }),
});

const model = z.strictObject({ id: text, object: z.literal('model'), created: z.number().int(), owned_by: text });

/** As OpenAI's reference has it, as far as Samman fills it in, with its own fields in `samman`. */
const completion = z.object({
  id: text,
  object: z.literal('chat.completion'),
  created: z.number().int(),
  model: text,
  choices: z.array(
    z.object({
      index: z.number().int(),
      message: z.object({
        role: z.literal('assistant'),
        content: text,
        refusal: z.null(),
        annotations: z.array(z.looseObject({})),
      }),
      logprobs: z.null(),
      finish_reason: z.literal('stop'),
    }),
  ),
  usage: z.object({
    prompt_tokens: z.number().int(),
    completion_tokens: z.number().int(),
    total_tokens: z.number().int(),
  }),
  samman: z.looseObject({}),
});

const openAiProblem = z.object({
  error: z.object({ message: text, type: text, param: text.nullable(), code: text.nullable() }),
});

export const RESPONSES = {
  Answer: answer,
  Articles: z.strictObject({ articles: z.array(summary) }),
  Article: article,
  /** `explain` adds why. */
  SearchResults: z.looseObject({ results: z.array(z.looseObject(result.shape)) }),
  ChatCompletion: completion,
  Models: z.strictObject({ object: z.literal('list'), data: z.array(model) }),
  Model: model,
  Starters: z.strictObject({ questions: z.array(text) }),
  Alive: z.strictObject({ status: z.literal('ok') }),
  Ready: z.strictObject({ status: z.literal('ready'), passages: z.number().int().min(0) }),
  Problem: problem,
  OpenAiError: openAiProblem,
} as const;
