/** From the tags that files and pages carry to the languages that Samman tells apart. */
import type { Language } from '../core/types.ts';

/**
 * @param tag BCP 47, such as `zh-HK`; `zh` alone says nothing of the script.
 * @returns undefined where the tag does not decide.
 */
export function languageOfTag(tag: string): Language | undefined {
  const parts = tag.trim().replaceAll('_', '-').toLowerCase().split('-');
  if (parts[0] === 'en') return 'en';
  if (parts[0] === 'yue' || (parts[0] === 'zh' && parts[1] === 'yue')) return 'yue';
  if (parts[0] !== 'zh') return undefined;
  if (parts.includes('hans') || parts.includes('cn') || parts.includes('sg')) return 'zh-Hans';
  return ['hant', 'hk', 'tw', 'mo'].some((part) => parts.includes(part)) ? 'zh-Hant' : undefined;
}

/** Characters of a text that are looked at to tell its language: some each of its beginning, middle and end. */
const SAMPLE = 1800;

/**
 * Templates declare `en` on Chinese pages, and `zh-HK` on pages in Cantonese: a tag only counts where the text bears
 * it out, and of the two spoken and written forms of Traditional Chinese the text decides.
 */
export function languageOfText(text: string, tag: string | undefined, detect: (text: string) => Language): Language {
  const detected = detect(sampled(text));
  const declared = tag === undefined ? undefined : languageOfTag(tag);
  if (!declared || (declared === 'en') !== (detected === 'en')) return detected;
  return declared === 'zh-Hant' && detected === 'yue' ? 'yue' : declared;
}

export function sampled(text: string): string {
  if (text.length <= SAMPLE) return text;
  const part = SAMPLE / 3;
  const middle = (text.length - part) / 2;
  return [text.slice(0, part), text.slice(middle, middle + part), text.slice(-part)].join('\n');
}
