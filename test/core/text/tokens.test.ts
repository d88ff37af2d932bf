import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentTerms, tokenize } from '../../../core/text/tokens.ts';

const shared = (a: string, b: string) => {
  const terms = new Set(tokenize(b));
  return [...new Set(tokenize(a))].filter((term) => terms.has(term));
};

describe('tokenize', () => {
  it.each<[string, string[]]>([
    ['Hong Kong’s banks are testing tools', ['hong', 'kong', 'bank', 'test', 'tool']],
    ['科技園', ['科', '技', '园', '科技', '技园']],
    ['的', []],
    ['HKGAI v1', ['hkgai', 'v1']],
    ['HKGAIv1', ['hkgaiv1', 'hkgai', 'v1']],
    ['DeepSeek', ['deepseek', 'deep', 'seek']],
    ['e5-small', ['e5small', 'small', 'e5']],
    ['GPT-4', ['gpt4', 'gpt']],
    ['café', ['cafe']],
    ['US sanctions on us', ['us', 'sanction']],
    ['WHO IS THE CEO', ['ceo']],
    ['state-of-the-art', ['stateoftheart', 'state', 'art']],
    ['1,000', ['1000', 'n:1000']],
    ['HK$1bn', ['hk', '1bn', 'n:1000000000', 'm:HKD:1000000000']],
    ['3 January 2025', ['3', 'januari', '2025', 'd:2025-01-03', 'd:2025-01', 'd:--01', 'n:2025']],
    ['', []],
  ])('%s', (text, terms) => expect(tokenize(text)).toEqual(terms));

  it.each([
    ['十億', 'HK$1bn', 'n:1000000000'],
    ['幾多個部門？七十幾個', 'more than 70 departments', 'n:70'],
    ['百分之六十二', '62%', 'p:62'],
    ['二零二五年一月', 'January 2025', 'd:2025-01'],
    ['一月幾號', '3 January 2025', 'd:--01'],
    ['2025年', 'the 2025 budget', 'n:2025'],
    ['下午三點', '3 p.m.', 'h:3:00'],
  ])('%s and %s share %s', (a, b, term) => expect(shared(a, b)).toContain(term));

  it.each([
    ['財政司司長陳茂波', '财政司司长陈茂波'],
    ['軟件', '软件'],
    ['ＨＫＧＡＩ', 'hkgai'],
  ])('%s and %s are the same', (a, b) => expect(tokenize(a)).toEqual(tokenize(b)));

  it('bridges Cantonese to written Chinese', () => {
    expect(shared('佢哋幾時喺呢度返工', '他们什么时候在这里上班')).toEqual(
      expect.arrayContaining(['他们', '时候', '上班', '这里']),
    );
  });

  it('takes any string, in linear time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(tokenize(text)).not.toContain('');
      }),
    );
    for (const unit of ['香港AI發展 HK$1bn 係咪。', 'a', '香', "'", 'A1-', '億', '1,', '為']) {
      const before = performance.now();
      tokenize(unit.repeat(100_000 / unit.length));
      contentTerms(unit.repeat(20_000 / unit.length));
      expect(performance.now() - before).toBeLessThan(6000);
    }
  });
});

describe('contentTerms', () => {
  it.each<[string, string[]]>([
    // English words as they are, and as written Chinese says them.
    ['HKGAI v1 嘅 launch date 係幾時？', ['hkgai', 'v1', 'launch', 'date', '推出', '日期']],
    ['How many departments are testing it?', ['depart', 'test']],
    ['邊個係財政司司長？', ['财政', '政司', '司司', '司长']],
    ['谁是财政司司长', ['财政', '政司', '司司', '司长']],
    ['人工智能研究院要幾多錢', ['人工', '工智', '智能', '能研', '研究', '究院', '钱']],
    ['How much is HK$1bn in 2025?', ['n:1000000000', 'n:2025']],
    ['呢個係咩嚟㗎？', []],
    ['What is it?', []],
    ['', []],
  ])('%s', (text, terms) => expect(contentTerms(text)).toEqual(terms));

  it('are terms of the text, each once', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '香港',
        '嘅',
        '幾多',
        '10億',
        'HKGAI',
        '蚊',
        'Deep',
        'Seek',
        ' ',
        '2025年',
        '係',
        '？',
        'the',
        '個',
        '部門',
        '緊',
        '好平',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          pieces.map((parts) => parts.join('')),
        ),
        (text) => {
          const terms = contentTerms(text);
          expect(new Set(terms).size).toBe(terms.length);
          expect(new Set(tokenize(text))).toEqual(new Set([...tokenize(text), ...terms]));
        },
      ),
    );
  });
});
