/** What the providers answer about themselves: models, health, context length. */
import type { ProviderKind } from './script.ts';

export interface About {
  readonly models: readonly string[];
  readonly contextTokens: number;
  /** llama.cpp's server as it was, without the context in its list. */
  readonly isOld: boolean;
}

/** The JSON of a GET (or Ollama's POST /api/show), `undefined` for a route the provider has not got. */
export function aboutRoute(kind: ProviderKind, path: string, about: About, asked: { model?: unknown }): unknown {
  if (kind === 'ollama') return ollama(path, about, asked);
  if (kind === 'anthropic') {
    return path === '/v1/models'
      ? { data: about.models.map((id) => ({ type: 'model', id, display_name: id })), has_more: false }
      : undefined;
  }
  if (path.endsWith('/models')) return openAiModels(kind, about);
  if (kind !== 'llama-cpp') return undefined;
  if (path === '/health') return { status: 'ok' };
  if (path === '/props') return { default_generation_settings: { n_ctx: about.contextTokens }, total_slots: 1 };
  return undefined;
}

const openAiModels = (kind: ProviderKind, { models, contextTokens, isOld }: About) => ({
  object: 'list',
  data: models.map((id) => ({
    id,
    object: 'model',
    created: 1767225600,
    owned_by: kind,
    ...(kind === 'llama-cpp' && {
      meta: { ...(!isOld && { n_ctx: contextTokens }), n_ctx_train: 4 * contextTokens, n_params: 1_777_088_000 },
    }),
  })),
});

function ollama(path: string, { models, contextTokens }: About, asked: { model?: unknown }): unknown {
  if (path === '/api/version') return { version: '0.40.12' };
  if (path === '/api/tags') return { models: models.map((name) => ({ name, model: name, size: 986_061_892 })) };
  if (path !== '/api/show' || !models.includes(String(asked.model))) return undefined;
  return {
    parameters: 'temperature 0.7',
    capabilities: ['completion'],
    model_info: { 'general.architecture': 'qwen2', 'qwen2.context_length': contextTokens },
  };
}
