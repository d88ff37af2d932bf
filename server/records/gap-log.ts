/** Questions that found no answer, or none for sure, where the operator chose to keep them (`KEEP_QUESTIONS`). */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Embedding, Language } from '../../core/types.ts';
import type { Service } from '../service.ts';
import type { Connection, Database, Row } from './database.ts';

/** One question in one language, however often it was asked. */
export interface Gap {
  readonly id: number;
  readonly question: string;
  readonly language: Language;
  readonly count: number;
  /** When it was last asked; ISO 8601, UTC. */
  readonly last: string;
  /** What the editor wrote of it: which article should cover it. */
  readonly note?: string;
}

export interface GapLog {
  /** @returns false when the log is full. @throws DatabaseError */
  keep(question: string, language: Language): Promise<boolean>;
  /** Most often asked first. @throws DatabaseError */
  list(limit: number): Promise<{ gaps: readonly Gap[]; total: number }>;
  /** An empty note takes the note away. @throws DatabaseError */
  note(ids: readonly number[], note: string): Promise<void>;
  /** Forgets the questions. @throws DatabaseError */
  remove(ids: readonly number[]): Promise<void>;
  /** Vectors kept by `keepVectors`, by the gap's id; those of other models are left out. @throws DatabaseError */
  vectors(ids: readonly number[], model: string): Promise<ReadonlyMap<number, Embedding>>;
  /** @throws DatabaseError */
  keepVectors(vectors: ReadonlyMap<number, Embedding>, model: string): Promise<void>;
  /** When all that `keep` was given is written, or has failed. */
  written(): Promise<void>;
}

/**
 * Questions wait for so long for others to be written together with: a transaction holds the thread that answers, 5 to 10 ms
 * each, and those who ask a hundred times a second what no article holds must not slow down the rest.
 */
const TOGETHER_MS = 250;

/** Different questions; nobody may fill the disk with them. At most some 60 MB, mostly far less. */
const AT_MOST = 20_000;

const KEEP = `INSERT INTO gaps (question, language, count, first, last) VALUES (?, ?, 1, ?, ?)
  ON CONFLICT (question, language) DO UPDATE SET count = count + 1, last = excluded.last`;

interface Waiting {
  readonly question: string;
  readonly language: Language;
  readonly at: string;
}

export function createGapLog(database: Database, togetherMs = TOGETHER_MS): GapLog {
  let waiting: Waiting[] = [];
  let writing: Promise<boolean[]> | undefined;

  async function write(): Promise<boolean[]> {
    await sleep(togetherMs);
    const all = waiting;
    waiting = [];
    writing = undefined;
    return database.use((db) => all.map((one) => insert(db, one)));
  }

  return {
    async keep(question, language) {
      // Spaces are all that is evened out: the editor reads what readers typed.
      const text = question.trim().replace(/\s+/g, ' ');
      const place = waiting.push({ question: text, language, at: new Date().toISOString() }) - 1;
      writing ??= write();
      return (await writing)[place]!;
    },
    async written() {
      await writing?.catch(() => {});
    },
    async list(limit) {
      if (!database.exists()) return { gaps: [], total: 0 };
      return database.use((db) => ({
        gaps: db.all('SELECT * FROM gaps ORDER BY count DESC, last DESC LIMIT ?', [limit]).map(gap),
        total: count(db.all('SELECT COUNT(*) AS n FROM gaps')),
      }));
    },
    note: (ids, note) =>
      database.use((db) => {
        for (const id of ids) db.run('UPDATE gaps SET note = ? WHERE id = ?', [note || null, id]);
      }),
    remove: (ids) =>
      database.use((db) => {
        for (const id of ids) db.run('DELETE FROM gaps WHERE id = ?', [id]);
      }),
    vectors: (ids, model) =>
      database.use((db) => {
        const rows = ids.flatMap((id) =>
          db.all('SELECT id, vector FROM gaps WHERE id = ? AND model = ? AND vector IS NOT NULL', [id, model]),
        );
        return new Map(rows.map((row) => [row.id as number, new Float32Array(row.vector as ArrayBuffer)]));
      }),
    keepVectors: (vectors, model) =>
      database.use((db) => {
        for (const [id, vector] of vectors) {
          const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
          db.run('UPDATE gaps SET vector = ?, model = ? WHERE id = ?', [bytes, model, id]);
        }
      }),
  };
}

/** @returns false when the log is full. */
function insert(db: Connection, { question, language, at }: Waiting): boolean {
  const known = db.all('SELECT 1 FROM gaps WHERE question = ? AND language = ?', [question, language]).length > 0;
  if (!known && count(db.all('SELECT COUNT(*) AS n FROM gaps')) >= AT_MOST) return false;
  db.run(KEEP, [question, language, at, at]);
  return true;
}

const count = ([row]: Row[]): number => row!.n as number;

const gap = (row: Row): Gap => ({
  id: row.id as number,
  question: row.question as string,
  language: row.language as Language,
  count: row.count as number,
  last: row.last as string,
  ...(row.note !== null && { note: row.note as string }),
});

interface GapWatch {
  readonly keep: GapLog['keep'];
  /** Told why a question could not be kept; the reader has the answer all the same. */
  readonly onError: (error: unknown) => void;
  readonly onFull: () => void;
}

/** The same service, which notes each question that found no answer, or none for sure. */
export function watchGaps(service: Service, { keep, onError, onFull }: GapWatch): Service {
  const note = (question: string, language: Language) =>
    keep(question, language).then((kept) => {
      if (!kept) onFull();
    }, onError);
  return {
    ...service,
    async *ask(question, signal) {
      for await (const event of service.ask(question, signal)) {
        // Before the event goes out, since many callers stop at it; the database gets its turn afterwards.
        if (event.type === 'done' && (event.answer.refused || event.answer.unsure)) {
          setImmediate(note, event.answer.question, event.answer.language);
        }
        yield event;
      }
    },
  };
}
