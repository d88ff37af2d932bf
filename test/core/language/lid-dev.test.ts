import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLanguageDetector, type LanguageIdModel } from '../../../core/language/detect.ts';

const data = new URL('../../../../shared/data/eval/lid-dev.tsv', import.meta.url);
const present = existsSync(data);
if (!present) console.warn('Skipped: ../shared/data/eval/lid-dev.tsv is not here; the model card has its figures.');

/** Per cent right when the model was trained, rounded down. */
const FLOORS: Readonly<Record<string, number>> = {
  'en ntrex': 99.9,
  'en tatoeba_laser': 99.9,
  'en truthfulqa': 99.9,
  'en xquad_en_questions': 99.9,
  'yue ntrex': 82,
  'yue tatoeba_laser': 94,
  'yue ud_hk': 93.5,
  'yue yue_truthfulqa': 96.5,
  'zh drcd_test_questions_hant': 99.5,
  'zh ntrex_hans': 99.5,
  'zh ntrex_hant': 99.5,
  'zh tatoeba_laser': 99.5,
  'zh ud_hk': 98,
  'zh xquad_zh_questions': 99.5,
};

describe.skipIf(!present)('lid-dev.tsv', () => {
  const model = new URL('../../../models/language-id/model.json', import.meta.url);
  const detector = createLanguageDetector(JSON.parse(readFileSync(model, 'utf8')) as LanguageIdModel);
  const rows = present ? readFileSync(data, 'utf8').trim().split('\n').slice(1).map(toRow) : [];
  const judged = rows.map((row) => ({ ...row, ...detector.detect(row.text) }));

  function percentRight(some: typeof judged): number {
    return (100 * some.filter(({ label, language }) => language.startsWith(label)).length) / some.length;
  }

  it('97 % of all rows', () => {
    expect(percentRight(judged)).toBeGreaterThanOrEqual(97);
  });

  it('98.5 % of the questions', () => {
    expect(percentRight(judged.filter(({ source }) => /drcd|xquad|truthfulqa/.test(source)))).toBeGreaterThanOrEqual(
      98.5,
    );
  });

  it.each(Object.entries(FLOORS))('%s: %d %%', (name, floor) => {
    const rowsOfSource = judged.filter(({ label, source }) => `${label} ${source}` === name);
    expect(percentRight(rowsOfSource)).toBeGreaterThanOrEqual(floor);
  });

  it('tells Simplified from Traditional', () => {
    const chinese = judged.filter(({ source, language }) => /hans|hant/.test(source) && language.startsWith('zh'));
    const right = chinese.filter(({ source, language }) => source.includes(language === 'zh-Hans' ? 'hans' : 'hant'));
    expect(right.length / chinese.length).toBeGreaterThan(0.99);
  });

  it('is right as often as it says', () => {
    const sure = judged.filter(({ scores }) => Math.max(scores.yue, scores.zh, scores.en) >= 0.9);
    const unsure = judged.filter(({ scores }) => Math.max(scores.yue, scores.zh, scores.en) < 0.7);
    expect(percentRight(sure)).toBeGreaterThan(97);
    expect(percentRight(unsure)).toBeLessThan(75);
  });
});

function toRow(line: string): { label: string; source: string; text: string } {
  const [label = '', source = '', text = ''] = line.split('\t');
  return { label, source, text };
}
