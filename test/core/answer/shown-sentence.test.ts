import { expect, it } from 'vitest';
import { inQuotes, shownSentence } from '../../../core/answer/shown-sentence.ts';
import type { Language } from '../../../core/types.ts';

it.each<[string, Language, string]>([
  ['It costs **HK$20** and `npm` is __free__.', 'en', 'It costs HK$20 and npm is free.'],
  ['**You closed for two months in 2024.', 'en', 'You closed for two months in 2024.'],
  ['A file_name and 2 * 3 * 4 stay.', 'en', 'A file_name and 2 * 3 * 4 stay.'],
  ['"Somebody offered HK$5 million for the name.', 'en', 'Somebody offered HK$5 million for the name.'],
  ['It is at Queen Elizabeth Hospital."', 'en', 'It is at Queen Elizabeth Hospital.'],
  ['He said “no” and left.”', 'en', 'He said “no” and left.'],
  ['答：唔使預約。', 'yue', '唔使預約。'],
  ['A: Yes, $1 each.', 'en', 'Yes, $1 each.'],
  ['A class: ten pupils.', 'en', 'A class: ten pupils.'],
  ['「我唔會開分店。', 'yue', '我唔會開分店。'],
  ['佢話：「唔開。」', 'yue', '佢話：「唔開。」'],
  ['One line\nand another', 'en', 'One line and another'],
  ['第一行\n第二行', 'zh-Hant', '第一行第二行'],
  ['查詢電話：2345 6789\n9123 4567', 'zh-Hant', '查詢電話：2345 6789、9123 4567'],
  ['Call 2345 6789\n9123 4567', 'en', 'Call 2345 6789, 9123 4567'],
  ['門票：$30\n長者半價', 'zh-Hant', '門票：$30 長者半價'],
  ['It is 44 metres high.[3][4]', 'en', 'It is 44 metres high.'],
  ['橋高44米[3]，兩年後通車。[2]', 'zh-Hant', '橋高44米，兩年後通車。'],
  ['The fee is ~~$150~~ $80, see [the form](https://a.hk/f "Form").', 'en', 'The fee is $80, see the form.'],
  ['Version 1\\.5 of a\\_b', 'en', 'Version 1.5 of a_b'],
])('%s', (text, language, shown) => {
  expect(shownSentence(text, language)).toBe(shown);
});

it('quotes as its reader does, with the inner marks inside', () => {
  expect(inQuotes('It is “free”.', 'en', 'yue')).toBe('“It is “free”.”');
  expect(inQuotes('佢話「唔開」。', 'yue', 'en')).toBe('「佢話『唔開』。」');
  expect(inQuotes('佢話“唔開”。', 'yue', 'zh-Hans')).toBe('“佢話‘唔開’。”');
});
