import { describe, expect, it } from 'vitest';
import { type Figure, figureAsked, lacksFigure } from '../../../core/text/figure-asked.ts';
import { isHeldOut, readPassages } from '../../../models/train/passages/passages.ts';

describe('what a question asks a figure of', () => {
  it.each<[string, Figure | undefined]>([
    ['How many parameters does it have?', 'count'],
    ['有幾多間公司？', 'count'],
    ['How much does a ride cost?', 'money'],
    ['How many Hong Kong dollars does it cost?', 'number'],
    ['How many billion dollars did it receive?', 'number'],
    ['政府撥咗幾多個億？', 'number'],
    ['要幾多個工作天？', 'number'],
    ['呢部機賣幾錢？', 'money'],
    ['占比是百分之几？', 'percent'],
    ['要等幾耐？', 'duration'],
    ['When did it open?', 'date'],
    ['On which day does the fair take place?', 'day'],
    ['招聘會係邊一日搞？', 'day'],
    ['InnoHK係邊一年成立？', 'date'],
    ['峰會係幾月幾號搞？', 'day'],
    ['How tall is the tower?', 'number'],
    ['What is the phone number of the clinic?', 'phone'],
    ['What number should I call about the card?', 'phone'],
    ["What's the hotline?", 'phone'],
    ['投訴熱線幾多號？', 'phone'],
    ['診所電話係幾多？', 'phone'],
    ['樂行卡電話', 'phone'],
    ['投訴嘅電郵地址係咩？', 'email'],
    ['What is the email address?', 'email'],
    ['What time does the shop open?', 'time'],
    ['圖書館幾時開門？', 'time'],
    ['星期六開到幾點', 'time'],
    ['opening hours of the shop', 'time'],
    ['drone delivery hours lantau', 'time'],
    ['How many hours does it take?', 'duration'],
    ['Who won, and in what time?', undefined],
    ['During what time period was it built?', 'date'],
    ['Can I book by phone?', undefined],
    ['電話亭有咩用？', undefined],
    ['個電話app做咩？', undefined],
    ['同邊幾間大學合作？', undefined],
    ['deepseek識邊幾種話', undefined],
    ['Who runs the fair?', undefined],
    ['What is the summit about?', undefined],
    ['點解要收費？', undefined],
  ])('%s', (question, figure) => {
    expect(figureAsked(question)).toBe(figure);
  });
});

describe('a sentence without a figure', () => {
  it.each<[Figure, string]>([
    ['count', 'HKGAI v1 is powered by DeepSeek, and it is open source.'],
    ['count', 'In 2025 it was put to the test.'],
    ['count', 'In 2025 companies tried it.'],
    ['count', '直到 ２０２５，客戶都在試用。'],
    ['count', '直到 2025，客戶都在試用。'],
    ['count', 'It costs HK$30 million for 30 weeks.'],
    ['money', 'The dog carries film-making equipment over difficult ground.'],
    ['money', '在2025年推出。'],
    ['day', 'A careers fair was held at Cyberport in the same period.'],
    ['day', '同一時期，香港數碼港有個招聘會。'],
    ['day', 'This article describes the situation in 2026.'],
    ['date', 'DeepSeek is a start-up from mainland China.'],
    ['duration', 'DeepSeek係內地初創。'],
    ['percent', 'AI experts are sought after across the world.'],
    ['number', 'Hong Kong cannot rely on high salaries alone.'],
    ['number', '警察維持秩序，資產已被凍結。'],
    ['count', 'It is the biggest fair of its kind in Asia.'],
    ['phone', 'Apply within 6 weeks; it costs $70.'],
    ['phone', 'It was founded in 1987.'],
    ['phone', '1841年開埠。'],
    ['phone', '二零二五年十月一日起生效。'],
    ['email', 'Call 2345 0188.'],
    ['time', 'It made 4,318 flights from March to September.'],
    ['time', '每月第三個星期三開班，一班收12個人。'],
  ])('says no %s: %s', (figure, sentence) => {
    expect(lacksFigure(sentence, figure)).toBe(true);
  });

  it.each<[Figure, string]>([
    ['count', 'More than 580 employers came.'],
    ['count', '62% of employers are short of people.'],
    ['count', '62%嘅僱主話唔夠人。'],
    ['count', 'The twelfth was found on Tuesday.'],
    ['count', '212 times the shares were asked for.'],
    ['count', 'A grand dinner attended by 2000 guests.'],
    ['count', '有2000名嘉賓出席。'],
    ['count', 'There are 2000 islands.'],
    ['count', 'It is used in 1200 schools.'],
    ['count', 'More than 1500 people came.'],
    ['count', '約1800戶受影響。'],
    ['count', 'The two ferries are old.'],
    ['count', '全城四處都有。'],
    ['count', '1,900 websites have to be readable.'],
    ['money', 'Entry is free.'],
    ['number', '酒稅維持不變。'],
    ['percent', 'Fares are frozen this year.'],
    ['money', '罰款500馬克。'],
    ['day', 'It opens at Easter.'],
    ['day', '除夕結束營業。'],
    ['day', 'It closed yesterday.'],
    ['day', 'Send it before the 20th.'],
    ['day', 'It takes place on 3 March.'],
    ['date', 'It opened last spring.'],
    ['date', '隧道通車之後。'],
    ['duration', 'He works until noon.'],
    ['percent', 'About a fifth never came back.'],
    ['number', 'The tower is 80 metres tall.'],
    ['phone', '查詢請電2345 0188。'],
    ['phone', 'Call 1823 at any time.'],
    ['email', 'Write to info@example.org.'],
    ['phone', '查詢請電２３４５ ０１８８。'],
    ['email', '電郵：info＠example．org'],
    ['phone', '管理處二十四小時電話：二六八九一一七三；'],
    ['phone', '有咩唔明可以搵佢，內線二零三。'],
    ['number', '操行須達乙級或以上。'],
    ['time', 'It opens at 9.'],
    ['time', 'Monday to Friday: 10–7'],
    ['time', 'It is closed on Sundays.'],
    ['time', '朝早九點開門。'],
    ['time', '全日開放。'],
    ['number', 'It is the biggest fair of its kind in Asia.'],
    ['number', '係全亞洲最大型嘅展覽。'],
  ])('may say a %s: %s', (figure, sentence) => {
    expect(lacksFigure(sentence, figure)).toBe(false);
  });

  it('is hardly ever one that answers, and often one that nearly does', () => {
    const lacking = { answerable: 0, unanswerable: 0 };
    const asked = { answerable: 0, unanswerable: 0 };
    for (const passage of readPassages().filter(({ id }) => isHeldOut(id))) {
      for (const kind of ['answerable', 'unanswerable'] as const) {
        for (const question of passage[kind]) {
          for (const text of [question.en, question.zh, question.yue]) {
            const figure = figureAsked(text);
            if (!figure) continue;
            for (const sentences of [passage.en, passage.zh]) {
              asked[kind] += 1;
              if (lacksFigure(sentences[question.s]!, figure)) lacking[kind] += 1;
            }
          }
        }
      }
    }
    expect(asked.answerable).toBeGreaterThan(1000);
    expect(lacking.answerable / asked.answerable).toBeLessThan(0.006);
    expect(lacking.unanswerable / asked.unanswerable).toBeGreaterThan(0.08);
  });
});
