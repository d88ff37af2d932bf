/** The tools `ask` and `search` of the Model Context Protocol. */
import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Answers, Asker } from './answers.ts';
import { fieldErrors, plainly } from './bad-fields.ts';
import { plainText, type SourcedCitation } from './cited-answer.ts';
import type { AnswerSlots } from './guard/answer-slots.ts';
import { articleUrl } from './passage-link.ts';
import { Problem } from './problem.ts';
import { unexpected } from './routes/ask.ts';
import { askSchema, languageSchema, searchSchema } from './schemas.ts';
import type { Service } from './service.ts';

interface McpToolsOptions {
  readonly service: Pick<Service, 'search'>;
  readonly answers: Answers;
  readonly slots: AnswerSlots;
  /** `https://host`, which the addresses of passages lack. */
  readonly origin: string;
  readonly asker: Asker;
  /** Told of every failure, whose cause the client is not told. */
  readonly onError: (error: unknown) => void;
}

/** Where a quotation stands: UTF-16 code units of the article's text, end exclusive; `url` opens it there. */
const place = {
  article: z.string(),
  title: z.string(),
  url: z.url(),
  language: languageSchema,
  start: z.number(),
  end: z.number(),
  score: z.number(),
};
const answerShape = z.object({
  answer: z.string().describe('With [n] after each sentence, for the citation n'),
  language: languageSchema,
  refused: z
    .boolean()
    .describe('The articles do not hold the answer; a citation, where there is one, is only the nearest'),
  unsure: z.boolean().optional().describe('It is only the closest that the articles come'),
  citations: z.array(z.object({ n: z.number(), quote: z.string(), headings: z.array(z.string()), ...place })),
});
const resultsShape = z.object({ results: z.array(z.object({ text: z.string(), ...place })) });

const READS_ONLY = { readOnlyHint: true, openWorldHint: false };

export function registerTools(server: McpServer, options: McpToolsOptions): void {
  const { service, answers, slots, origin, asker, onError } = options;
  const absolute = (path: string) => new URL(path, origin).href;

  const goneOf = ({ signal }: { signal: AbortSignal }) => AbortSignal.any([asker.gone, signal]);

  /** What the SDK makes of an error would tell its cause. */
  async function guarded(work: () => Promise<CallToolResult>): Promise<CallToolResult> {
    try {
      return await work();
    } catch (error) {
      const problem = error instanceof Problem ? error : unexpected();
      if (problem !== error) onError(error);
      return { isError: true, content: [{ type: 'text', text: problem.message }] };
    }
  }

  server.registerTool(
    'ask',
    {
      title: 'Ask the articles',
      description:
        'Answers a question in Cantonese, Chinese or English from the articles of this site, in the language of the ' +
        'question, every sentence cited. Says so where the articles do not hold the answer.',
      inputSchema: inPlainWords(askSchema.omit({ stream: true })),
      outputSchema: answerShape,
      annotations: READS_ONLY,
    },
    ({ question, language, history }, { mcpReq }) =>
      guarded(async () => {
        const asked = { question, ...(language && { language }), ...(history && { history }) };
        const answer = await answers.complete(asked, { ...asker, gone: goneOf(mcpReq) });
        const citations = answer.citations.map((citation) => ({ ...citation, url: absolute(citation.url) }));
        const text = plainText(answer, origin);
        const { refused, unsure } = answer;
        return {
          content: [{ type: 'text', text }],
          structuredContent: {
            answer: answer.answer,
            language: answer.language,
            refused,
            ...(unsure && { unsure }),
            citations: citations.map(cited),
          },
        };
      }),
  );

  server.registerTool(
    'search',
    {
      title: 'Search the articles',
      description: 'Finds the passages of the articles nearest to a question in Cantonese, Chinese or English.',
      inputSchema: inPlainWords(searchSchema.omit({ explain: true })),
      outputSchema: resultsShape,
      annotations: READS_ONLY,
    },
    ({ query, k, language, history }, { mcpReq }) =>
      guarded(async () => {
        const slot = slots.enter(goneOf(mcpReq));
        const found = service.search(query, { k, ...(language && { language }), ...(history && { history }) });
        const hits = await found.finally(slot.leave);
        const results = hits.map(({ passage: { article, title, language, text, start, end }, score }) => {
          const url = absolute(articleUrl({ article, language, start, end, quote: text }));
          return { text, article, title, url, language, start, end, score };
        });
        const text = results.map(({ title, url, text }) => `${title} — ${url}\n${text}`).join('\n\n');
        return { content: [{ type: 'text', text: text || 'No passage was found.' }], structuredContent: { results } };
      }),
  );
}

/** A schema whose issues the SDK tells as the other routes do, with what to send instead. */
function inPlainWords<S extends z.ZodType>(schema: S): Pick<S, '~standard'> {
  const standard = schema['~standard'];
  return {
    '~standard': {
      ...standard,
      // Zod makes it when it is asked for.
      jsonSchema: standard.jsonSchema,
      validate(value) {
        const parsed = schema.safeParse(value, { error: plainly(value) });
        if (parsed.success) return { value: parsed.data };
        return {
          issues: parsed.error.issues
            .flatMap(fieldErrors)
            .map(({ field, message }) => ({ message: `${field}: ${message}` })),
        };
      },
    },
  };
}

const cited = ({ n, quote, article, title, headings, url, language, start, end, score }: SourcedCitation) => ({
  n,
  quote,
  article,
  title,
  headings: [...headings],
  url,
  language,
  start,
  end,
  score,
});
