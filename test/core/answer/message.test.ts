import { describe, expect, it } from 'vitest';
import { readMessage } from '../../../core/answer/message.ts';

const questionsIn = (message: string) => readMessage(message).questions;
const alone = (message: string): string[] => questionsIn(message).map((asked) => asked.alone);

describe('what a message asks', () => {
  it.each([
    ['Hi, excuse me, could you tell me when the pool opens? Thanks in advance!', 'when the pool opens?'],
    ['I was at dinner with my mother and she was not sure either. Where is the clinic?', 'Where is the clinic?'],
    ['我琴日同阿媽食飯傾開呢件事，佢話佢都唔清楚。維修吧幾時開門？', '維修吧幾時開門？'],
    ['唔好意思，想請教下黃婆婆幾多歲呀', '黃婆婆幾多歲呀'],
    ['请问图书馆几点开门？谢谢！', '图书馆几点开门？'],
    ['屋企住得好遠唔係好熟 成日加班冇時間打電話 維修吧幾時開門', '維修吧幾時開門'],
    ['電話打咗好多次冇人聽，想問維修吧幾時開門', '維修吧幾時開門'],
    ['維修吧幾時開門，唔該晒', '維修吧幾時開門'],
    ['How much is it to rent? I called but nobody picked up.', 'How much is it to rent?'],
  ])('%s', (message, question) => expect(alone(message)).toEqual([question]));

  it.each([
    '維修吧幾時開門㗎',
    'opening hours saturday',
    'Tell me about Samman',
    '觀塘 星期日',
    'Thanks to whom was it made?',
    'GripMate 要唔要 deposit',
    '唔該',
    '',
    'When did the tram\n open?',
    'Hello Kitty exhibition dates',
    '早晨全餐幾錢',
    'Good Morning Café menu',
    'Please Touch Museum',
    'Who said thanks?',
    'Who sent a card of thanks?',
    '唔見咗遮，要搵邊個？',
    '想搵工',
  ])('“%s” is all of it', (message) =>
    expect(questionsIn(message)).toEqual([{ bare: message, alone: message, told: message }]),
  );

  it('is told with whom it is for, where, when, and of what', () => {
    expect(alone('阿媽今年七十二。佢食緊六隻藥，成日要見醫生。打流感針要幾多錢？')).toEqual([
      '阿媽今年七十二。打流感針要幾多錢？',
    ]);
    expect(alone('I live in Lam Tin. I work late. What are the opening hours?')).toEqual([
      'I live in Lam Tin. What are the opening hours?',
    ]);
    expect(alone('I have the Gold plan. How much is the yearly fee?')).toEqual([
      'I have the Gold plan. How much is the yearly fee?',
    ]);
    expect(alone('我係會員。我住得好遠。借輪椅要幾多錢？')).toEqual(['我係會員。借輪椅要幾多錢？']);
  });

  it('says nothing without the sentence before where it is but a pronoun or a word', () => {
    expect(alone('I am new here. I lost my card. What should I do?')).toEqual(['I lost my card. What should I do?']);
    expect(alone('Our clinic moved. When does it open?')).toEqual(['Our clinic moved. When does it open?']);
  });

  it('is told how to be answered', () => {
    expect(alone('Which banks use it? Give me their names.')).toEqual(['Which banks use it? Give me their names.']);
    expect(questionsIn('我住旺角。係邊啲政府部門？講晒個名出嚟')[0]!.bare).toBe('係邊啲政府部門？講晒個名出嚟');
    expect(alone('係邊啲政府部門？講晒個名出嚟')).toEqual(['係邊啲政府部門？講晒個名出嚟']);
  });

  it('has everything told in its other way', () => {
    expect(questionsIn('有架電動滑板車成日瞓覺先叉。叉電池要注意啲咩？')).toEqual([
      {
        bare: '叉電池要注意啲咩？',
        alone: '叉電池要注意啲咩？',
        told: '有架電動滑板車成日瞓覺先叉。叉電池要注意啲咩？',
      },
    ]);
    expect(questionsIn('叉電池要注意啲咩？我係用電動滑板車。')[0]!.told).toBe('叉電池要注意啲咩？我係用電動滑板車。');
  });

  it('has what fills it left out', () => {
    expect(alone('Ok? How much is parking?')).toEqual(['How much is parking?']);
    expect(alone('真係？洗碗機保養幾多年？')).toEqual(['洗碗機保養幾多年？']);
    expect(alone('Who are you? What is HKGAI?')).toEqual(['What is HKGAI?']);
    expect(alone('請問呀，幾時截止報名？有冇人知呀？')).toEqual(['幾時截止報名？']);
    expect(alone('係咪？')).toEqual(['係咪？']);
  });

  it('is, as one, what is asked with what is needed for it, once', () => {
    const { asked } = readMessage('My father is in the ICU. I work late. When can I visit? How many may go in?');
    expect(asked).toBe('My father is in the ICU. When can I visit? How many may go in?');
  });

  it('may be several questions, up to four', () => {
    expect(alone('借輪椅要幾錢？秀茂坪中心邊個做主任？')).toEqual(['借輪椅要幾錢？', '秀茂坪中心邊個做主任？']);
    expect(alone('借輪椅要幾錢？邊度借')).toEqual(['借輪椅要幾錢？', '邊度借']);
    expect(alone('1.借輪椅幾錢 2.秀茂坪中心邊個做主任')).toEqual(['借輪椅幾錢', '秀茂坪中心邊個做主任']);
    expect(alone('Who made it?\nAnd when did it open?')).toHaveLength(2);
    const five = 'What is A? What is B? What is C? What is D? What is E?';
    expect(alone(five)).toEqual([five]);
  });

  it('of a pasted text is the text, and soon known', () => {
    const long = 'Hi, hello, please, thanks, '.repeat(4000);
    expect(questionsIn(long)).toEqual([{ bare: long, alone: long, told: long }]);
    const started = performance.now();
    questionsIn(('1. 一'.repeat(80) + '有冇人知'.repeat(60)).slice(0, 600));
    questionsIn(`${' '.repeat(250)}${'唔該'.repeat(80)}${'!'.repeat(180)}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
