import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldScript } from '../../../core/language/script.ts';
import { bridgeCantonese } from '../../../core/text/cantonese.ts';

const bridge = (text: string) => bridgeCantonese(foldScript(text));

describe('bridgeCantonese', () => {
  it.each([
    ['呢間公司幾時成立', '这家公司什么时候成立'],
    ['佢哋喺邊度返工', '他们在哪里上班'],
    ['點解要咁做', '为什么要这样做'],
    ['邊個係財政司司長', '谁是财政司司长'],
    ['邊個國家', '哪个国家'],
    ['幾多錢', '多少钱'],
    ['幾多個部門', '多少个部门'],
    ['我哋搵緊人', '我们找正在人'],
    ['係咪免費', '是不是免费'],
    ['冇問題', '没问题'],
    ['冇人知', '没人知'],
    ['尋日同聽日', '昨天同明天'],
    ['同埋啲資料', '和些资料'],
    ['一百蚊', '一百元'],
    ['老細請人', '老板招聘'],
    ['好平', '好便宜'],
    ['平過其他', '便宜过其他'],
    ['點樣揀', '怎样选'],
    ['畀佢睇', '给他看'],
    ['攞返嚟', '取回来'],
    ['唔知', '不知道'],
    ['要幾耐', '要多久'],
    ['而家諗住', '现在打算'],
    ['你去邊度呀', '你去哪里'],
    ['係咩嚟㗎', '是什么'],
    ['之前邊個做主席', '之前谁任主席'],
    ['邊幾間公司有份', '哪几间公司有份'],
    ['邊個碼頭', '哪个码头'],
    ['佢以前做咩㗎', '他以前做什么的'],
    ['做咩要咁', '为什么要这样'],
    ['去邊買', '去哪里买'],
    ['點解釋', '怎样解释'],
    ['攞嚟做乜嘢', '用途是什么'],
    ['俾人炒咗', '被解雇了'],
    ['幾時閂', '什么时候关闭'],
    ['罰幾錢', '罚款多少钱'],
    ['點樣 book 位', '怎样 预约 位'],
    ['個office喺邊度', '个办公室在哪里'],
  ])('%s → %s', (colloquial, written) => expect(bridge(colloquial)).toBe(written));

  it.each([
    '關係',
    '係數',
    '體系',
    '系統',
    '緊張',
    '緊急',
    '趕緊',
    '平均',
    '平台',
    '和平',
    '好平台',
    '三點',
    '重點',
    '一點',
    '旁邊個人',
    '仲裁',
    '人工智能',
    '喇叭',
    '是什麼',
    '他們在哪裏',
    '個女學生',
    '日蝕',
    '傾向',
    '六十五歲以上年紀',
    'wi-fi 6',
    'the plan（計劃）',
  ])('%s stays as it is', (written) => expect(bridge(written)).toBe(foldScript(written)));

  it('tells 呢 "this" from 呢 at the end of a clause', () => {
    expect(bridge('點做呢？呢個係')).toBe('怎么做?这个是');
  });

  it('leaves other scripts alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(bridgeCantonese(text)).toBe(text);
      }),
    );
  });

  it('takes any string, in linear time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof bridge(text)).toBe('string');
      }),
    );
    const before = performance.now();
    bridge('係唔係呢個嘅關係緊'.repeat(12_000));
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
