import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { foreignLanguage } from '../../ingest/foreign-text.ts';

const SENTENCES = new URL('../../../shared/data/eval/lid-dev.tsv', import.meta.url);

const TEXTS = {
  French:
    'Le tramway de Hong Kong a été mis en service en 1904. Il circule le long de la côte nord de l’île et transporte chaque jour environ deux cent mille passagers.',
  German:
    'Die Straßenbahn wurde 1904 eröffnet und fährt an der Nordküste der Insel entlang. Ein Fahrschein kostet drei Dollar, für Kinder ist er nicht einmal halb so teuer, und die Wagen sind mit einer Klimaanlage versehen.',
  Indonesian:
    'Pekerja rumah tangga berhak atas satu hari libur setiap minggu. Majikan tidak boleh meminta pekerja untuk bekerja pada hari itu, dan pekerja dapat menghubungi departemen tenaga kerja untuk informasi.',
  Tagalog:
    'Ang mga manggagawa ay may karapatan sa isang araw ng pahinga bawat linggo. Hindi maaaring pilitin ng amo ang mga ito na magtrabaho sa araw na iyon.',
  Japanese: '香港の路面電車は一九〇四年に開業し、島の北岸を走っています。運賃は大人が三ドルで、子供は半額です。',
  Korean:
    '홍콩의 전차는 1904년에 개통되어 섬의 북쪽 해안을 따라 달립니다. 요금은 어른이 삼 달러이고 아이는 절반입니다.',
  'a language of another script':
    'Гонконгский трамвай открылся в 1904 году и ходит вдоль северного берега острова. Билет стоит три доллара.',
};

const OURS = {
  'a list': Array.from({ length: 40 }, (_, i) => `- Tom is fixed ${i}`).join('\n'),
  'a table of names': `| Stop | Fare |\n| --- | --- |\n${'| La Salle Road | 3.0 |\n| Des Voeux Road | 4.5 |\n'.repeat(12)}`,
  'a short note': 'La Rotonda de Macau.',
  'a formula in Chinese': `設${'$x_i$ 及 $e^{y}$ de la '.repeat(20)}為變數`,
};

describe('a text in a language that Samman does not know', () => {
  it.each(Object.entries(TEXTS))('is known as %s', (language, text) => {
    expect(foreignLanguage(text)).toBe(language);
  });

  it.each(Object.entries(OURS))('is not %s', (_, text) => {
    expect(foreignLanguage(text)).toBeUndefined();
  });

  it('is none of thousands in English and Chinese', async ({ skip }) => {
    if (!existsSync(SENTENCES)) skip('../shared/data/eval/lid-dev.tsv is not here');
    const texts = (await readFile(SENTENCES, 'utf8')).split('\n').map((line) => line.split('\t')[2] ?? '');
    for (let i = 0; i < texts.length; i += 8) {
      const text = texts.slice(i, i + 8).join('\n');
      expect([foreignLanguage(text), text]).toEqual([undefined, text]);
    }
  });
});
