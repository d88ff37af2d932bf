/** The one way to a provider's socket: every library of theirs is given it in place of `fetch`. */
import type { ModelError } from '../../core/model-error.ts';
import { connectionFailure, failure, responseFailure, type Where } from './failures.ts';

interface ProviderFetch {
  readonly fetch: typeof fetch;
  /** Why there was no stream. The libraries wrap what `fetch` throws, and lose the cause of what looks like a time-out. */
  failed(): ModelError | undefined;
}

/**
 * Aborting `signal` closes the connection, also while a library waits. Whatever is not a stream becomes a `ModelError`
 * here, so that no library's own idea of errors and retries matters.
 */
export function providerFetch(where: Where, signal: AbortSignal): ProviderFetch {
  let error: ModelError | undefined;
  return {
    failed: () => error,
    fetch: async (input, init) => {
      // Following a redirect would hand `x-api-key` to wherever it leads.
      const response = await fetch(input, { ...init, signal, redirect: 'manual' }).catch((cause) => {
        if (!signal.aborted) error = connectionFailure(where, cause);
        throw error ?? cause;
      });
      error = await refusal(where, response);
      if (error) throw error;
      return response;
    },
  };
}

async function refusal(where: Where, response: Response): Promise<ModelError | undefined> {
  if (!response.ok) return responseFailure(where, response);
  if (!response.headers.get('content-type')?.startsWith('text/html')) return undefined;
  await response.body?.cancel();
  return failure(where, 'bad-request', 'it answered with a web page: the address is not that of an API');
}
