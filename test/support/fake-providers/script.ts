/** What a fake provider is told to do. */
import type { IncomingHttpHeaders } from 'node:http';

export type ProviderKind =
  | 'openai'
  | 'openai-compatible'
  | 'deepseek'
  | 'qwen'
  | 'hkgai'
  | 'llama-cpp'
  | 'ollama'
  | 'anthropic';

export type Failure =
  | 'key-refused'
  | 'no-permission'
  | 'no-balance'
  | 'no-such-model'
  | 'request-timeout'
  | 'too-many-requests'
  | 'too-long'
  | 'server-error'
  | 'overloaded'
  | 'loading';

export interface FakeReply {
  /** What the model says; a string is cut into pieces of four characters, an array into its elements. */
  readonly say?: string | readonly string[];
  /** Text of the provider's own field for reasoning, sent before the answer. */
  readonly think?: string;
  /** An error response instead, with the provider's own status and body. */
  readonly fail?: Failure;
  /** An error that the provider reports in the stream, after the text. */
  readonly failInStream?: boolean;
  /** Replaces the status of `fail`, or of a good reply. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds before the status line. */
  readonly delay?: number;
  /** Milliseconds between two pieces. */
  readonly pause?: number;
  /** SSE comments before the first piece, at the rhythm of `pause`. */
  readonly keepAlives?: number;
  /** A line that is none of the format, after the text. */
  readonly garbage?: boolean;
  /** Bytes per write: 1 cuts every Chinese character in three. Otherwise one write an event. */
  readonly bytesPerWrite?: number;
  /**
   * How it ends: properly (`stop`, `length`, `filter`), or by closing without its end mark (`missing`), by resetting the
   * connection (`reset`), or never (`hang`).
   */
  readonly end?: 'stop' | 'length' | 'filter' | 'missing' | 'reset' | 'hang';
}

/** One reply for every request, one after the other (the last one stays), or worked out from the request. */
export type FakeScript = FakeReply | readonly FakeReply[] | ((request: FakeRequest) => FakeReply);

export interface FakeRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON body. */
  readonly body: Record<string, unknown>;
  /** Settles when the connection is closed: `true` when the client did it before the reply had ended. */
  readonly abandoned: Promise<boolean>;
}

/** The reply to the `nth` request, cut where the request says how long an answer may be. */
export function replyTo(script: FakeScript, request: FakeRequest, nth: number): FakeReply {
  const reply = scripted(script, request, nth);
  const { max_tokens, max_completion_tokens, options } = request.body as Record<string, unknown> & {
    options?: { num_predict?: unknown };
  };
  const limit = Number(max_tokens ?? max_completion_tokens ?? options?.num_predict ?? Number.POSITIVE_INFINITY);
  const said = pieces(reply);
  return said.length <= limit ? reply : { ...reply, say: said.slice(0, limit), end: 'length' };
}

function scripted(script: FakeScript, request: FakeRequest, nth: number): FakeReply {
  if (typeof script === 'function') return script(request);
  if (!isList(script)) return script;
  const reply = script[Math.min(nth, script.length - 1)];
  if (!reply) throw new Error('The script of the fake provider is an empty list: give it one reply at least.');
  return reply;
}

const isList = (script: FakeReply | readonly FakeReply[]): script is readonly FakeReply[] => Array.isArray(script);

const SAID = 'HKGAI v1 was unveiled in February 2025. [1]';

/** Pieces of what the model says. */
export function pieces({ say = SAID }: FakeReply): readonly string[] {
  return typeof say === 'string' ? (say.match(/.{1,4}/gsu) ?? []) : say;
}

/** What a fake counts as tokens: one a piece. */
export const usageOf = (reply: FakeReply) => ({ prompt: 42, completion: pieces(reply).length });
