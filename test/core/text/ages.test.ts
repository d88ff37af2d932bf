import { describe, expect, it } from 'vitest';
import { ageRangesIn, agesIn, areOfAge } from '../../../core/text/ages.ts';

describe('agesIn', () => {
  it.each([
    ['hi, im 55 next week, how much is the flu shot for me', [55]],
    ['How much is it for a 30 year old?', [30]],
    ['My mum is 72, how much does she pay?', [72]],
    ['my daughter, aged 8, wants to swim', [8]],
    ['阿媽今年七十二，食緊六隻藥', [72]],
    ['我個仔8歲，收幾錢？', [8]],
    ['我今年六十五歲，可以申請嗎？', [65]],
    ['What is the fee for those aged 12 to 15 years old?', []],
    ['65歲以上長者收幾多？', []],
    ['Is it 30 minutes?', []],
    ['How old must I be? The bus is 68.', []],
    ['My son is 12 and she is 9, what do they pay?', [12, 9]],
    ['今年七月幾時開？', []],
    ["I'm 5.5 km away, how do I get there?", []],
    ["I'm 55.", [55]],
    ['由2024年到今年12月有幾多人？', []],
  ])('of %s', (question, ages) => {
    expect(agesIn(question)).toEqual(ages);
  });
});

describe('ageRangesIn', () => {
  it.each([
    ['18 至 49 歲', [[18, 49]]],
    ['65歲或以上人士', [[65, 150]]],
    ['十二歲以下兒童', [[0, 12]]],
    ['未滿六歲', [[0, 6]]],
    ['Children aged 6 to 11', [[6, 11]]],
    ['Aged 65 or above', [[65, 150]]],
    ['Child 3–13, single', [[3, 13]]],
    ['Kind: Senior; Age: 60 or above; Fee: HK$90', [[60, 150]]],
    ['over-60s', [[60, 150]]],
    ['Under 12 years old', [[0, 12]]],
    ['Monday 9 to 11', []],
    ['Open 10–7', []],
    ['Parcels over 20 kg', []],
    ['20 people or more', []],
    ['13:00–14:15', []],
    ['每周3至5次', []],
    ['Life jackets for adults over 60 kg', []],
    ['adults over 150 pounds', []],
    ['children over 1,200 m', []],
    ['Adults over 60.', [[60, 150]]],
    ['children under 12 HK$40', [[0, 12]]],
    ['兒童 10 至 15 公斤', []],
    ['兒童 90至120厘米', []],
    ['年齡 60或以上人士', [[60, 150]]],
  ])('of %s', (text, ranges) => {
    expect(ageRangesIn(text)).toEqual(ranges);
  });

  it('takes the numbers of a group’s name for ages', () => {
    expect(ageRangesIn('60 or above', true)).toEqual([[60, 150]]);
    expect(ageRangesIn('18–59', true)).toEqual([[18, 59]]);
    expect(ageRangesIn('9:00–11:00', true)).toEqual([]);
    expect(ageRangesIn('10 to 15 kg', true)).toEqual([]);
    expect(ageRangesIn('1.5 to 2', true)).toEqual([]);
    expect(ageRangesIn('12,000 or above', true)).toEqual([]);
  });
});

it('tells another age only where some are told', () => {
  expect(areOfAge([55], [[18, 49]])).toBe(false);
  expect(areOfAge([55], [[50, 64]])).toBe(true);
  expect(areOfAge([8, 40], [[3, 13]])).toBe(true);
  expect(areOfAge([], [[3, 13]])).toBeUndefined();
  expect(areOfAge([55], [])).toBeUndefined();
});
