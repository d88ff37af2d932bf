/** Opens the index to serve, whatever has happened to it. */
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { IndexError } from '../store/index-error.ts';
import { type OpenIndex, type OpenOptions, openIndex, openIntactIndex } from '../store/open-index.ts';
import { replaceIndex } from './ensure-index.ts';

/**
 * A damaged index is served by the version before it where that is intact, while a new one is made of the corpus beside
 * it; where none is, the new one is waited for.
 * @throws IndexError when there is nothing to serve in the end.
 */
export async function openServed(config: Config, options: OpenOptions, log: Logger): Promise<OpenIndex> {
  const { indexDir } = config;
  let damage: IndexError | undefined;
  try {
    const index = await openIntactIndex(indexDir, options, (error) => {
      damage = error;
    });
    if (damage) {
      log.error({ serving: index.version }, `${damage.message} Serving the version before it, and making a new one.`);
      replaceIndex(config).catch((error) => log.error(error, 'the damaged index could not be replaced'));
    }
    return index;
  } catch (error) {
    if (!(error instanceof IndexError)) throw error;
    log.error(`${error.message} No older version is intact: making a new one from the articles.`);
    await replaceIndex(config);
    return openIndex(indexDir, options);
  }
}
