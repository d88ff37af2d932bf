/** What readers sent, in `DATA_DIR`: kept across restarts, and no longer than `RETENTION_DAYS`. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createDatabase } from './database.ts';
import { createFeedbackStore, type FeedbackStore } from './feedback-store.ts';
import { createGapLog, type GapLog } from './gap-log.ts';

export interface Records {
  readonly feedback: FeedbackStore;
  readonly gaps: GapLog;
  /** Removes what has grown too old, now, unless the clock was just set. @throws DatabaseError */
  tidy(): Promise<void>;
  /** What is still to be written is written first. */
  close(): Promise<void>;
}

interface RecordsOptions {
  readonly dataDir: string;
  readonly retentionDays: number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Milliseconds since 1970, by the clock of the machine, which may be set. */
  readonly now?: () => number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const TIDY_EVERY_MS = 60 * 60 * 1000;
/** A clock that is kept right by the network is corrected by less. */
const JUMP_MS = 60_000;
/** The first questions are not to wait for the database. */
const FIRST_TIDY_MS = 30_000;

export function createRecords({ dataDir, retentionDays, log, now = Date.now }: RecordsOptions): Records {
  const database = createDatabase({ dataDir, log });
  const feedback = createFeedbackStore(database, log);
  const closed = new AbortController();

  /** What the clock is ahead of the time that has passed; a clock set ten years ahead must not empty the database. */
  const ahead = () => now() - performance.now();
  let known = ahead();
  function hasJumped(): boolean {
    const jump = Math.abs(ahead() - known);
    known = ahead();
    return jump > JUMP_MS;
  }

  async function tidy(): Promise<void> {
    if (!database.exists()) return;
    if (hasJumped()) {
      log.warn('the clock of the machine was set: what it says is too old is removed in an hour, if it still says so');
      return;
    }
    const before = new Date(now() - retentionDays * DAY_MS).toISOString();
    await database.use((db) => {
      db.run('DELETE FROM feedback WHERE at < ?', [before]);
      db.run('DELETE FROM gaps WHERE last < ?', [before]);
    });
  }

  async function keepTidy(): Promise<void> {
    const rest = (ms: number) => sleep(ms, undefined, { ref: false, signal: closed.signal });
    for (await rest(FIRST_TIDY_MS); ; await rest(TIDY_EVERY_MS)) {
      await tidy().catch((err) => log.error({ err }, 'what is older than RETENTION_DAYS could not be removed'));
    }
  }
  keepTidy().catch(() => {
    // Closed: nothing else ends it.
  });

  const gaps = createGapLog(database);
  return {
    feedback,
    gaps,
    tidy,
    async close() {
      closed.abort();
      await gaps.written();
      database.close();
    },
  };
}
