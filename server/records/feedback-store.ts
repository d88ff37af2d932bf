/** Votes on answers, for the editor to read. */
import type { Logger } from 'pino';
import type { Language } from '../../core/types.ts';
import { Problem } from '../problem.ts';
import type { Feedback } from '../routes/feedback.ts';
import { type Connection, type Database, DatabaseError, type Row } from './database.ts';

export interface KeptFeedback extends Feedback {
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface FeedbackPage {
  /** Newest first. */
  readonly entries: readonly KeptFeedback[];
  readonly helpful: number;
  readonly unhelpful: number;
}

export interface FeedbackStore {
  /** A second vote on an answer replaces the first. @throws Problem 503 when it cannot be kept. */
  keep(feedback: Feedback): Promise<void>;
  /** Takes in votes from elsewhere, all or none. @throws DatabaseError */
  add(votes: readonly KeptFeedback[]): Promise<void>;
  /** @throws DatabaseError */
  list(filter: { helpful?: boolean; limit: number }): Promise<FeedbackPage>;
}

/** Some 10 MB; nobody may fill the disk with votes. */
const AT_MOST = 50_000;

/** Votes read from the file of before are older than those in the database. */
const KEEP = `INSERT INTO feedback (answer_id, at, helpful, reason, language) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (answer_id) DO UPDATE SET at = excluded.at, helpful = excluded.helpful, reason = excluded.reason,
  language = excluded.language WHERE excluded.at >= feedback.at`;

export function createFeedbackStore(database: Database, log: Pick<Logger, 'error'>): FeedbackStore {
  return {
    async keep({ answerId, helpful, reason, language }) {
      const kept = await database
        .use((db) => {
          const [row] = db.all('SELECT COUNT(*) AS n FROM feedback WHERE answer_id <> ?', [answerId]);
          if ((row!.n as number) >= AT_MOST) return false;
          write(db, { answerId, helpful, reason, language, at: new Date().toISOString() });
          return true;
        })
        .catch((error) => {
          if (!(error instanceof DatabaseError)) throw error;
          log.error({ err: error }, 'feedback could not be kept');
          throw new Problem(503, 'The feedback could not be kept. Try again later.');
        });
      if (!kept) throw new Problem(503, 'No more feedback can be kept until older feedback has been removed.');
    },
    add: (votes) =>
      database.use((db) => {
        for (const vote of votes) write(db, vote);
      }),
    async list({ helpful, limit }) {
      if (!database.exists()) return { entries: [], helpful: 0, unhelpful: 0 };
      return database.use((db) => {
        const only = helpful === undefined ? '' : `WHERE helpful = ${Number(helpful)}`;
        const rows = db.all(`SELECT * FROM feedback ${only} ORDER BY at DESC LIMIT ?`, [limit]);
        const [counts] = db.all('SELECT COALESCE(SUM(helpful), 0) AS yes, COUNT(*) AS n FROM feedback');
        const yes = counts!.yes as number;
        return { entries: rows.map(entry), helpful: yes, unhelpful: (counts!.n as number) - yes };
      });
    },
  };
}

const write = (db: Connection, { answerId, at, helpful, reason, language }: KeptFeedback): void =>
  db.run(KEEP, [answerId, at, Number(helpful), reason ?? null, language]);

const entry = (row: Row): KeptFeedback => ({
  answerId: row.answer_id as string,
  at: row.at as string,
  helpful: row.helpful === 1,
  language: row.language as Language,
  ...(row.reason !== null && { reason: row.reason as string }),
});
