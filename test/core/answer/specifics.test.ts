import { describe, expect, it } from 'vitest';
import { namesAnother } from '../../../core/answer/specifics.ts';
import type { Hit, Language } from '../../../core/types.ts';

const hit = (text: string, language: Language = 'en', date?: string) =>
  ({ passage: { text, language, title: '', headings: [] }, date }) as unknown as Hit;

const V1 = hit('HKGAI v1 was being tested in more than 70 departments in 2025.');
const V1_YUE = hit('2025年嗰陣，有超過70個政府部門試緊用HKGAI v1。', 'yue');

describe('namesAnother', () => {
  it.each([
    ['How many departments are testing HKGAI v2?', V1],
    ['HKGAI v2 幾時出？', V1_YUE],
    ['Is GPT-5 open source?', hit('GPT-4 is not open source.')],
    ['When did PierPal 5.3 come out?', hit('PierPal 5.2.1 came out on 3 May.')],
    ['PierPal 5.3 有咩新嘢？', hit('PierPal 5.2.1修正咗閃退。', 'yue')],
    ['2024年有多少部门测试？', V1_YUE],
    ['Which departments tested it in 2023?', V1],
    ['深圳有多少政府部門在測試HKGAI v1？', V1_YUE],
    ['澳門有冇用HKGAI v1？', V1_YUE],
    ['新加坡有幾多個部門試緊？', V1_YUE],
    ['新加坡有幾多個部門試緊？', V1],
    ['德国有多少部门测试？', V1],
    ['東京有幾多個部門試緊？', V1],
    ['紐西蘭有幾多個部門試緊？', V1],
    // “industry” speaks of no US.
    ['美國有幾多個部門試緊？', hit('Industry in the city is testing it; ask us.')],
    ['印度嘅銀行點？', hit('印尼嘅銀行用緊。', 'yue')],
    // An English name over a Chinese passage.
    ['How many people died in the Philippines?', hit('颱風令83人受傷。', 'zh-Hant')],
    ['How many flights were cancelled in Shenzhen?', hit('620班航機取消。', 'zh-Hant')],
    ['2025年請咗幾多人？', hit('三年以上年資嘅2023年請咗四百人。', 'yue', '2026-03-24')],
    ['日本有幾多個？', hit('今日本地有七十個。', 'zh-Hant')],
    ['港鐵2024年加價幾多？', hit('今年加價2.9%，2027年再檢討。', 'zh-Hant', '2026-03-24')],
  ])('%s asks about another', (question, passage) => {
    expect(namesAnother(question, passage)).toBe(true);
  });

  it.each([
    ['How many departments are testing HKGAI v1?', V1],
    ['When did PierPal 5.3 come out?', hit('PierPal 5.3.1 came out on 3 May.')],
    ['What does Section 5.3 say?', hit('Section 5.2 says nothing. Deposits are kept.')],
    ['Did GDP 3.2% come true?', hit('GDP 2.5% was forecast.')],
    ['HKGAI嘅v1有幾多部門試？', V1_YUE],
    ['How many departments, over 70?', V1],
    ['2025年有多少部门测试？', V1_YUE],
    ['香港有多少部门测试？', V1_YUE],
    // Without a year of its own the passage may be about any.
    ['When in 2023 was it founded?', hit('The company was founded in spring.')],
    ['有咩喺深圳？', hit('香港同深圳嘅合作更加緊密。', 'yue')],
    // A Chinese place over an English passage: names are translated.
    ['新加坡嘅銀行點？', hit('Banks in Singapore use it.')],
    ['德國嘅銀行點？', hit('German banks use it.')],
    ['美國禁咗咩出口？', hit('The US banned exports.')],
    ['英國政府點睇？', hit('The English Crown promised land.')],
    ['荷蘭嘅銀行點？', hit('Dutch banks use it.')],
    ['紐西蘭嘅銀行點？', hit('Banks in New Zealand use it.')],
    ['紐西蘭嘅銀行點？', hit('新西兰的银行正在使用。', 'zh-Hans')],
    ['印度尼西亞嘅銀行點？', hit('印尼嘅銀行用緊。', 'yue')],
    // A country in the name of a body, and of who is from there.
    ['美國廣播公司幾時停用？', hit('ABC stopped in 2015.')],
    ['新西兰国家通信安全局怎样关闭？', hit('The GCSB was closed.')],
    ['How many people died in the Philippines?', hit('菲律賓有83人受傷。', 'zh-Hant')],
    ['How much is French toast?', hit('西多士48蚊。', 'yue')],
    ['Where is Jordan Road?', hit('佐敦道喺九龍。', 'yue')],
    ['港鐵2026年加價幾多？', hit('今年加價2.9%，2027年再檢討。', 'zh-Hant', '2026-03-24')],
    ['What was the profit in 2025?', hit('去年賺85.6億，2018年賺得更多。', 'zh-Hant', '2026-03-24')],
    ['英國人幾時起炮台？', hit('Trent began to build the fort in 1754.')],
    // Countries that are halves of two words, and a ticket too.
    ...['沿海地區', '上海地鐵'].map((word): [string, Hit] => [`${word}有幾多？`, hit('上海沿岸有七十個。', 'zh-Hant')]),
    ...['明智利用水', '增加納稅', '今日本地新聞', '復古巴士', '也門票', '咁多哥哥姐姐'].map((word): [string, Hit] => [
      `${word}有咩用？`,
      hit('有七十個。', 'zh-Hant'),
    ]),
    // What it is called in English nobody knows here.
    ['東莞嘅銀行點？', hit('Banks in Dongguan use it.')],
  ])('%s does not', (question, passage) => {
    expect(namesAnother(question, passage)).toBe(false);
  });
});
