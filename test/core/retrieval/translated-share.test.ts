import { describe, expect, it } from 'vitest';
import type { LanguageGroup } from '../../../core/language-group.ts';
import { termNumber } from '../../../core/retrieval/passage-terms.ts';
import { createTranslatedShare } from '../../../core/retrieval/translated-share.ts';
import { createTranslations } from '../../../core/retrieval/translations.ts';
import { contentTerms } from '../../../core/text/tokens.ts';

const LEXICON = [
  'street\t街道 路\tzi',
  'streetcar\t电车\th',
  'tram\t电车\tz',
  '',
  '电车\tstreetcar tram\thz',
  '街道\tstreet\tz',
  '路\tstreet\ti',
  '',
].join('\n');
const translations = createTranslations(LEXICON);

describe('createTranslations', () => {
  it('translates both ways, with weights', () => {
    expect(translations.of('street', 'en')).toEqual([
      { term: '街道', weight: 1 },
      { term: '路', weight: 18 / 35 },
    ]);
    expect(translations.of('电车', 'zh').map(({ term }) => term)).toEqual(['streetcar', 'tram']);
  });

  it('knows nothing of other terms, of beginnings of terms, and of the other group', () => {
    for (const term of ['a', 'stree', 'streetcars', 'zoo', '电', '电车', '']) {
      expect(translations.of(term, 'en')).toEqual([]);
    }
    expect(translations.of('tram', 'zh')).toEqual([]);
    expect(createTranslations('').of('tram', 'en')).toEqual([]);
  });
});

const textWith = (...terms: string[]) => new Set(terms.map(termNumber));

describe('createTranslatedShare', () => {
  const frequencies: Record<string, number> = { 电车: 1, 街道: 10, 路: 50, tram: 1, street: 10, ding: 1 };
  const share = (question: string, from: LanguageGroup) =>
    createTranslatedShare(
      contentTerms(question),
      translations,
      { passages: () => 100, frequency: (term) => frequencies[term] ?? 0 },
      { from, to: from === 'en' ? 'zh' : 'en' },
    );

  it('is the share of the question that is said in the other language, rare words counting for more', () => {
    const asked = share('Which street does the tram take?', 'en');
    expect(asked(textWith('电车', '街道'))).toBe(1);
    expect(asked(textWith())).toBe(0);
    const [tram, street] = [asked(textWith('电车'))!, asked(textWith('街道'))!];
    expect(tram).toBeGreaterThan(street);
    expect(tram + street).toBeCloseTo(1);
  });

  it('counts the less sure translation for less', () => {
    const asked = share('street', 'en');
    expect(asked(textWith('路'))).toBeCloseTo(Math.sqrt(18 / 35));
    expect(asked(textWith('路', '街道'))).toBe(1);
  });

  it('counts a name for itself, and leaves out what it can neither translate nor find', () => {
    expect(share('Ding tram', 'en')(textWith('ding', '电车'))).toBe(1);
    expect(share('Ding tram', 'en')(textWith('ding'))).toBeGreaterThan(0);
    expect(share('Quokka tram', 'en')(textWith('电车'))).toBe(1);
    expect(share('Quokka', 'en')(textWith('电车'))).toBeUndefined();
  });

  it('reads questions in either script and in Cantonese', () => {
    expect(share('電車喺邊條街道？', 'zh')(textWith('tram', 'street'))).toBeGreaterThan(0.9);
  });
});
