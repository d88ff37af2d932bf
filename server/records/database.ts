/**
 * The embedded database of what readers send: SQLite through libsql, whose binaries come from the npm registry for each
 * platform. Opened on first use: a server that keeps nothing makes no file.
 */
import { existsSync } from 'node:fs';
import { appendFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database as Sqlite } from 'libsql';
import type { Logger } from 'pino';
import { SCHEMA } from './schema.ts';

export type Row = Record<string, number | string | ArrayBuffer | null>;
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

interface DatabaseOptions {
  readonly dataDir: string;
  readonly log: Pick<Logger, 'error'>;
}

const DATABASE_FILE = 'samman.db';

const LOCK_TRIES = 20;
const LOCK_WAIT_MS = 50;

export function createDatabase({ dataDir, log }: DatabaseOptions): Database {
  const path = join(dataDir, DATABASE_FILE);
  let sqlite: Sqlite | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function open(): Promise<Sqlite> {
    await mkdir(dataDir, { recursive: true });
    // What readers wrote is nobody else's on this machine. SQLite's journal takes the mode of its file.
    await appendFile(path, '', { mode: 0o600 });
    // CommonJS: its exports are the default.
    const { default: Libsql } = await import('libsql').catch((cause) => {
      const here = `${process.platform} ${process.arch}`;
      throw new DatabaseError(`libsql, which keeps ${path}, does not load on ${here}. Run npm ci here.`, { cause });
    });
    // Locks are waited for below, where other requests are answered meanwhile.
    const made = new Libsql(path, { timeout: 0 });
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
          await sleep(LOCK_WAIT_MS);
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
      run: (sql, values = []) => void sqlite.prepare(sql).run([...values]),
      all: (sql, values = []) => sqlite.prepare(sql).all([...values]) as Row[],
    });
    sqlite.exec('COMMIT');
    return result;
  } catch (error) {
    // A failed write may have rolled back already.
    if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
    throw error;
  }
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? '');
const isLocked = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY');
const isDamaged = (error: unknown): boolean => /^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error));

/** Nothing is thrown away: whoever wants to can still try to mend the damaged file. */
async function setAside(path: string, log: DatabaseOptions['log']): Promise<void> {
  const aside = `${path}.damaged-${new Date().toISOString().replace(/\D/g, '').slice(0, 17)}`;
  await rename(path, aside);
  log.error({ path, aside }, 'the database is damaged: it was set aside and an empty one begun');
}

/** Whose cause is the file; anything else is a mistake of ours, to be seen as such. */
const isOfDisk = (error: unknown): boolean => codeOf(error) !== '';

function explained(error: unknown, path: string): DatabaseError {
  const remedy = isLocked(error)
    ? 'Another process holds it. Wait for it, or end it.'
    : 'Is the disk full, or the folder not writable? Free some space, or set DATA_DIR to another folder.';
  return new DatabaseError(`${path}: ${(error as Error).message}. ${remedy}`, { cause: error });
}
