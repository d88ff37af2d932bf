/** Which questions are asked. */
import { createHash } from 'node:crypto';
import { type Answerable, ASKED, type Asked, type Unanswerable } from '../questions.ts';

export interface Asking {
  readonly question: Answerable | Unanswerable;
  readonly asked: Asked;
}

const LANGUAGES = Object.keys(ASKED) as Asked[];

/**
 * Every question in every language, or `size` of them: of each kind and language its share, chosen by `seed` alone, so
 * that a larger sample holds the smaller one.
 */
export function sample(
  answerable: readonly Answerable[],
  unanswerable: readonly Unanswerable[],
  size: number | undefined,
  seed: string,
): Asking[] {
  const all = answerable.length + unanswerable.length;
  const chosen = [answerable, unanswerable].flatMap((questions) =>
    LANGUAGES.flatMap((asked, i) => {
      const shuffled = questions
        .map((question) => ({ question, asked }))
        .toSorted((a, b) => order(seed, a).localeCompare(order(seed, b)));
      if (size === undefined) return shuffled;
      const share = (size * questions.length) / all;
      // The first languages take what does not divide by three.
      const own = Math.floor((Math.round(share) + LANGUAGES.length - 1 - i) / LANGUAGES.length);
      return shuffled.slice(0, own);
    }),
  );
  // Mixed, so that what an interrupted run has asked is a sample too.
  return chosen.toSorted((a, b) => order(seed, a).localeCompare(order(seed, b)));
}

const order = (seed: string, { question, asked }: Asking): string =>
  createHash('sha256').update(`${seed}:${question.id}:${asked}`).digest('hex');
