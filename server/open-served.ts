/** Opens the index to serve, whatever has happened to it. */
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { IndexError } from '../store/index-error.ts';
import { currentVersion } from '../store/index-folder.ts';
import { type OpenIndex, type OpenOptions, openIndex, openIntactIndex } from '../store/open-index.ts';
import { bringUpToDate, replaceIndex } from './ensure-index.ts';

/**
 * An index that opens is served at once, and brought up to date beside it. A damaged one is served by the version before it
 * where that is intact, while a new one is made of the corpus; where none can serve, the new one is waited for.
 * @param once for a command that has brought it up to date before.
 * @throws IndexError when there is nothing to serve in the end.
 */
export async function openServed(
  config: Config,
  options: OpenOptions,
  log: Logger,
  { once }: { readonly once: boolean },
): Promise<OpenIndex> {
  const { corpusDir, indexDir } = config;
  let damage: IndexError | undefined;
  try {
    const index = await openIntactIndex(indexDir, options, (error) => {
      damage = error;
    });
    if (damage) {
      log.error({ serving: index.version }, `${damage.message} Serving the version before it, and making a new one.`);
      replaceIndex(config).catch((error) => log.error(error, 'the damaged index could not be replaced'));
    } else if (!once) {
      const made = `${index.manifest.createdAt.slice(0, 16).replace('T', ' ')} UTC`;
      console.log(`Serving the index of ${made}; bringing it up to date with ${corpusDir}.`);
      bringUpToDate(config, log).catch((error) => log.error(error, 'the index could not be brought up to date'));
    }
    return index;
  } catch (error) {
    if (!(error instanceof IndexError)) throw error;
    if (await currentVersion(indexDir))
      log.error(`${error.message} No older version can serve: making a new one from the articles first.`);
    else console.log(`There is no index yet: making one of ${corpusDir} before the first answer.`);
    await replaceIndex(config);
    return openIndex(indexDir, options);
  }
}
