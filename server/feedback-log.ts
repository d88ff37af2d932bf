/** Votes on answers, a JSON line each, for the editor to read. */
import { appendFile, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from './problem.ts';
import type { Feedback } from './routes/feedback.ts';

/** Some 50,000 votes; nobody may fill the disk with them. */
const MAX_BYTES = 10 * 1024 * 1024;

/** @returns keeps one vote; throws Problem 503 when the file is full. The vote that stands last is the one that counts. */
export function createFeedbackLog(path: string): (feedback: Feedback) => Promise<void> {
  return async (feedback) => {
    const size = (await stat(path).catch(() => undefined))?.size ?? 0;
    if (size > MAX_BYTES)
      throw new Problem(503, 'No more feedback can be kept until the editor has read what there is.');
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, `${JSON.stringify({ at: new Date().toISOString(), ...feedback })}\n`);
  };
}
