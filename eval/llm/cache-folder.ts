/** Where what is fetched and generated is kept between runs: outside the repository. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** `SAMMAN_CACHE`, or `samman` in the folder that the system keeps caches in. */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (env.SAMMAN_CACHE) return resolve(env.SAMMAN_CACHE);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'samman');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'samman');
  return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'samman');
}
