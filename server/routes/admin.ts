/** `/admin`: the pages of the one who looks after the articles. */
import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { EmbeddingModel } from '../../core/types.ts';
import { groupGaps } from '../admin/gap-groups.ts';
import { readIndexState } from '../admin/index-state.ts';
import { whyAnswer } from '../admin/why.ts';
import { requireAdmin, signInRoutes } from '../guard/admin-access.ts';
import { feedbackPage } from '../pages/admin/feedback-page.ts';
import { gapsPage } from '../pages/admin/gaps-page.ts';
import { overviewPage } from '../pages/admin/overview-page.ts';
import { pathTo } from '../pages/admin/shell.ts';
import { signInPage } from '../pages/admin/sign-in-page.ts';
import { whyPage } from '../pages/admin/why-page.ts';
import { pagePolicy } from '../pages/policy.ts';
import { serveBundle } from '../pages/serve-bundle.ts';
import { bundleScript } from '../pages/widget-bundle.ts';
import { Problem } from '../problem.ts';
import type { Rebuild } from '../rebuild.ts';
import { DatabaseError } from '../records/database.ts';
import type { Records } from '../records/records.ts';
import { askQuerySchema, parse } from '../schemas.ts';
import type { Service } from '../service.ts';
import { wantsPage } from './articles.ts';
import { readerLanguage } from './reader-language.ts';

export interface AdminOptions {
  readonly adminToken: string;
  /** What the admin asks is kept nowhere. */
  readonly service: Service;
  readonly indexDir: string;
  readonly records: Pick<Records, 'feedback' | 'gaps'>;
  /** Whether questions that find no answer are kept. */
  readonly keepsQuestions: boolean;
  readonly rebuild: Rebuild;
  readonly embedder: Pick<EmbeddingModel, 'id' | 'embed'>;
}

/** The most asked; grouping so many holds up other requests for 0.1 s (`core/likeness.ts`). */
const GAPS = 200;
const FEEDBACK = 200;

const gapsFormSchema = z.object({
  ids: z
    .string()
    .regex(/^\d{1,15}( \d{1,15})*$/)
    .transform((ids) => ids.split(' ').map(Number)),
  note: z.string().trim().max(500).default(''),
  action: z.enum(['note', 'remove']),
});

export async function adminRoutes(options: AdminOptions): Promise<Hono> {
  const { service, indexDir, records, rebuild } = options;
  const script = await bundleScript('admin-page.ts');
  const routes = new Hono();

  routes.use('/admin', requireAdmin(options));
  routes.use('/admin/*', requireAdmin(options));
  routes.route(
    '/',
    signInRoutes(options, (c, { failed }) => show(c, (nonce) => signInPage({ ...seen(c, nonce), wrong: failed }))),
  );
  routes.get('/admin/script.js', (c) => serveBundle(c, script, 'text/javascript'));

  routes.get('/admin', async (c) => {
    const index = await readIndexState(indexDir, await service.version());
    const articles = (await service.library()).articles(readerLanguage(c));
    if (!wantsPage(c)) return c.json({ index, articles, rebuild: rebuild.state() });
    const { find, page: wanted } = c.req.query();
    return show(c, (nonce) =>
      overviewPage({ ...seen(c, nonce), articles, index, rebuild: rebuild.state(), find, wanted }),
    );
  });
  routes.post('/admin/rebuild', async (c) => {
    const { everything } = await c.req.parseBody();
    const started = rebuild.start(everything === 'yes');
    if (wantsPage(c)) return c.redirect(`${pathTo('overview', readerLanguage(c))}#rebuild`, 303);
    if (!started)
      throw new Problem(409, 'The articles are being indexed already. GET /admin/rebuild/events tells how it goes.');
    return c.json(rebuild.state(), 202);
  });
  routes.post('/admin/rebuild/stop', (c) => {
    const stopped = rebuild.stop();
    if (wantsPage(c)) return c.redirect(`${pathTo('overview', readerLanguage(c))}#rebuild`, 303);
    if (!stopped) throw new Problem(409, 'The articles are not being indexed by this server.');
    return c.json(rebuild.state(), 202);
  });
  routes.get('/admin/rebuild/events', (c) => follow(c, rebuild));

  routes.get('/admin/gaps', async (c) => {
    const { gaps, total } = await kept(records.gaps.list(GAPS));
    const groups = await kept(groupGaps(gaps, records.gaps, options.embedder));
    if (!wantsPage(c)) return c.json({ groups, shown: gaps.length, total });
    const titles = (await service.library()).articles(readerLanguage(c)).map(({ title }) => title);
    const counts = { shown: gaps.length, total, kept: options.keepsQuestions };
    const saved = Number(c.req.query('saved')) || undefined;
    return show(c, (nonce) => gapsPage({ ...seen(c, nonce), groups, titles, saved, ...counts }));
  });
  routes.post('/admin/gaps', async (c) => {
    const { ids, note, action } = parse(gapsFormSchema, await c.req.parseBody());
    await kept(action === 'note' ? records.gaps.note(ids, note) : records.gaps.remove(ids));
    if (!wantsPage(c)) return c.body(null, 204);
    const [first] = ids;
    const language = readerLanguage(c);
    return c.redirect(
      action === 'note' ? `${pathTo('gaps', language, `&saved=${first}`)}#gap-${first}` : pathTo('gaps', language),
      303,
    );
  });

  routes.get('/admin/feedback', async (c) => {
    const { helpful: wanted } = parse(feedbackQuerySchema, c.req.query());
    const helpful = wanted && wanted === 'yes';
    const feedback = await kept(records.feedback.list({ limit: FEEDBACK, ...(helpful !== undefined && { helpful }) }));
    if (!wantsPage(c)) return c.json(feedback);
    return show(c, (nonce) => feedbackPage({ ...seen(c, nonce), feedback, helpful }));
  });

  routes.get('/admin/why', async (c) => {
    const { q: question } = c.req.query('q') ? parse(askQuerySchema, c.req.query()) : { q: undefined };
    const why = question && (await whyAnswer(service, question, readerLanguage(c), c.req.raw.signal));
    return show(c, (nonce) => whyPage({ ...seen(c, nonce), question: question ?? '', why: why || undefined }));
  });
  return routes;
}

const feedbackQuerySchema = z.object({ helpful: z.enum(['yes', 'no']).optional() });

const seen = (c: Context, nonce: string) => ({ language: readerLanguage(c), nonce });

function show(c: Context, draw: (nonce: string) => string): Response {
  const nonce = randomBytes(16).toString('base64');
  c.header('content-security-policy', pagePolicy(nonce));
  return c.html(draw(nonce));
}

/** @throws Problem 503 that says what is wrong with the database: its reader is the operator. */
async function kept<T>(work: Promise<T>): Promise<T> {
  return work.catch((error) => {
    throw error instanceof DatabaseError ? new Problem(503, error.message) : error;
  });
}

/** A `state` event now and at each step, until the rebuild ends or the page is closed. */
function follow(c: Context, rebuild: Rebuild): Response {
  return streamSSE(c, async (sse) => {
    let changed = () => {};
    const stop = rebuild.watch(() => changed());
    sse.onAbort(() => changed());
    try {
      for (;;) {
        const next = new Promise<void>((resolve) => {
          changed = resolve;
        });
        const state = rebuild.state();
        await sse.writeSSE({ event: 'state', data: JSON.stringify(state) });
        if (state.status !== 'running' || sse.aborted) break;
        await next;
      }
    } finally {
      stop();
    }
  });
}
