import { expect, it } from 'vitest';
import { LANGUAGES } from '../../core/types.ts';
import { formatDate } from '../../web/date.ts';
import { HTML_LANG } from '../../web/language.ts';

it('writes a date as the browser itself does', () => {
  for (const language of LANGUAGES) {
    const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : HTML_LANG[language], {
      dateStyle: language === 'en' ? 'medium' : 'long',
      timeZone: 'UTC',
    });
    for (let month = 1; month <= 12; month++) {
      const date = `2026-${`${month}`.padStart(2, '0')}-0${(month % 9) + 1}`;
      // English browsers differ over “Sept”.
      expect(formatDate(date, language)).toBe(format.format(new Date(date)).replace('Sept', 'Sep'));
    }
  }
});

it('leaves what is no date as it came', () => {
  for (const text of ['2026-13-01', '2026-00-10', 'last spring', '']) expect(formatDate(text, 'en')).toBe(text);
});
