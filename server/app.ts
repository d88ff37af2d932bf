/** Every route, over one service. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import type { Logger } from 'pino';
import { notFoundProblem } from './not-found.ts';
import { openAiError } from './openai-format.ts';
import { Problem } from './problem.ts';
import { type AdminOptions, adminRoutes } from './routes/admin.ts';
import { articleRoutes } from './routes/articles.ts';
import { askRoutes, unexpected } from './routes/ask.ts';
import { assetRoutes } from './routes/assets.ts';
import { embedRoutes } from './routes/embed.ts';
import { type Feedback, feedbackRoutes } from './routes/feedback.ts';
import { healthRoutes } from './routes/health.ts';
import { mcpRoutes } from './routes/mcp.ts';
import { openAiRoutes } from './routes/openai.ts';
import { createPages } from './routes/pages.ts';
import { searchRoutes } from './routes/search.ts';
import { starterRoutes } from './routes/starters.ts';
import type { Service } from './service.ts';

export interface AppOptions {
  readonly service: Service;
  readonly log: Logger;
  /** Keeps what a reader says of an answer. */
  readonly keepFeedback: (feedback: Feedback) => Promise<void>;
  /** Origins of other sites whose pages may call the API. */
  readonly allowedOrigins: readonly string[];
  /** Without it there is no `/admin`. */
  readonly admin?: AdminOptions | undefined;
}

/** Holds 50 turns of a conversation with room to spare. */
const BODY_BYTES = 256 * 1024;

export async function createApp({ service, log, keepFeedback, allowedOrigins, admin }: AppOptions): Promise<Hono> {
  const app = new Hono();
  const onError = (error: unknown, requestId: string) => log.error({ err: error, requestId }, 'request failed');
  const pages = createPages(service);

  app.use(requestId());
  app.use(async (c, next) => {
    const started = performance.now();
    await next();
    // What a reader asked stands in the query of GET /ask: the path alone is logged.
    const ms = Math.round(performance.now() - started);
    log.debug({ requestId: c.get('requestId'), method: c.req.method, path: c.req.path, status: c.res.status, ms });
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'no-referrer');
  });
  app.use(
    cors({
      origin: (origin) => (allowedOrigins.includes(origin) ? origin : null),
      exposeHeaders: ['retry-after'],
      maxAge: 600,
    }),
  );
  app.use(
    bodyLimit({
      maxSize: BODY_BYTES,
      onError: (c) => {
        // The rest of the body is not read, so the connection cannot carry another request.
        c.header('connection', 'close');
        throw new Problem(413, `The body is over ${BODY_BYTES / 1024} KiB. Send a shorter history.`);
      },
    }),
  );

  const onStreamError = (error: unknown, c: Context) => onError(error, c.get('requestId'));
  app.route('/', askRoutes({ service, page: pages.answer, onError: onStreamError }));
  app.route('/', openAiRoutes({ service, onError: onStreamError }));
  app.route(
    '/',
    mcpRoutes({ service, allowedOrigins, onError: (error) => log.error({ err: error }, 'an MCP request failed') }),
  );
  app.route('/', searchRoutes({ service, page: pages.search }));
  app.route('/', articleRoutes(service, pages));
  app.route('/', starterRoutes(service));
  app.route('/', feedbackRoutes(keepFeedback));
  app.route('/', healthRoutes(service));
  app.route('/', await assetRoutes());
  app.route('/', await embedRoutes());
  if (admin) app.route('/', await adminRoutes(admin));
  app.get('/', pages.front);

  const refuse = (c: Context, problem: Problem) =>
    c.req.path.startsWith('/v1/') ? c.json(openAiError(problem), problem.status) : pages.problem(c, problem);
  app.notFound((c) => refuse(c, notFoundProblem(app, c)));
  app.onError((error, c) => {
    if (error instanceof Problem) return refuse(c, error);
    if (error instanceof HTTPException) return refuse(c, new Problem(error.status as 400, error.message));
    onError(error, c.get('requestId'));
    return refuse(c, unexpected());
  });
  return app;
}
