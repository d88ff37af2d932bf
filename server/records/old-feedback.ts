/** Takes over `feedback.jsonl`, a vote a line, which held the feedback before there was a database. */
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { feedbackSchema } from '../routes/feedback.ts';
import type { FeedbackStore, KeptFeedback } from './feedback-store.ts';

const lineSchema = feedbackSchema.extend({ at: z.iso.datetime() });

/** Votes of a transaction, some 0.1 s: nobody waits long for the lock. */
const BATCH = 1000;

/** Once: afterwards the file is called `feedback.jsonl.imported`. @throws DatabaseError, and then the file stays. */
export async function importOldFeedback(
  dataDir: string,
  store: Pick<FeedbackStore, 'add'>,
  log: Pick<Logger, 'info'>,
): Promise<void> {
  const path = join(dataDir, 'feedback.jsonl');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const lines = text.split('\n').filter(Boolean);
  const votes = lines.flatMap((line) => vote(line) ?? []);
  // Again from the start where this fails half way: a vote taken twice is one vote.
  for (let from = 0; from < votes.length; from += BATCH) await store.add(votes.slice(from, from + BATCH));
  await rename(path, `${path}.imported`);
  const unreadable = lines.length - votes.length;
  log.info(
    { votes: votes.length, unreadable, file: `${path}.imported` },
    'feedback was taken over into the database; the file is not needed any more',
  );
}

function vote(line: string): KeptFeedback | undefined {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
