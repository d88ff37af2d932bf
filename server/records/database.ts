/**
 * The embedded database of what readers send: SQLite in WebAssembly, since it needs neither a compiler nor a download
 * at install. Opened on first use: it costs some 60 ms and 40 to 70 MB, which a server that keeps nothing never pays.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database as Sqlite } from 'node-sqlite3-wasm';
import type { Logger } from 'pino';
import { SCHEMA } from './schema.ts';

export type Row = Record<string, number | string | Uint8Array | null>;
type Value = number | string | Uint8Array | null;

export interface Connection {
  run(sql: string, values?: readonly Value[]): void;
  /** Integers beyond 2^53 would lose digits; there are none here. */
  all(sql: string, values?: readonly Value[]): Row[];
}

export interface Database {
  /** Whether there is a file, without opening it. */
  exists(): boolean;
  /**
   * Runs `work` in one transaction: all of it is on disk when the promise resolves, or nothing is.
   * @throws DatabaseError saying what to do.
   */
  use<T>(work: (connection: Connection) => T): Promise<T>;
  close(): void;
}

/** The database cannot be read or written; the message is for the operator. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

export interface DatabaseOptions {
  readonly dataDir: string;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

export const DATABASE_FILE = 'samman.db';

/** Far longer than a transaction of ours: a lock this old was left by a killed process. */
const STALE_LOCK_MS = 10_000;
const LOCK_TRIES = 20;
const LOCK_WAIT_MS = 50;

export function createDatabase({ dataDir, log }: DatabaseOptions): Database {
  const path = join(dataDir, DATABASE_FILE);
  let sqlite: Sqlite | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function open(): Promise<Sqlite> {
    await mkdir(dataDir, { recursive: true });
    // CommonJS: its exports are the default.
    const { default: module } = await import('node-sqlite3-wasm');
    const made = new module.Database(path);
    try {
      // Deleted questions are overwritten, not only unlinked.
      made.exec('PRAGMA secure_delete = ON');
      transaction(made, (connection) => {
        for (const statement of SCHEMA) connection.run(statement);
      });
      return made;
    } catch (error) {
      made.close();
      throw error;
    }
  }

  function drop(): void {
    try {
      sqlite?.close();
    } finally {
      sqlite = undefined;
    }
  }

  async function attempt<T>(work: (connection: Connection) => T): Promise<T> {
    for (let tries = 1; ; tries++) {
      // A file deleted under an open handle would swallow everything written to it.
      if (sqlite && !existsSync(path)) drop();
      const reused = sqlite !== undefined;
      try {
        sqlite ??= await open();
        return transaction(sqlite, work);
      } catch (error) {
        if (!isOfDisk(error)) throw error;
        if (isLocked(error) && tries < LOCK_TRIES) {
          if (!(await removeStaleLock(path, log))) await sleep(LOCK_WAIT_MS);
          continue;
        }
        drop();
        if (isDamaged(error) && existsSync(path)) await setAside(path, log);
        else if (!reused) throw explained(error, path);
      }
    }
  }

  return {
    exists: () => existsSync(path),
    use(work) {
      // One after the other: a transaction is synchronous, but opening and waiting for a lock are not.
      const done = queue.then(() => attempt(work));
      queue = done.catch(() => {});
      return done;
    },
    close: drop,
  };
}

function transaction<T>(sqlite: Sqlite, work: (connection: Connection) => T): T {
  sqlite.exec('BEGIN IMMEDIATE');
  try {
    const result = work({
      run: (sql, values = []) => void sqlite.run(sql, [...values]),
      all: (sql, values = []) => sqlite.all(sql, [...values]) as Row[],
    });
    sqlite.exec('COMMIT');
    return result;
  } catch (error) {
    // A failed write may have rolled back already.
    if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
    throw error;
  }
}

// The library gives no error codes, only SQLite's own sentences.
const isLocked = (error: unknown): boolean => /database is locked/.test(String(error));
const isDamaged = (error: unknown): boolean => /not a database|disk image is malformed/.test(String(error));

/** The library locks by making a folder, which a killed process leaves behind. @returns whether it was removed. */
async function removeStaleLock(path: string, log: DatabaseOptions['log']): Promise<boolean> {
  const lock = `${path}.lock`;
  // Of the future is old too: the clock was set back since.
  const age = Math.abs(Date.now() - ((await stat(lock).catch(() => undefined))?.mtimeMs ?? Date.now()));
  if (age < STALE_LOCK_MS) return false;
  await rmdir(lock).catch(() => {});
  log.warn({ lock }, 'removed the lock that a killed process left on the database');
  return true;
}

/** Nothing is thrown away: whoever wants to can still try to mend the damaged file. */
async function setAside(path: string, log: DatabaseOptions['log']): Promise<void> {
  const aside = `${path}.damaged-${new Date().toISOString().replace(/\D/g, '').slice(0, 17)}`;
  await rename(path, aside);
  log.error({ path, aside }, 'the database is damaged: it was set aside and an empty one begun');
}

/** Whose cause is the file; anything else is a mistake of ours, to be seen as such. */
function isOfDisk(error: unknown): boolean {
  const { name, code } = error as NodeJS.ErrnoException;
  return name === 'SQLite3Error' || code !== undefined;
}

function explained(error: unknown, path: string): DatabaseError {
  const remedy = isLocked(error)
    ? `Another process holds it. Wait for it, or remove ${path}.lock if it is gone.`
    : 'Is the disk full, or the folder not writable? Free some space, or set DATA_DIR to another folder.';
  return new DatabaseError(`${path}: ${(error as Error).message}. ${remedy}`, { cause: error });
}
