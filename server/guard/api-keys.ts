/**
 * Keys for scripts, in a file of their hashes. A key is 256 random bits, so that one SHA-256 is as good as a slow
 * hash: there is nothing to guess from.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Context } from 'hono';
import { z } from 'zod';
import { writeWhole } from '../../store/write-whole.ts';
import { Problem } from '../problem.ts';
import { bearerOf } from './bearer.ts';

/** In DATA_DIR. */
export const KEYS_FILE = 'api-keys.json';

/** `ask`: /ask, /search, /v1 and /mcp. `metrics`: /metrics. */
export const SCOPES = ['ask', 'metrics'] as const;
export type Scope = (typeof SCOPES)[number];

const keySchema = z.object({
  id: z.string().regex(/^[0-9a-f]{8}$/),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  created: z.string(),
  /** Hexadecimal SHA-256 of the whole key. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

export type ApiKey = z.infer<typeof keySchema>;

const KEY = /^samman_([0-9a-f]{8})_[\w-]{43}$/;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** @throws Error naming the file when it is no list of keys. */
export async function readKeys(path: string): Promise<ApiKey[]> {
  const text = await readFile(path, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return '[]';
    throw cannotBe('read', path, error);
  });
  try {
    return z.array(keySchema).parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} is damaged: remove it and make the keys anew with npm run keys -- add NAME.`, { cause });
  }
}

const writeKeys = (path: string, keys: readonly ApiKey[]): Promise<void> =>
  writeWhole(path, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 }).catch((error) => {
    throw cannotBe('written', path, error);
  });

const cannotBe = (done: 'read' | 'written', path: string, cause: NodeJS.ErrnoException) =>
  new Error(
    `${path} cannot be ${done} (${cause.code}). Do it as the server's user, see that its disk has room, or set DATA_DIR to another folder.`,
    { cause },
  );

/** @returns the key itself, which is written nowhere. */
export async function addKey(path: string, name: string, scopes: readonly Scope[]): Promise<string> {
  const keys = await readKeys(path);
  const id = randomBytes(4).toString('hex');
  const key = `samman_${id}_${randomBytes(32).toString('base64url')}`;
  const created = new Date().toISOString();
  await writeKeys(path, [...keys, { id, name, scopes: [...scopes], created, hash: sha256(key) }]);
  return key;
}

/** @returns whether there was such a key. */
export async function revokeKey(path: string, id: string): Promise<boolean> {
  const keys = await readKeys(path);
  const left = keys.filter((key) => key.id !== id);
  if (left.length === keys.length) return false;
  await writeKeys(path, left);
  return true;
}

export interface KeyRing {
  /**
   * The key of `Authorization: Bearer samman_…`; undefined when the request names none. A key that was revoked a
   * moment ago is refused.
   * @throws Problem 401 when it is unknown or revoked.
   */
  of(c: Context): Promise<ApiKey | undefined>;
}

/** API_KEYS=off: no key is looked at. */
export const NO_KEYS: KeyRing = { of: async () => undefined };

export function createKeyRing(path: string): KeyRing {
  let read: { readonly changed: number; readonly keys: readonly ApiKey[] } | undefined;
  async function keys(): Promise<readonly ApiKey[]> {
    const changed = (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
    if (read?.changed !== changed) read = { changed, keys: await readKeys(path) };
    return read.keys;
  }
  return {
    async of(c) {
      const bearer = bearerOf(c);
      if (!bearer?.startsWith('samman_')) return undefined;
      const id = KEY.exec(bearer)?.[1];
      const key = id && (await keys()).find((one) => one.id === id);
      if (key && timingSafeEqual(Buffer.from(key.hash), Buffer.from(sha256(bearer)))) return key;
      c.header('www-authenticate', 'Bearer realm="samman", error="invalid_token"');
      throw new Problem(401, 'This API key is unknown or was revoked. Keys are made with: npm run keys -- add NAME');
    },
  };
}
