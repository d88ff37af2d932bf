/** Times are ISO 8601 in UTC, so that they sort as text. Add statements; never change one that was released. */
export const SCHEMA: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS feedback (
    answer_id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    helpful INTEGER NOT NULL,
    reason TEXT,
    language TEXT NOT NULL
  )`,
  'CREATE INDEX IF NOT EXISTS feedback_at ON feedback (at)',
  // `model` is the id of the embedding model that `vector` (float32) is of.
  `CREATE TABLE IF NOT EXISTS gaps (
    id INTEGER PRIMARY KEY,
    question TEXT NOT NULL,
    language TEXT NOT NULL,
    count INTEGER NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    note TEXT,
    model TEXT,
    vector BLOB,
    UNIQUE (question, language)
  )`,
  'CREATE INDEX IF NOT EXISTS gaps_last ON gaps (last)',
];
