import type { Language } from '../core/types.ts';
import type { ArticleDocument, AskEvent, AskRequest, CitationCard, Vote } from './protocol.ts';
import { readEvents } from './sse.ts';

/** Why no answer came, in the terms a reader can act on. */
export type FailureKind = 'offline' | 'busy' | 'limit' | 'timeout' | 'broken';

export interface Failure {
  readonly kind: FailureKind;
  /** Seconds the server asked to wait. */
  readonly retryAfter?: number | undefined;
  /** What the operator finds it by in the server's log. */
  readonly requestId?: string | undefined;
}

export interface Client {
  /** Ends early, without an error, when `signal` fires. Of what it throws `failureOf` makes a `Failure`. */
  ask(request: AskRequest, signal: AbortSignal): AsyncGenerator<AskEvent>;
  /** Empty on any failure: starters are an extra. */
  starters(language: Language): Promise<string[]>;
  article(citation: CitationCard): Promise<ArticleDocument>;
  /** Whether the vote was kept; undefined where the server takes none. */
  vote(vote: Vote): Promise<boolean | undefined>;
  /** The reading page, for a link. */
  page(citation: CitationCard): string;
}

/** Silence longer than this is a timeout: no event at all from the server. */
const SILENCE_MS = 45_000;

/** `base` is the folder that `widget.js` was served from, with a closing slash. */
export function createClient(base: URL): Client {
  /** An address as the server writes it, `/ask`, in the folder that it is served from, and nowhere else. */
  const at = (path: string) => new URL(`.${path}`, base).href;
  const page = ({ url }: CitationCard) => at(url);

  async function* ask(request: AskRequest, signal: AbortSignal): AsyncGenerator<AskEvent> {
    // Aborted by `signal`, or else by silence.
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(stop, SILENCE_MS);
    };
    const stop = () => abort.abort();
    signal.onabort = stop;
    heard();
    try {
      const response = await fetch(at('/ask'), {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify(request),
        signal: abort.signal,
      });
      if (!response.ok)
        throw refusal(response.status, response.headers.get('retry-after'), response.headers.get('x-request-id'));
      for await (const { event, data } of readEvents(response.body!)) {
        heard();
        const body = JSON.parse(data);
        if (event === 'error') throw refusal(body.status, '', body.requestId);
        yield { type: event, data: body } as AskEvent;
        if (event === 'done') return;
      }
      throw failed('broken');
    } catch (error) {
      if (signal.aborted) return;
      if (abort.signal.aborted) throw failed('timeout');
      // The browser does not tell why a request came to nothing.
      if (error instanceof TypeError) {
        if (base.origin !== origin) console.warn(`Samman: is ${origin} in ALLOWED_ORIGINS?`);
        throw failed('offline');
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    ask,
    async starters(language) {
      try {
        const response = await fetch(at(`/starters?lang=${language}`));
        return ((await response.json()) as { questions: string[] }).questions.slice(0, 4);
      } catch {
        return [];
      }
    },
    async article(citation) {
      const response = await fetch(page(citation));
      if (!response.ok) throw failed('broken');
      return response.json() as Promise<ArticleDocument>;
    },
    async vote(vote) {
      try {
        const response = await fetch(at('/feedback'), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(vote),
        });
        return response.status === 404 ? undefined : response.ok;
      } catch {
        return false;
      }
    },
    page,
  };
}

const KINDS: Readonly<Record<number, FailureKind>> = { 429: 'limit', 503: 'busy', 504: 'timeout' };

function refusal(status: number, retryAfter: string | null, requestId: string | null): Error {
  // `Retry-After` may also be a date: then no seconds are promised.
  const seconds = Number(retryAfter) || undefined;
  return failed(KINDS[status] ?? 'broken', seconds, requestId || undefined);
}

function failed(kind: FailureKind, retryAfter?: number, requestId?: string): Error {
  return Object.assign(new Error(kind), { kind, retryAfter, requestId });
}

/** What an error from `Client.ask` means to a reader; whatever else went wrong, the server did. */
export function failureOf(error: unknown): Failure {
  const { kind = 'broken', retryAfter, requestId } = error as Partial<Failure>;
  return { kind, retryAfter, requestId };
}
