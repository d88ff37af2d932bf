/** What slow files held when they were last read, by the hash of their bytes: an unchanged PDF is parsed once. */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../store/write-whole.ts';
import { ArticleError } from './article-error.ts';
import { LOADERS_VERSION } from './loaders/formats.ts';
import type { Loaded } from './loaders/loader.ts';

export interface ParseCache {
  /** @returns what `parse` gave for these bytes, now or before; an ArticleError of before is thrown again. */
  through(kind: string, bytes: Uint8Array, parse: () => Promise<readonly Loaded[]>): Promise<readonly Loaded[]>;
  /** The name it is kept under. */
  nameOf(kind: string, bytes: Uint8Array): string;
  /** As if it had been asked for. */
  keep(name: string): void;
  /** Forgets what was not asked for since this cache was made. */
  prune(): Promise<void>;
}

type Kept = { readonly loaded: readonly Loaded[] } | { readonly reason: string };

/**
 * One small file for each, written whole or not at all; whatever goes wrong with it, the file is parsed again.
 * @param options `isPlan`: nothing is written.
 */
export function createParseCache(folder: string, { isPlan = false } = {}): ParseCache {
  const used = new Set<string>();

  async function read(name: string): Promise<Kept | undefined> {
    try {
      return JSON.parse(await readFile(join(folder, name), 'utf8')) as Kept;
    } catch {
      return undefined;
    }
  }

  async function write(name: string, kept: Kept): Promise<void> {
    if (isPlan) return;
    // A full disk or a folder that may not be written to costs time, not articles.
    await writeWhole(join(folder, name), JSON.stringify(kept), { durable: false }).catch(() => {});
  }

  return {
    nameOf,
    keep: (name) => void used.add(name),
    async through(kind, bytes, parse) {
      const name = nameOf(kind, bytes);
      used.add(name);
      const before = await read(name);
      if (before) {
        if ('loaded' in before) return before.loaded;
        throw new ArticleError(before.reason);
      }
      try {
        const loaded = await parse();
        await write(name, { loaded });
        return loaded;
      } catch (error) {
        if (error instanceof ArticleError && !error.passing) await write(name, { reason: error.message });
        throw error;
      }
    },
    async prune() {
      const names = await readdir(folder).catch(() => []);
      await Promise.all(
        names.filter((name) => !used.has(name)).map((name) => rm(join(folder, name), { force: true }).catch(() => {})),
      );
    },
  };
}

function nameOf(kind: string, bytes: Uint8Array): string {
  const key = createHash('sha256').update(`${LOADERS_VERSION} ${kind}\0`).update(bytes).digest('hex');
  return `${key.slice(0, 32)}.json`;
}

/** Keeps nothing. */
export const noParseCache: ParseCache = {
  nameOf,
  keep: () => {},
  through: (_kind, _bytes, parse) => parse(),
  prune: async () => {},
};
