import { existsSync, readFileSync } from 'node:fs';
import MiniSearch from 'minisearch';
import { describe, expect, it } from 'vitest';
import { tokenize } from '../../../core/text/tokens.ts';

const FOLDER = new URL('../../../../shared/data/eval/', import.meta.url);
const PASSAGES = new URL('xquad-dev-passages.tsv', FOLDER);
const QUESTIONS = new URL('xquad-dev-questions.tsv', FOLDER);
const NEWS = new URL('ntrex-dev.tsv', FOLDER);
const missing = ![PASSAGES, QUESTIONS, NEWS].every((file) => existsSync(file));

const rows = (file: URL) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));

/** Mean nDCG@10 with one right passage a question, ties ranked worst, in percent. */
function ndcg(passages: readonly string[], questions: readonly (readonly [question: string, right: number])[]): number {
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize: (text) => [...tokenize(text)],
    processTerm: (term) => term,
  });
  index.addAll(passages.map((text, id) => ({ id, text })));
  const gains = questions.map(([question, right]) => {
    const found = index.search(question);
    const score = found.find(({ id }) => id === right)?.score ?? Number.POSITIVE_INFINITY;
    const rank = found.filter((result) => result.score >= score).length;
    return rank >= 1 && rank <= 10 ? 1 / Math.log2(rank + 1) : 0;
  });
  return (100 * gains.reduce((sum, gain) => sum + gain, 0)) / gains.length;
}

describe.skipIf(missing)('keyword search over XQuAD and NTREX (skipped where ../shared/data is missing)', () => {
  const passages = missing ? [] : rows(PASSAGES);
  const questions = missing ? [] : rows(QUESTIONS);
  const place = new Map(passages.map(([id], at) => [id, at]));
  const ask = (column: number) => questions.map((row) => [row[column]!, place.get(row[1])!] as const);

  it('finds English passages', () => {
    expect(
      ndcg(
        passages.map((row) => row[2]!),
        ask(2),
      ),
    ).toBeGreaterThan(96);
  });

  it('finds Chinese passages alike for both scripts', () => {
    const texts = passages.map((row) => row[3]!);
    const simplified = ndcg(texts, ask(3));
    expect(simplified).toBeGreaterThan(95.8);
    expect(ndcg(texts, ask(4))).toBe(simplified);
  });

  it('finds written Chinese news by their Cantonese wording', () => {
    const news = missing ? [] : rows(NEWS).slice(0, 500);
    expect(
      ndcg(
        news.map((row) => row[4]!),
        news.map((row, at) => [row[2]!, at]),
      ),
    ).toBeGreaterThan(93.8);
  });
});
