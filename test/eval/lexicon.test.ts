import { describe, expect, it } from 'vitest';
import { makeLexicon } from '../../models/train/lexicon/lexicon.ts';

describe('makeLexicon', () => {
  it('learns from sentences which term stands for which', () => {
    const pairs = [
      { zh: ['电车', '街道'], en: ['tram', 'street'] },
      { zh: ['电车', '学校'], en: ['tram', 'school'] },
      { zh: ['街道', '学校'], en: ['street', 'school'] },
      { zh: ['电车'], en: ['tram'] },
      { zh: [], en: ['tram'] },
    ];
    const lexicon = makeLexicon(pairs);
    const best = (en: string) =>
      lexicon.filter((one) => one.en === en).reduce((a, b) => (b.weight > a.weight ? b : a)).zh;
    expect(['tram', 'street', 'school'].map(best)).toEqual(['电车', '街道', '学校']);
    expect(lexicon.every(({ weight }) => weight > 0 && weight <= 1)).toBe(true);
    expect(makeLexicon(pairs)).toEqual(lexicon);
  });
});
