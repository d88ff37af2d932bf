import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTranslations } from '../../adapters/translations-file.ts';
import { ROOT } from '../../config.ts';
import type { Translations } from '../../core/retrieval/translations.ts';
import { contentTerms } from '../../core/text/tokens.ts';
import { temporaryFolder } from '../support/folder.ts';

describe('the lexicon', () => {
  let translations: Translations;
  beforeAll(async () => {
    translations = (await loadTranslations(join(ROOT, 'models')))!;
  });

  it.each([
    ['政府', 'government'],
    ['學費', 'tuition'],
    ['学费', 'tuition'],
    ['公司', 'company'],
    ['戰爭', 'war'],
    ['電車', 'tram'],
    ['大学', 'university'],
  ])('has %s and %s for one another', (chinese, english) => {
    const [zh, en] = [contentTerms(chinese)[0]!, contentTerms(english)[0]!];
    expect(translations.of(zh, 'zh').map(({ term }) => term)).toContain(en);
    expect(translations.of(en, 'en').map(({ term }) => term)).toContain(zh);
  });

  it('has the same weight both ways', () => {
    const [first] = translations.of('政府', 'zh');
    expect(translations.of(first!.term, 'en')).toContainEqual({ term: '政府', weight: first!.weight });
  });

  it('need not be there', async () => {
    expect(await loadTranslations(await temporaryFolder())).toBeUndefined();
  });
});
