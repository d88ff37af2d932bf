import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../../ingest/iso-date.ts';
import { languageOfTag } from '../../ingest/language-tags.ts';

describe('the day of a date', () => {
  it.each([
    ['2026-03-01T23:30:00-08:00', '2026-03-01'],
    ["D:20260301120000+08'00'", '2026-03-01'],
    ['Sun, 01 Mar 2026 08:00:00 GMT', '2026-03-01'],
    ['2026年3月1日', '2026-03-01'],
    ['1 March 2026', '2026-03-01'],
    ['1st April 2026', '2026-04-01'],
    ['April 1, 2026', '2026-04-01'],
    ['Apr. 1 2026', '2026-04-01'],
    ['2026/3/1', '2026-03-01'],
    ['2026-3-1', '2026-03-01'],
    ['2026.03.01', '2026-03-01'],
    ['2026 年 3 月 1 日', '2026-03-01'],
    ['3/1/2026', undefined],
    ['2026/13/1', undefined],
    ['2026/3.1', undefined],
    ['2026-02-30', undefined],
    ['30 Feb 2026', undefined],
    ['yesterday', undefined],
    ['', undefined],
  ])('of %j is %j', (text, day) => {
    expect(isoDate(text)).toBe(day);
  });

  it('is one of the calendar, or none, whatever the text', () => {
    const piece = fc.constantFrom(
      'D:',
      '-',
      ' ',
      '0',
      '31',
      '2026',
      '20260231',
      '99999999',
      '年',
      '月',
      '日',
      'Mar',
      ',',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (text) => {
        const day = isoDate(text);
        if (day !== undefined) expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
      }),
      { numRuns: 2000 },
    );
  });

  it('is looked for in a time that does not grow with the square of the text', () => {
    for (const text of [
      '1 '.repeat(200_000),
      '2026 年 '.repeat(100_000),
      ' '.repeat(400_000),
      `1${' '.repeat(400_000)}`,
      `Jan${' '.repeat(400_000)}`,
      'Jan 1 '.repeat(100_000),
    ]) {
      const started = performance.now();
      isoDate(text);
      expect(performance.now() - started).toBeLessThan(1000);
    }
  });
});

it('the language of a tag is one of ours or none, whatever the tag', () => {
  const part = fc.constantFrom('zh', 'yue', 'en', 'Hant', 'HK', 'CN', '-', '_', '__proto__', ' ');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(part, { maxLength: 6 }).map((parts) => parts.join('-')),
        fc.string(),
      ),
      (tag) => {
        expect([undefined, 'en', 'yue', 'zh-Hans', 'zh-Hant']).toContain(languageOfTag(tag));
      },
    ),
  );
});
