import { describe, expect, it } from 'vitest';
import { knownFrom } from '../../../eval/llm/suspects.ts';

const known = knownFrom([
  'HKGAI v1 is used by more than 70 departments. Financial Secretary Paul Chan set aside HK$1 billion (2025). AI-related jobs.',
  '財政司司長陳茂波預留10億元，由數碼港營運，香港科技大學研發。',
]);
const texts = (answer: string, question = '') => known.suspects(answer, question).map(({ text }) => text);

describe('suspects', () => {
  it('lets through what any article says, in any language and script, and what the reader asked', () => {
    expect(texts('More than 70 departments use it, Paul Chan said. [1]')).toEqual([]);
    expect(texts('财政司司长陈茂波预留10亿元。[2]')).toEqual([]);
    expect(texts('七十個部門用緊HKGAI v1。')).toEqual([]);
    expect(texts('The articles say nothing of Jensen Huang.', 'Who is Jensen Huang?')).toEqual([]);
    expect(texts('香港科技大學研發嘅。')).toEqual([]);
    expect(texts('Departments use HKGAI, whose MiniHKGAI is DeepHKGAI.', 'MiniHKGAI DeepHKGAI')).toEqual([]);
  });

  it('names figures that stand nowhere', () => {
    expect(texts('It has 1,234 users and 3.5 parts.')).toEqual(['1,234', '3.5']);
    expect(texts('有二百三十間公司。')).toEqual(['二百三十']);
    expect(texts('Twelve of them.')).toEqual(['Twelve']);
  });

  it('names persons and organizations that stand nowhere', () => {
    expect(texts('The CEO of Nvidia is Jensen Huang.', 'Who is the CEO of Nvidia?')).toEqual(['Jensen', 'Huang']);
    expect(texts('Nvidia嘅CEO係黃仁勳。', 'Nvidia嘅CEO係邊個？')).toEqual(['黄仁勋']);
    expect(texts('埃隆·马斯克的公司。')).toContain('埃隆·马斯克');
    expect(texts('由清华大学研发。')).toEqual(['清华大学']);
    expect(texts('由OpenAI研發。')).toEqual(['OpenAI']);
  });

  it('takes no word at the beginning of a sentence for a name, nor a citation for a figure', () => {
    expect(texts('Departments use it. Chan said so. [12]')).toEqual([]);
  });
});
