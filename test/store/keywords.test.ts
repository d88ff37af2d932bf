/** The keyword index on disk against MiniSearch, whose scores it promises. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGE_GROUPS } from '../../core/language-group.ts';
import type { KeywordIndex } from '../../core/retrieval/keyword-index.ts';
import { tokenize } from '../../core/text/tokens.ts';
import type { Language, Passage } from '../../core/types.ts';
import { buildKeywords } from '../../store/build-keywords.ts';
import { bytesOf } from '../../store/bytes.ts';
import { readColumns, writeColumns } from '../../store/column-file.ts';
import { openKeywords } from '../../store/keyword-file.ts';
import { openKnownTerms } from '../../store/known-terms.ts';
import { openParts } from '../../store/read-at.ts';
import { temporaryFolder } from '../support/folder.ts';
import { miniSearchKeywords } from '../support/minisearch-keywords.ts';

/** Few words, some of them in nearly every passage, as in a language. */
const WORDS: Record<'zh' | 'en', string[]> = {
  en: 'tram ferry harbour peak 1904 HK$3 HK$1bn e5-small the of line opens opened fares fare island __proto__ constructor'
    .split(' ')
    .concat(Array.from({ length: 60 }, (_, i) => `word${i}`)),
  zh: [...'電車渡輪山頂纜車一九零四年通車海邊嘅係喺咗研發中心十億元三月人工智能香港'],
};

/** Reproducible. */
function randomizer(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomPassages(count: number, seed: number): Passage[] {
  const random = randomizer(seed);
  const some = (group: 'zh' | 'en', most: number): string => {
    const words = WORDS[group];
    // The product of two draws: the first words are in most passages, the last in few.
    const drawn = Array.from(
      { length: random(most + 1) },
      () => words[Math.floor((random(1000) * random(1000) * words.length) / 1e6)]!,
    );
    return drawn.join(group === 'en' ? ' ' : '');
  };
  return Array.from({ length: count }, (_, i): Passage => {
    const language: Language = (['en', 'yue', 'zh-Hans', 'zh-Hant', 'en'] as const)[random(5)]!;
    const group = language === 'en' ? 'en' : 'zh';
    const text = some(group, 80);
    return {
      ...{ article: `a${i}`, language, title: some(group, 4), headings: random(2) === 0 ? [] : [some(group, 5)] },
      ...{ start: 0, end: text.length, text, sentences: [{ start: 0, end: text.length }] },
    };
  });
}

async function stored(passages: readonly Passage[]): Promise<KeywordIndex> {
  const folder = await temporaryFolder();
  const [path, lists] = [join(folder, 'keywords.bin'), join(folder, 'keywords.lists')];
  const { columns, postings } = buildKeywords(passages);
  await writeColumns(path, columns);
  await writeFile(lists, postings.map(bytesOf));
  return openKeywords(readColumns(await readFile(path)), openParts(lists));
}

function expectSame(ours: KeywordIndex, reference: KeywordIndex, question: string, k: number): void {
  for (const group of LANGUAGE_GROUPS) {
    const found = ours.search(question, group, k);
    // Among equals the order is the passages', which MiniSearch does not promise.
    const every = reference.search(question, group, Number.POSITIVE_INFINITY);
    const scores = new Map(every.map(({ passage, score }) => [passage, score]));
    expect(found, question).toHaveLength(Math.min(k, every.length));
    found.forEach(({ passage, score }, i) => {
      expect(score / scores.get(passage)!, `${question}: ${passage}`).toBeCloseTo(1, 9);
      expect(score / every[i]!.score, `${question}: place ${i}`).toBeCloseTo(1, 9);
    });
  }
}

describe('the keyword index on disk', () => {
  it.each([
    [0, 1],
    [1, 2],
    [3, 3],
    [40, 4],
    [700, 5],
    [2000, 6],
  ])('scores as MiniSearch does: %i passages', async (count, seed) => {
    const passages = randomPassages(count, seed);
    const [ours, reference] = [await stored(passages), miniSearchKeywords(passages)];
    const random = randomizer(seed + 100);
    for (let round = 0; round < (count > 1000 ? 12 : 60); round++) {
      const words = WORDS[round % 2 === 0 ? 'en' : 'zh'];
      const question = Array.from({ length: random(14) }, () => words[random(words.length)]!).join(
        round % 2 === 0 ? ' ' : '',
      );
      for (const k of [1, 3, 128, 100_000]) expectSame(ours, reference, question, k);
      for (const group of LANGUAGE_GROUPS) {
        expect(ours.passages(group)).toBe(reference.passages(group));
        for (const term of [...tokenize(question), 'nowhere', '', '__proto__', 'toString']) {
          expect(ours.frequency(term, group), term).toBe(reference.frequency(term, group));
        }
      }
    }
  });

  it('is the same whether the terms of its passages are known from an index before or looked for', async () => {
    const before = randomPassages(300, 11);
    const { columns, postings } = buildKeywords(before);
    const folder = await temporaryFolder();
    await writeColumns(join(folder, 'keywords.bin'), columns);
    const numbers = new Map(before.map((passage, number) => [passage, number]));
    const known = openKnownTerms(
      readColumns(await readFile(join(folder, 'keywords.bin'))),
      Buffer.concat(postings.map(bytesOf)),
      numbers,
    );
    // Some are gone, some have come, and all stand elsewhere.
    const after = [
      ...randomPassages(20, 12),
      ...before.filter((_, i) => i % 3 > 0).reverse(),
      ...randomPassages(5, 13),
    ];
    expect(after.filter((passage) => known.of(passage) !== undefined)).toHaveLength(200);
    expect(buildKeywords(after, known)).toEqual(buildKeywords(after));
  });

  it('counts a word that the question says twice twice, and gives the same answer each time', async () => {
    const passages = randomPassages(500, 9);
    const [ours, reference] = [await stored(passages), miniSearchKeywords(passages)];
    for (let round = 0; round < 3; round++) expectSame(ours, reference, 'tram tram ferry word3 word3 word3', 20);
  });
});
