import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldScript } from '../../../core/language/script.ts';
import { bridgeCantonese } from '../../../core/text/cantonese.ts';
import { asUsual, whether } from '../../../core/text/cantonese-patterns.ts';
import { COLLOQUIAL_WORDS } from '../../../core/text/cantonese-words.ts';

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
    ['去A&E加到幾錢', '急症室求诊加到多少钱'],
    // Yes or no.
    ['收唔收錢', '收不收费'],
    ['畀唔畀入', '给不给入'],
    ['租唔租到', '可以租'],
    ['申唔申請到', '可以申请'],
    ['攞唔攞得返', '可以取回'],
    ['洗唔洗得', '可以洗'],
    ['有冇得退', '有没有退'],
    ['會唔會覺得貴', '会不会认为贵'],
    ['嚟唔嚟得切', '来不来得及'],
    ['鍾唔鍾意', '喜不喜欢'],
    // As typed on phones.
    ['洗唔洗俾錢', '要不要付费'],
    ['我地食左野', '我们吃东西'],
    ['佢住左近', '他住左近'],
    ['佢地買左咩野', '他们买了什么'],
    ['呢d人同邊D人', '这些人同哪些人'],
    ['果陣返黎', '那时回来'],
    ['佢既車', '他的车'],
    ['比幾錢', '付多少钱'],
    ['訓覺', '睡觉'],
    ['番屋企攞番錢', '回家退款'],
    ['甘耐', '这么久'],
    ['有無得補堂', '有没有补堂'],
    ['岩唔岩', '对不对'],
    // Whole questions.
    ['幾歲先得', '几岁才可以'],
    ['咁幾時開', '什么时候开'],
    ['咁點', '这样点'],
    ['仲認唔認得我', '还认不认得我'],
    ['批咗未', '批准了没有'],
    ['幾錢個鐘', '每小时多少钱'],
    ['一堂幾錢', '每堂多少钱'],
    ['外傭人工最少幾多', '家佣工资最少多少'],
    ['大肚可唔可以炒佢', '怀孕可不可以解雇他'],
    ['菲傭同印傭', '菲律宾家佣同印尼家佣'],
    ['使唔使醫生紙', '要不要医生证明书'],
    ['部電話俾人收咗', '部电话被没收'],
    ['兩公婆', '夫妇'],
    ['24粒鐘', '24小时'],
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
    '自我地位',
    '左手',
    '做左右手',
    '既然',
    '比較',
    '維他命d',
    '黎明',
    '巴黎',
    '訓練',
    '番茄',
    '效果',
    '有野豬',
    '有無人機',
    '無得益',
    '先到先得',
    '工人工會',
    '麻雀仔',
    '扳平比分',
    '兩個孫子',
    '江蘇位於',
    '成功輔導',
    '罰企業',
    '關聯針對',
    '兩百元',
    '太空船飛越',
    'wi-fi 6',
    'the plan（計劃）',
  ])('%s stays as it is', (written) => expect(bridge(written)).toBe(foldScript(written)));

  it('tells 呢 "this" from 呢 at the end of a clause', () => {
    expect(bridge('點做呢？呢個係')).toBe('怎么做?这个是');
  });

  it('has no word twice, and none that is rewritten before it is looked for', () => {
    const words = COLLOQUIAL_WORDS.flatMap((table) => table.trim().split('\n')).flatMap((line) =>
      line.split(': ')[1]!.split(' '),
    );
    const folded = words.map(foldScript);
    expect(words.filter((_, i) => folded.indexOf(folded[i]!) < i)).toEqual([]);
    expect(folded.filter((word) => asUsual(word) !== whether(word))).toEqual([]);
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
