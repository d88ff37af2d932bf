/** What a provider says about itself, without writing a word: its models, and how long a prompt may be. */
import { backendOf } from './backends.ts';
import { failure, streamFailure, type Where, whereIs } from './failures.ts';
import { providerFetch } from './provider-fetch.ts';
import type { ModelSettings } from './settings.ts';

export interface ProviderFacts {
  readonly models: readonly string[];
  /** Tokens of prompt and answer that the server allows, where it says. */
  readonly contextTokens?: number;
}

/** Milliseconds. A list of names takes no thinking. */
const PATIENCE = 10_000;

/** @throws ModelError */
export async function probeProvider(settings: ModelSettings): Promise<ProviderFacts> {
  const where = whereIs(settings);
  const getJson = (url: string, init?: RequestInit) => fetchJson(where, url, { ...init, headers: headersOf(settings) });
  switch (backendOf(settings.backend).wire) {
    case 'ollama':
      return probeOllama(settings, getJson);
    case 'anthropic': {
      const { data } = shape<ModelList>(await getJson(`${settings.baseUrl}/v1/models?limit=1000`));
      return { models: namesOf(data) };
    }
    case 'openai':
      return probeOpenAi(settings, getJson);
  }
}

type GetJson = (url: string, init?: RequestInit) => Promise<unknown>;

interface ModelList {
  readonly data: readonly {
    readonly id: string;
    /** vLLM's. */
    readonly max_model_len?: number;
    /** llama.cpp's. */
    readonly meta?: { readonly n_ctx?: number };
  }[];
}

const namesOf = (data: ModelList['data'] = []) => data.map(({ id }) => id);

async function probeOpenAi({ baseUrl, model, backend }: ModelSettings, getJson: GetJson): Promise<ProviderFacts> {
  const { data = [] } = shape<ModelList>(await getJson(`${baseUrl}/models`));
  const models = namesOf(data);
  const listed = data.find(({ id }) => id === model) ?? data[0];
  const said = listed?.max_model_len ?? listed?.meta?.n_ctx;
  const allowed = said ?? (backend === 'llama-cpp' ? await olderLlamaContext(baseUrl, getJson) : undefined);
  return { models, ...(allowed && { contextTokens: allowed }) };
}

/** Older ones of llama.cpp's servers say it beside `/v1` only. */
async function olderLlamaContext(baseUrl: string, getJson: GetJson): Promise<number | undefined> {
  const props = await getJson(`${baseUrl.replace(/\/v1$/, '')}/props`).catch(() => ({}));
  return shape<{ default_generation_settings: { n_ctx?: number } }>(props).default_generation_settings?.n_ctx;
}

async function probeOllama({ baseUrl, model }: ModelSettings, getJson: GetJson): Promise<ProviderFacts> {
  const tags = shape<{ models: { name: string }[] }>(await getJson(`${baseUrl}/api/tags`));
  const models = (tags.models ?? []).map(({ name }) => name);
  const shown = await getJson(`${baseUrl}/api/show`, { method: 'POST', body: JSON.stringify({ model }) }).catch(
    () => ({}),
  );
  const info = shape<{ model_info: Record<string, unknown> }>(shown).model_info ?? {};
  const trained = Object.entries(info).find(([name]) => name.endsWith('.context_length'))?.[1];
  return { models, ...(typeof trained === 'number' && { contextTokens: trained }) };
}

/** What is expected of a provider; every field may be missing all the same. */
const shape = <T>(json: unknown): Partial<T> => (typeof json === 'object' && json ? (json as Partial<T>) : {});

function headersOf({ backend, apiKey }: ModelSettings): Record<string, string> {
  const key = apiKey();
  const json = { 'content-type': 'application/json' };
  if (!key) return json;
  return backend === 'anthropic'
    ? { ...json, 'x-api-key': key, 'anthropic-version': '2023-06-01' }
    : { ...json, authorization: `Bearer ${key}` };
}

async function fetchJson(where: Where, url: string, init: RequestInit): Promise<unknown> {
  const signal = AbortSignal.timeout(PATIENCE);
  const { fetch } = providerFetch(where, signal);
  try {
    const response = await fetch(url, init);
    return await response.json();
  } catch (cause) {
    if (signal.aborted) throw failure(where, 'timeout', `no answer within ${PATIENCE / 1000} s`, { cause });
    throw streamFailure(where, cause);
  }
}
