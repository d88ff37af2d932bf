/** Every route, over one service. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { createAnswers } from './answers.ts';
import { admission } from './guard/admission.ts';
import type { AnswerSlots } from './guard/answer-slots.ts';
import { type KeyRing, NO_KEYS } from './guard/api-keys.ts';
import { strictHeaders } from './guard/headers.ts';
import { type RateLimitConfig, rateLimit } from './guard/rate-limit.ts';
import { notFoundProblem } from './not-found.ts';
import type { Metrics } from './observe/metrics.ts';
import { type AnswerRecord, createWatch } from './observe/watch.ts';
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
import { metricsRoutes } from './routes/metrics.ts';
import { openAiRoutes } from './routes/openai.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { createPages } from './routes/pages.ts';
import { searchRoutes } from './routes/search.ts';
import { starterRoutes } from './routes/starters.ts';
import type { Service } from './service.ts';

interface AppOptions {
  readonly service: Service;
  readonly log: Logger;
  /** Keeps what a reader says of an answer. */
  readonly keepFeedback: (feedback: Feedback) => Promise<void>;
  /** Origins of other sites whose pages may call the API. */
  readonly allowedOrigins: readonly string[];
  /** Without it there is no `/admin`. */
  readonly admin?: AdminOptions | undefined;
  readonly limits: RateLimitConfig;
  readonly keys: KeyRing;
  /** Shared with whoever stops the server. */
  readonly slots: AnswerSlots;
  readonly metrics: Metrics;
  /** Empty: nothing but answers is to be had. */
  readonly adminToken: string;
  /** Told how each answer ended, beside the log and the metrics. */
  readonly onAnswer?: (record: AnswerRecord) => void;
  /** Milliseconds after which a reader who takes nothing is given up; see `guard/steady-stream.ts`. */
  readonly writeMs?: number;
}

/** Holds 50 turns of a conversation with room to spare. */
const BODY_BYTES = 256 * 1024;

export async function createApp(options: AppOptions): Promise<Hono> {
  const { service, log, keepFeedback, allowedOrigins, limits, slots, metrics, admin, adminToken, onAnswer, writeMs } =
    options;
  const keys = limits.apiKeys === 'off' ? NO_KEYS : options.keys;
  const app = new Hono();
  const onError = (error: unknown, requestId: string) => log.error({ err: error, requestId }, 'request failed');
  const pages = createPages(service);
  const watch = createWatch({
    ended: [
      ({ traceparent, ...record }) => log.info(record, 'question'),
      metrics.answer,
      ...(onAnswer ? [onAnswer] : []),
    ],
    waiting: metrics.waiting,
  });

  app.use(requestId());
  app.use(async (c, next) => {
    const started = performance.now();
    await next();
    // Neither the query nor the path is logged: what a reader typed may stand in both.
    const route = routePath(c, -1);
    const ms = Math.round(performance.now() - started);
    log.debug({ requestId: c.get('requestId'), method: c.req.method, route, status: c.res.status, ms });
    metrics.request(c.req.method, route, c.res.status, ms / 1000);
  });
  app.use(strictHeaders());
  app.use(
    cors({
      origin: (origin) => (allowedOrigins.includes(origin) ? origin : null),
      exposeHeaders: ['retry-after', 'ratelimit', 'ratelimit-policy', 'x-request-id'],
      maxAge: 600,
    }),
  );
  app.use(rateLimit(limits, keys));
  app.use(admission(slots));
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

  const answers = createAnswers({ service, slots, watch });
  const onStreamError = (error: unknown, c: Context) => onError(error, c.get('requestId'));
  app.route('/', askRoutes({ service, answers, writeMs, page: pages.answer, onError: onStreamError }));
  app.route('/', openAiRoutes({ service, answers, writeMs, onError: onStreamError }));
  const onMcpError = (error: unknown) => log.error({ err: error }, 'an MCP request failed');
  const onMcpRefused = (error: unknown) => log.debug({ err: error }, 'an MCP request was refused');
  app.route('/', mcpRoutes({ service, answers, slots, allowedOrigins, onError: onMcpError, onRefused: onMcpRefused }));
  app.route('/', searchRoutes({ service, slots, page: pages.search }));
  app.route('/', articleRoutes(service, pages));
  app.route('/', starterRoutes(service));
  app.route('/', feedbackRoutes(keepFeedback));
  app.route('/', healthRoutes(service));
  app.route('/', metricsRoutes({ metrics, adminToken, keys }));
  app.route('/', openApiRoutes(packageJson.version, pages));
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
