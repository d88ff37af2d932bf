/** `/mcp`: the Model Context Protocol over streamable HTTP, without sessions. */
import type { McpHttpHandler } from '@modelcontextprotocol/server';
import { type Context, Hono } from 'hono';
import manifest from '../../package.json' with { type: 'json' };
import type { Answers } from '../answers.ts';
import type { AnswerSlots } from '../guard/answer-slots.ts';
import { registerTools } from '../mcp-tools.ts';
import { Problem } from '../problem.ts';
import type { Service } from '../service.ts';

interface McpRoutesOptions {
  readonly service: Pick<Service, 'search'>;
  readonly answers: Answers;
  readonly slots: AnswerSlots;
  /** Origins of other sites whose pages may call. */
  readonly allowedOrigins: readonly string[];
  readonly onError: (error: unknown) => void;
  /** Told of requests that are none: anyone can send as many as they like. */
  readonly onRefused: (error: unknown) => void;
}

const INSTRUCTIONS =
  'Ask in the language of your reader: Cantonese, Simplified or Traditional Chinese, or English. Keep the citations.';

export function mcpRoutes(options: McpRoutesOptions): Hono {
  let handler: Promise<McpHttpHandler> | undefined;
  return new Hono().all('/mcp', async (c) => {
    refuseForeignPages(c, options.allowedOrigins);
    await takeForBatch(c);
    handler ??= createHandler(options);
    return (await handler).fetch(c.req.raw);
  });
}

/** The SDK is loaded with the first request: most servers never get one. */
async function createHandler({
  service,
  answers,
  slots,
  onError,
  onRefused,
}: McpRoutesOptions): Promise<McpHttpHandler> {
  const { createMcpHandler, McpServer } = await import('@modelcontextprotocol/server');
  return createMcpHandler(
    ({ requestInfo }) => {
      const server = new McpServer(
        { name: 'samman', title: 'Samman 三文', version: manifest.version },
        { instructions: INSTRUCTIONS },
      );
      const { url, headers, signal: gone } = requestInfo!;
      const traceparent = headers.get('traceparent') ?? undefined;
      const asker = { requestId: crypto.randomUUID(), traceparent, gone };
      registerTools(server, { service, answers, slots, origin: new URL(url).origin, asker, onError });
      return server;
    },
    { onerror: onRefused },
  );
}

/**
 * Revision 2025-03-26 of the protocol has every server take batches: each message counts as if it came alone.
 * @throws Problem 429
 */
async function takeForBatch(c: Context): Promise<void> {
  // What is no JSON is answered by the SDK, in the protocol's words.
  const body = await c.req.raw
    .clone()
    .json()
    .catch(() => undefined);
  if (Array.isArray(body)) for (const _ of body.slice(1)) c.get('takeAnother')();
}

/**
 * A page that has its host's name point to this machine calls in its own name, so the request's `Host` proves nothing:
 * only this machine's own names and the list do. Programs that are no browsers send no `Origin`.
 * @throws Problem 403
 */
function refuseForeignPages(c: Context, allowedOrigins: readonly string[]): void {
  const origin = c.req.header('origin');
  if (!origin || allowedOrigins.includes(origin) || isLoopback(origin)) return;
  throw new Problem(403, `Pages of ${origin} may not call /mcp. Name the origin in ALLOWED_ORIGINS to let them.`);
}

const isLoopback = (origin: string): boolean =>
  URL.canParse(origin) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname);
