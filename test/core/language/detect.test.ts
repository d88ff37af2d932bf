import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLanguageDetector, type LanguageIdModel } from '../../../core/language/detect.ts';
import { LANGUAGES, type Language } from '../../../core/types.ts';
import { isHeldOut, readPassages } from '../../../models/train/passages/passages.ts';
import { QUESTIONS } from './questions.ts';

const file = new URL('../../../models/language-id/model.json', import.meta.url);
const model = JSON.parse(readFileSync(file, 'utf8')) as LanguageIdModel;
const detector = createLanguageDetector(model);

describe('the language of a question', () => {
  it.each(QUESTIONS)('%s: %s', (language, question) => {
    expect(detector.detect(question).language).toBe(language);
  });

  it.each([
    ['yue', '呢間公司幾時成立？'],
    ['yue', '呢间公司几时成立'],
    ['yue', '圖書館幾時開門？'],
    ['yue', 'HKGAI v1 嘅 launch date 係幾時？'],
    ['zh-Hans', 'HKGAI v1 的 launch date 是什么时候？'],
    ['zh-Hans', '这家公司什么时候成立的'],
    ['zh-Hant', '這間公司是什麼時候成立的？'],
    ['en', 'When was the company founded?'],
  ])('%s for sure: %s', (language, question) => {
    const detection = detector.detect(question);
    expect(detection.language).toBe(language);
    expect(detection.confidence).toBeGreaterThan(0.9);
  });

  it.each(['星期日几点开', '图书馆几点开门？', '住户最多可以住多久？', '冬天泳池水温多少度？'])(
    'Simplified where nothing but a character or two tells: %s',
    (question) => {
      expect(detector.detect(question).language).toBe('zh-Hans');
    },
  );

  it.each(['為甚麼新計劃改為先到先得？', '商務辦公室的貸款計劃開放到幾時？'])(
    'written where its only spoken word is one of writing too: %s',
    (question) => {
      expect(detector.detect(question).language).toBe('zh-Hant');
    },
  );

  it('is Cantonese where one sign stands in a long formal sentence', () => {
    const written = '根據美國乾旱監測中心的資料，亞利桑那州超過百分之四十的地區正處於極度乾旱，這是第二高的等級';
    expect(detector.detect(written).language).toBe('zh-Hant');
    expect(detector.detect(written.replace('的資料', '嘅資料')).language).toBe('yue');
  });

  it('is not Cantonese for 關係, 系統 and a final 呢', () => {
    expect(detector.detect('這兩個系統之間有什麼關係呢？').language).toBe('zh-Hant');
    expect(detector.detect('这两个系统之间有什么关系呢？').language).toBe('zh-Hans');
  });
});

describe('confidence', () => {
  it.each(['', ' \n', '2025', '👍', '!!!', '1+1=?'])('says nothing of %j', (text) => {
    const { language, confidence, scores } = detector.detect(text);
    expect(language).toBe('zh-Hant');
    expect(confidence).toBeCloseTo(1 / 6);
    expect(scores.yue + scores.zh + scores.en).toBeCloseTo(1);
  });

  it('tells Cantonese from written Chinese in questions that it was not trained with', () => {
    const questions = readPassages()
      .filter(({ id }) => isHeldOut(id))
      .flatMap(({ answerable, unanswerable }) => [...answerable, ...unanswerable]);
    for (const label of ['yue', 'zh'] as const) {
      const right = questions.filter((question) => detector.detect(question[label]).language.startsWith(label));
      expect(right.length / questions.length, label).toBeGreaterThan(0.99);
    }
  });

  it.each<[string, Language]>([
    ['想問星期六幾點可以探病，阿爺住緊內科', 'yue'],
    ['政府部門試緊幾多個模型', 'yue'],
    ['情況緊急，請趕緊報名', 'zh-Hant'],
    ['他拉緊繩子，緊跟着隊伍', 'zh-Hant'],
    ['抓緊時間收緊名額', 'zh-Hant'],
    ['早晨', 'yue'],
    ['点解', 'yue'],
    ['阿里雲同邊間大學合作？', 'yue'],
    ['塞爾瑪邊年畢業？', 'yue'],
    ['大樓幾時起好？', 'yue'],
    ['我想訂羽毛球場打波', 'yue'],
    ['要死亡證正本定副本', 'yue'],
    ['想退飛', 'yue'],
    ['bb都要買飛', 'yue'],
    ['部冷氣滴水', 'yue'],
    ['我想book位', 'yue'],
    ['香港ai發展得點', 'yue'],
    ['病咗要留喺屋企定返學校', 'yue'],
    ['法院何時決定上訴', 'zh-Hant'],
    ['由誰點算野豬', 'zh-Hant'],
    ['最近的回收點', 'zh-Hant'],
    ['如何確定日期', 'zh-Hant'],
    ['條例何時生效', 'zh-Hant'],
    ['三十蚊咋', 'yue'],
    ['得兩間咋嘛', 'yue'],
    ['咋报名', 'zh-Hans'],
    ['地铁咋走', 'zh-Hans'],
    ['这咋办', 'zh-Hans'],
    ['支持啥格式', 'zh-Hans'],
    ['咱们几点开', 'zh-Hans'],
    ['海邊幾間餐廳的營業時間', 'zh-Hant'],
    ['這邊一個月的租金是多少？', 'zh-Hant'],
    ['图书馆几点开门？', 'zh-Hans'],
    ['下一趟火车几点开？', 'zh-Hans'],
    ['呢间图书馆几点开门㗎？', 'yue'],
    ['火车站边一家餐厅的营业时间是什么？', 'zh-Hans'],
    ['陕甘宁边区政府是什么时候成立的？', 'zh-Hans'],
    ['渡边家的历史是怎样的？', 'zh-Hans'],
  ])('tells a question with few signs: %s', (text, language) => {
    expect(detector.detect(text).language).toBe(language);
  });

  it.each(['DeepSeek?', 'HKGAI', '付款方式', '你好', 'WhatsApp 電話'])(
    'leaves %s to the page or the last turn',
    (text) => {
      expect(detector.detect(text).confidence).toBeLessThan(0.7);
    },
  );

  it.each([
    '東京タワーはどこですか',
    '日本語は難しい',
    '본사는 어디에 있습니까',
    'Где находится офис?',
    'Où était située la bibliothèque ?',
    'ni hao',
  ])('is low for a language that is none of ours: %s', (text) => {
    expect(detector.detect(text).confidence).toBeLessThan(0.7);
  });

  it('is one half at most where no character tells the scripts apart', () => {
    const { language, confidence, scores } = detector.detect('有哪些付款方式？');
    expect(language).toBe('zh-Hant');
    expect(scores.zh).toBeGreaterThan(0.9);
    expect(confidence).toBeLessThanOrEqual(0.5);
  });
});

describe('any text at all', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    fc.string({
      unit: fc.constantFrom(
        '係',
        '嘅',
        '的',
        '吗',
        'a',
        "'",
        '0',
        '.',
        ' ',
        '\u200d',
        '\ud842',
        'の',
        'é',
        '👍',
        '\ue5fa',
      ),
    }),
  );

  it('has a valid language, a confidence and scores', () => {
    fc.assert(
      fc.property(text, (input) => {
        const { language, confidence, scores } = detector.detect(input);
        expect(LANGUAGES).toContain(language);
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(scores.yue + scores.zh + scores.en).toBeCloseTo(1, 6);
      }),
      { numRuns: 2000 },
    );
  });

  it('is read the same in either spelling of its letters', () => {
    const { scores } = detector.detect('HKGAI 嘅 CEO 係邊個？');
    expect(detector.detect('ＨＫＧＡＩ　嘅　ＣＥＯ　係邊個？').scores).toEqual(scores);
    expect(detector.detect('HKGAI嘅CEO係邊個?').scores).toEqual(scores);
  });

  it('is read through zero-width joiners', () => {
    expect(detector.detect('\u200d'.repeat(2000)).confidence).toBeLessThan(0.2);
    expect(detector.detect([...'呢間公司幾時成立？'].join('\u200d')).language).toBe('yue');
  });

  it('takes time in proportion to its length', () => {
    const sentence = '呢間公司嘅總部設喺香港，The head office is in Hong Kong since 2015. 員工約有三百人。';
    const milliseconds = (length: number) => {
      const input = sentence.repeat(Math.ceil(length / sentence.length)).slice(0, length);
      const started = performance.now();
      expect(detector.detect(input).language).toBe('yue');
      return performance.now() - started;
    };
    milliseconds(1000);
    // Quadratic time would take minutes; the bound allows for a busy machine.
    expect(milliseconds(100_000)).toBeLessThan(2000);
    expect(detector.detect('a'.repeat(100_000)).language).toBe('en');
    expect(detector.detect("'’".repeat(50_000)).confidence).toBeLessThan(0.2);
  });
});

describe('a broken model', () => {
  it('of another format is refused with what to do', () => {
    const other = { ...model, format: 'lid.176' } as unknown as LanguageIdModel;
    expect(() => createLanguageDetector(other)).toThrow(/"lid\.176".*train it again/s);
  });

  it('cut short is refused with the numbers', () => {
    expect(() => createLanguageDetector({ ...model, features: '嘅 的' })).toThrow(
      /2 features and \d+ weights, expected 6/,
    );
  });
});
