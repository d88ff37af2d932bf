import type { Language } from '../core/types.ts';
import type { ArticleDocument, AskEvent, AskRequest, CitationCard, Vote } from './protocol.ts';
import { readEvents } from './sse.ts';

/** Why no answer came, in the terms a reader can act on. */
export type FailureKind = 'offline' | 'busy' | 'limit' | 'timeout' | 'broken';

export class AskFailure extends Error {
  readonly kind: FailureKind;
  /** Seconds the server asked to wait. */
  readonly retryAfter: number | undefined;
  /** What the operator finds it by in the server's log. */
  readonly requestId: string | undefined;

  constructor(kind: FailureKind, detail: string, retryAfter?: number, requestId?: string) {
    super(detail);
    this.kind = kind;
    this.retryAfter = retryAfter;
    this.requestId = requestId;
  }
}

export interface Client {
  /** Ends early, without an error, when `signal` fires. Throws `AskFailure`. */
  ask(request: AskRequest, signal: AbortSignal): AsyncGenerator<AskEvent>;
  /** Empty on any failure: starters are an extra. */
  starters(language: Language): Promise<string[]>;
  article(citation: CitationCard): Promise<ArticleDocument>;
  /** False where the server takes no votes. */
  vote(vote: Vote): Promise<boolean>;
  /** The reading page, for a link; only http and https. */
  page(citation: CitationCard): string | undefined;
}

/** Silence longer than this is a timeout: no event at all from the server. */
const SILENCE_MS = 45_000;

/** `base` is the folder that `widget.js` was served from, with a closing slash. */
export function createClient(base: URL): Client {
  /** An address as the server writes it, from the folder that it is served from. */
  const at = (path: string) => new URL(path.replace(/^\/+/, ''), base);
  const page = ({ url }: CitationCard) => {
    const { href, protocol } = at(url);
    return /^https?:$/.test(protocol) ? href : undefined;
  };

  async function* ask(request: AskRequest, signal: AbortSignal): AsyncGenerator<AskEvent> {
    const abort = new AbortController();
    let silent = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        silent = true;
        abort.abort();
      }, SILENCE_MS);
    };
    signal.onabort = () => abort.abort();
    heard();
    try {
      const response = await fetch(at('ask'), {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ ...request, stream: true }),
        signal: abort.signal,
      });
      if (!response.ok || !response.body)
        throw failureOf(response.status, response.headers.get('retry-after'), response.headers.get('x-request-id'));
      for await (const { event, data } of readEvents(response.body)) {
        heard();
        const parsed = parseEvent(event, data);
        if (!parsed) continue;
        yield parsed;
        if (parsed.type === 'done') return;
      }
      throw new AskFailure('broken', 'Cut off');
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof AskFailure) throw error;
      if (silent) throw new AskFailure('timeout', '');
      if (error instanceof SyntaxError) throw new AskFailure('broken', error.message);
      throw new AskFailure('offline', String(error));
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    ask,
    async starters(language) {
      try {
        const response = await fetch(at(`starters?lang=${language}`));
        return ((await response.json()) as { questions: string[] }).questions.slice(0, 4);
      } catch {
        return [];
      }
    },
    async article(citation) {
      const url = page(citation);
      if (!url) throw new AskFailure('broken', citation.url);
      const response = await fetch(url, { headers: { accept: 'application/json' } });
      if (!response.ok) throw failureOf(response.status);
      return (await response.json()) as ArticleDocument;
    },
    async vote(vote) {
      try {
        const response = await fetch(at('feedback'), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(vote),
        });
        return response.ok;
      } catch {
        return false;
      }
    },
    page,
  };
}

function parseEvent(event: string, data: string): AskEvent | undefined {
  const body = JSON.parse(data);
  if (event === 'error') throw failureOf(body.status, '', body.requestId);
  if (event === 'citation') return { type: event, citation: body };
  if (event === 'done') return { type: event, answer: body };
  return ['retrieval', 'queued', 'token'].includes(event) ? { ...body, type: event } : undefined;
}

const KINDS: Readonly<Record<number, FailureKind>> = { 429: 'limit', 503: 'busy', 504: 'timeout' };

function failureOf(status: number, retryAfter?: string | null, requestId?: string | null): AskFailure {
  // `Retry-After` may also be a date: then no seconds are promised.
  const seconds = Number(retryAfter);
  return new AskFailure(KINDS[status] ?? 'broken', `HTTP ${status}`, seconds || undefined, requestId || undefined);
}
