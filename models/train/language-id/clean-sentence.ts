import { CANTONESE_SIGN, simplify, WRITTEN_SIGN } from './augment.ts';
import type { Sentence } from './corpus.ts';

/** Splits documents into sentences; drops or relabels those whose label their words contradict. */
export function cleanSentence(sentence: Sentence): Sentence[] {
  const { source, label, text } = sentence;
  if (label !== 'en' && !/\p{Script=Han}/u.test(text)) return [];
  if (source === 'd2l' || source === 'hf_course') {
    if (label === 'en') return text.length < 300 ? [sentence] : [];
    return text
      .split(/(?<=[。！？])/u)
      .filter((part) => /\p{Script=Han}{4}/u.test(part) && part.length < 200)
      .map((part) => ({ source, label, text: part }));
  }
  const simplified = simplify(text);
  if (source === 'common_voice_zh-HK' && !CANTONESE_SIGN.test(simplified)) {
    // Half of these prompts are written Chinese, or names and headlines that read as such where nothing else is known.
    return [{ source: WRITTEN_SIGN.test(simplified) ? source : `${source}+unmarked`, label: 'zh', text }];
  }
  return [sentence];
}
