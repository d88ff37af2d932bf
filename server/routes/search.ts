/** `POST /search` and `GET /search`: the passages behind an answer, for scripts, and why they were found. */
import { type Context, Hono } from 'hono';
import type { Hit, HitExplanation, Passage } from '../../core/types.ts';
import type { AnswerSlots } from '../guard/answer-slots.ts';
import { articleUrl } from '../passage-link.ts';
import { parse, parseBody, searchQuerySchema, searchSchema } from '../schemas.ts';
import type { Explained, SearchOptions, Service } from '../service.ts';
import { wantsPage } from './articles.ts';
import { readerOf } from './reader-language.ts';

/** What an explained search answers as JSON, and what the page shows. */
export type ExplainedSearch = ReturnType<typeof explainedBody>;

interface SearchRoutesOptions {
  readonly service: Pick<Service, 'search' | 'explain'>;
  readonly slots: AnswerSlots;
  /** Shows an explained search to a browser. */
  readonly page: (c: Context, search: ExplainedSearch, passages: readonly Passage[]) => Response;
}

export function searchRoutes({ service, slots, page }: SearchRoutesOptions): Hono {
  async function inSlot<T>(c: Context, work: () => Promise<T>): Promise<T> {
    const slot = slots.enter(c.req.raw.signal);
    return work().finally(slot.leave);
  }
  const explained = async (query: string, options: SearchOptions) =>
    explainedBody(query, await service.explain(query, options));
  const found = async (query: string, options: SearchOptions) => ({
    results: (await service.search(query, options)).map(result),
  });

  return new Hono()
    .post('/search', async (c) => {
      const { query, explain, ...asked } = await parseBody(c, searchSchema, '{"query": "…"}');
      const body = await inSlot<object>(c, () => (explain ? explained : found)(query, given(c, asked)));
      return c.json(body);
    })
    .get('/search', async (c) => {
      const { q, explain, ...asked } = parse(searchQuerySchema, c.req.query());
      if (wantsPage(c)) {
        const search = await inSlot(c, () => service.explain(q, given(c, asked)));
        const passages = search.found.map(({ passage }) => passage);
        return page(c, explainedBody(q, search), passages);
      }
      const body = await inSlot<object>(c, () => (explain ? explained : found)(q, given(c, asked)));
      return c.json(body);
    });
}

type Asked = { readonly [K in keyof SearchOptions]: SearchOptions[K] | undefined } & { readonly k: number };

function given(c: Context, { k, language, history }: Asked): SearchOptions {
  const reader = readerOf(c);
  return { k, ...(language && { language }), ...(history && { history }), ...(reader && { reader }) };
}

function result({ passage, score, vector, keyword }: Hit) {
  const { article, title, headings, language, text, start, end } = passage;
  const url = articleUrl({ article, language, start, end, quote: text });
  return { article, title, headings, url, language, text, start, end, score, vector, keyword };
}

function explainedBody(query: string, { hits, found, ...explain }: Explained) {
  const { ownLanguage = null, judgement = null } = explain;
  return {
    query,
    results: found.map((hit, i) => ({ ...result(hit), explain: why(hit, hits[i]!) })),
    explain: { ...explain, ownLanguage, judgement },
  };
}

function why({ overlap, sameLanguage }: Hit, { fused, vector, sentence, keyword, tokens, translated }: HitExplanation) {
  return {
    fused: placing(fused),
    vector: placing(vector),
    sentence: placing(sentence),
    keyword: placing(keyword),
    tokens: { place: tokens.place ?? null, score: tokens.score ?? null },
    translated: { place: translated.place ?? null, score: translated.score ?? null },
    overlap: overlap ?? null,
    sameLanguage,
  };
}

/** JSON has no `undefined`, and a field that comes and goes is hard to read. */
const placing = ({ place = null, score }: { place?: number | null | undefined; score: number }) => ({ place, score });
