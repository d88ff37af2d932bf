/** What went wrong, from what providers and sockets say, as a `ModelError` whose message tells the operator what to do. */
import { ModelError } from '../../core/model-error.ts';
import type { ModelErrorKind } from '../../core/types.ts';
import { type Backend, backendOf } from './backends.ts';
import type { ModelSettings } from './settings.ts';

export interface Where {
  /** “DeepSeek (api.deepseek.com)”. */
  readonly name: string;
  readonly remedies: Readonly<Partial<Record<ModelErrorKind, string>>>;
  /** Takes the key out of a text. */
  hideKey(text: string): string;
}

/** What providers quote of a key that they refuse: its beginning, or stars and its last characters. */
const KEY_LIKE = /\bsk-[\w*-]{4,}|\*{3,}\w*/g;

export function whereIs({ backend: name, baseUrl, model, apiKey }: ModelSettings): Where {
  const backend: Backend = backendOf(name);
  const key = apiKey();
  const keyVariable = backend.keyVariable ?? 'LLM_API_KEY';
  return {
    name: `${backend.label} (${new URL(baseUrl).host})`,
    remedies: {
      unreachable: `Check that it runs and that ${backend.baseUrlVariable ?? 'LLM_BASE_URL'}=${baseUrl} is right.`,
      loading: 'It is still loading its model; try again in a while.',
      'key-refused': `Check ${keyVariable}${name === 'qwen' ? ' and that QWEN_REGION is the region of the key' : ''}.`,
      'no-balance': 'Top up the account.',
      'no-such-model':
        name === 'ollama'
          ? `Run \`ollama pull ${model}\`, or set LLM_MODEL to a model it has.`
          : `Set LLM_MODEL (now ${model}) to a model it lists (\`npm run doctor\` shows them), and check the address: ${baseUrl}.`,
      'too-many-requests': 'Ask for a higher limit, or lower LLM_CONCURRENCY.',
      timeout: 'Give it longer with LLM_TIMEOUT_S, or take a faster model.',
    },
    hideKey: (text) => (key ? text.replaceAll(key, '***') : text).replace(KEY_LIKE, '***'),
  };
}

/** @param detail one sentence, without the full stop. */
export function failure(
  where: Where,
  kind: ModelErrorKind,
  detail: string,
  options: ErrorOptions & { readonly retryAfter?: number } = {},
): ModelError {
  const remedy = where.remedies[kind];
  return new ModelError(kind, where.hideKey(`${where.name}: ${detail}.${remedy ? ` ${remedy}` : ''}`), options);
}

/** The error of a response that is not a stream. Reads its body. */
export async function responseFailure(where: Where, response: Response): Promise<ModelError> {
  const target = response.headers.get('location');
  if (response.status < 400 && target) {
    return failure(where, 'bad-request', `it redirects to ${target}; set the address to where it leads`);
  }
  const body = await response.text().catch(() => '');
  const said = sentenceOf(body);
  const kind = kindOf(response.status, body);
  const retryAfter = retryAfterOf(response.headers);
  const detail = `HTTP ${response.status}${said ? `, “${said}”` : ''}`;
  return failure(where, kind, detail, retryAfter === undefined ? {} : { retryAfter });
}

/** OpenAI, Alibaba, Anthropic and DashScope say by a code that an account is empty; only DeepSeek and Ollama use 402. */
const NO_BALANCE = /insufficient[_ ](?:quota|balance)|arrearage|credit balance|free ?tier ?only|billing_error/i;
const NO_MODEL = /model[_ ]not[_ ](?:found|exist)|model.{0,80}(?:does not exist|not found)|invalid model/i;

function kindOf(status: number, body: string): ModelErrorKind {
  if ([400, 402, 403, 429].includes(status) && NO_BALANCE.test(body)) return 'no-balance';
  if ((status === 400 || status === 404) && NO_MODEL.test(body)) return 'no-such-model';
  if (status === 401 || status === 403) return 'key-refused';
  if (status === 402) return 'no-balance';
  if (status === 404) return 'no-such-model';
  if (status === 408 || status === 504) return 'timeout';
  if (status === 429) return 'too-many-requests';
  if (status === 503 && /loading/i.test(body)) return 'loading';
  return status >= 500 ? 'server-error' : 'bad-request';
}

/** Characters of a provider's own words that are worth a place in the log. */
const LONGEST = 300;

/** The message of an error body, in one line. A page of HTML says nothing. */
function sentenceOf(body: string): string {
  const flat = messageOf(body).replace(/\s+/g, ' ').trim();
  return flat.length > LONGEST ? `${flat.slice(0, LONGEST)}…` : flat;
}

function messageOf(body: string): string {
  try {
    const { error, message } = JSON.parse(body);
    const said = error?.message ?? error ?? message ?? '';
    return typeof said === 'string' ? said : JSON.stringify(said);
  } catch {
    return body.trimStart().startsWith('<') ? '' : body;
  }
}

/** Milliseconds, from `retry-after` in seconds or as a date. */
function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** The error of a request that got no response. */
export function connectionFailure(where: Where, cause: unknown): ModelError {
  const code = codeOf(cause);
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return failure(where, 'timeout', 'no response came', { cause });
  return failure(where, 'unreachable', `it cannot be reached (${code || rootOf(cause)})`, { cause });
}

/** The error of a stream that had begun, whatever library threw it. */
export function streamFailure(where: Where, cause: unknown): ModelError {
  for (let at = cause; at instanceof Error; at = at.cause) {
    if (at instanceof ModelError) return at;
    // Its message quotes the stream.
    if (at instanceof SyntaxError) return failure(where, 'server-error', 'it sent what is no JSON');
  }
  const message = where.hideKey(cause instanceof Error ? cause.message : String(cause));
  if (codeOf(cause) === 'UND_ERR_BODY_TIMEOUT') return failure(where, 'timeout', 'the stream stood still');
  if (/terminated|other side closed|ECONNRESET|did not receive done/i.test(`${message} ${codeOf(cause)}`)) {
    return failure(where, 'cut-off', 'the stream stopped half-way');
  }
  return failure(
    where,
    'server-error',
    `it answered with an error or with what cannot be read: “${sentenceOf(message)}”`,
  );
}

/** The system's or undici's code of an error or of what caused it: `ECONNREFUSED`. */
function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === 'string' && code) return code;
  }
  return '';
}

/** The message of what an error goes back to: “fetch failed” alone says nothing. */
function rootOf(error: unknown): string {
  return error instanceof Error ? (error.cause ? rootOf(error.cause) : error.message) : String(error);
}
