/** The one way to a provider's socket: every library of theirs is given it in place of `fetch`. */
import { connectionFailure, failure, responseFailure, type Where } from './failures.ts';

/**
 * Aborting `signal` closes the connection, also while a library waits. Whatever is not a stream becomes a `ModelError`
 * here, so that no library's own idea of errors and retries matters.
 */
export function providerFetch(where: Where, signal: AbortSignal): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, signal }).catch((error) => {
      throw signal.aborted ? error : connectionFailure(where, error);
    });
    if (!response.ok) throw await responseFailure(where, response);
    const type = response.headers.get('content-type') ?? '';
    if (type.startsWith('text/html')) {
      await response.body?.cancel();
      throw failure(where, 'bad-request', 'it answered with a web page: the address is not that of an API');
    }
    return response;
  };
}
