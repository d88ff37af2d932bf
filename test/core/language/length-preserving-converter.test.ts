import { describe, expect, it } from 'vitest';
import { createLengthPreservingConverter } from '../../../core/language/length-preserving-converter.ts';

const ENTRIES = [
  ['发', '發'],
  ['生发', '生髮'],
  ['理发师', '理髮師'],
  ['历史', '歷史'],
  ['年历', '年曆'],
] as const;

describe('createLengthPreservingConverter', () => {
  it('takes the longest source from left to right, and leaves out what would change the length', () => {
    const convert = createLengthPreservingConverter([...ENTRIES, ['史', '歷史']]);
    expect(convert('学生发现理发师的十年历史')).toBe('学生髮现理髮師的十年曆史');
  });

  it('takes no word apart', () => {
    const words = (text: string): Uint8Array => {
      const starts = new Uint8Array(text.length + 1);
      for (const at of [0, 2, 4, 7, 8, 9, 10, text.length]) starts[at] = 1;
      return starts;
    };
    // 学生|发现|理发师|的|十|年|历史: 生发 and 年历 hold halves of two words.
    expect(createLengthPreservingConverter(ENTRIES, words)('学生发现理发师的十年历史')).toBe(
      '学生發现理髮師的十年歷史',
    );
  });

  it('takes several words, or a part of one', () => {
    const all = (text: string) => new Uint8Array(text.length + 1).fill(1);
    const none = (text: string) => new Uint8Array(text.length + 1);
    for (const words of [all, none]) expect(createLengthPreservingConverter(ENTRIES, words)('年历')).toBe('年曆');
  });
});
