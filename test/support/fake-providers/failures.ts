/** Error responses as the providers send them, from their documentation and from reports of their users. */
import type { Failure, ProviderKind } from './script.ts';

export interface ErrorResponse {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly model: string;
  readonly key: string;
}

type Table = Readonly<Record<Failure, (asked: Asked) => ErrorResponse>>;

const openAiError = (status: number, message: string, type: string, code: string | null = null): ErrorResponse => ({
  status,
  body: { error: { message, type, param: null, code } },
});

const masked = (key: string) => `****${key.slice(-4)}`;

const openai: Table = {
  'key-refused': ({ key }) =>
    openAiError(401, `Incorrect API key provided: ${masked(key)}.`, 'invalid_request_error', 'invalid_api_key'),
  'no-permission': () => openAiError(403, 'Country, region, or territory not supported', 'request_forbidden'),
  // OpenAI has no 402: an empty account is a 429 with a code of its own, and no waiting helps.
  'no-balance': () =>
    openAiError(
      429,
      'You exceeded your current quota, please check your plan and billing details.',
      'insufficient_quota',
      'insufficient_quota',
    ),
  'no-such-model': ({ model }) =>
    openAiError(
      404,
      `The model \`${model}\` does not exist or you do not have access to it.`,
      'invalid_request_error',
      'model_not_found',
    ),
  'request-timeout': () => openAiError(408, 'Request timed out.', 'timeout'),
  'too-many-requests': ({ model }) =>
    openAiError(429, `Rate limit reached for ${model} on requests per min.`, 'requests', 'rate_limit_exceeded'),
  'too-long': () =>
    openAiError(
      400,
      "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
      'invalid_request_error',
      'context_length_exceeded',
    ),
  'server-error': () => openAiError(500, 'The server had an error while processing your request.', 'server_error'),
  overloaded: () => openAiError(503, 'The engine is currently overloaded, please try again later', 'server_error'),
  loading: () => openAiError(503, 'Loading model', 'unavailable_error'),
};

const deepseek: Table = {
  ...openai,
  'key-refused': ({ key }) =>
    openAiError(
      401,
      `Authentication Fails, Your api key: ${masked(key)} is invalid`,
      'authentication_error',
      'invalid_request_error',
    ),
  'no-balance': () => openAiError(402, 'Insufficient Balance', 'unknown_error', 'invalid_request_error'),
  'no-such-model': () => openAiError(400, 'Model Not Exist', 'invalid_request_error', 'invalid_request_error'),
};

const qwen: Table = {
  ...openai,
  'key-refused': () => openAiError(401, 'Incorrect API key provided. ', 'invalid_request_error', 'invalid_api_key'),
  'no-balance': () =>
    openAiError(400, 'Access denied, please make sure your account is in good standing.', 'Arrearage', 'Arrearage'),
};

/** llama.cpp's server numbers its codes; its `loading` is what every route but /health answers until the model is in. */
const llamaCpp: Table = {
  ...openai,
  'key-refused': () => ({
    status: 401,
    body: { error: { code: 401, message: 'Invalid API Key', type: 'authentication_error' } },
  }),
  // As vLLM says it; llama.cpp itself answers with whatever model it has.
  'no-such-model': ({ model }) => ({
    status: 404,
    body: {
      error: { message: `The model \`${model}\` does not exist.`, type: 'NotFoundError', param: null, code: 404 },
    },
  }),
  'too-long': () => ({
    status: 400,
    body: {
      error: {
        code: 400,
        message: 'request (4390 tokens) exceeds the available context size (4096 tokens), try increasing it',
        type: 'exceed_context_size_error',
        n_prompt_tokens: 4390,
        n_ctx: 4096,
      },
    },
  }),
  'server-error': () => ({
    status: 500,
    body: { error: { code: 500, message: 'Compute error.', type: 'server_error' } },
  }),
  loading: () => ({ status: 503, body: { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } } }),
};

const ollamaError = (status: number, error: string): ErrorResponse => ({ status, body: { error } });

const ollama: Table = {
  'key-refused': () => ollamaError(401, 'unauthorized'),
  'no-permission': () => ollamaError(403, 'forbidden'),
  'no-balance': () => ollamaError(402, 'payment required'),
  'no-such-model': ({ model }) => ollamaError(404, `model '${model}' not found`),
  'request-timeout': () => ollamaError(408, 'request timeout'),
  'too-many-requests': () => ollamaError(429, 'too many requests'),
  'too-long': () => ollamaError(400, 'the input exceeds the available context size'),
  'server-error': () => ollamaError(500, 'model requires more system memory (5.6 GiB) than is available (3.1 GiB)'),
  overloaded: () => ollamaError(503, 'server busy, please try again.  maximum pending requests exceeded'),
  loading: () => ollamaError(503, 'llm server loading model'),
};

const anthropicError = (status: number, type: string, message: string): ErrorResponse => ({
  status,
  body: { type: 'error', error: { type, message }, request_id: 'req_fake' },
  headers: { 'request-id': 'req_fake' },
});

const anthropic: Table = {
  'key-refused': () => anthropicError(401, 'authentication_error', 'invalid x-api-key'),
  'no-permission': () => anthropicError(403, 'permission_error', 'Your API key does not have permission.'),
  'no-balance': () =>
    anthropicError(
      400,
      'invalid_request_error',
      'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing.',
    ),
  'no-such-model': ({ model }) => anthropicError(404, 'not_found_error', `model: ${model}`),
  'request-timeout': () => anthropicError(408, 'timeout_error', 'Request timed out.'),
  'too-many-requests': () => anthropicError(429, 'rate_limit_error', 'This request would exceed your rate limit.'),
  'too-long': () => anthropicError(400, 'invalid_request_error', 'prompt is too long: 208310 tokens > 200000 maximum'),
  'server-error': () => anthropicError(500, 'api_error', 'Internal server error'),
  overloaded: () => anthropicError(529, 'overloaded_error', 'Overloaded'),
  loading: () => anthropicError(503, 'api_error', 'Service unavailable'),
};

const TABLES: Readonly<Record<ProviderKind, Table>> = {
  openai,
  'openai-compatible': openai,
  deepseek,
  qwen,
  hkgai: llamaCpp,
  'llama-cpp': llamaCpp,
  ollama,
  anthropic,
};

export const errorResponse = (kind: ProviderKind, failure: Failure, asked: Asked): ErrorResponse =>
  TABLES[kind][failure](asked);
