/** Whether an answer is in its reader's language. */
import { chineseScript } from '../../language/chinese-script.ts';
import { toSimplified, toTraditional } from '../../language/script.ts';
import type { Language } from '../../types.ts';
import type { DetectedLanguage } from '../conversation.ts';

/** `unknown`: too short, or without a word of any register. */
export type Fidelity = 'right' | 'wrong' | 'unknown';

/** Letters below which a text is not judged: “Yes.”, 「10億港元。」. */
const ENOUGH_LATIN = 12;
const ENOUGH_CHINESE = 6;

/** Words of written Chinese that Cantonese says otherwise, in both scripts. */
const WRITTEN =
  /[的了嗎吗這这那們们]|(?<!即|但|還|还|也|又|只|總|总|就|都)是(?!但|非)|在|沒有?|没有?|什麼|什么|怎麼|怎么|不(?!過|过|同|如|論|论|斷|断|少)/g;
const SPOKEN =
  /[嘅咗喺哋冇啲嗰嚟佢唔畀嘢睇攞搵㗎嘞噉咁乜咩諗瞓攰啱嗌揸㩒]|(?<![關联联干聯])係(?!數)|緊(?![張急密要縮])|仲(?!裁)|而家|點樣|邊個|幾多|同埋|淨係|話(?![題劇筒語])/g;

/**
 * English and Chinese are told apart by their letters, Cantonese from written Chinese by the detector and by what each alone
 * says: a Cantonese answer may hold clauses that could be either, but has to have something of its own. The script does not
 * count here, since it is converted.
 */
export function fidelity(text: string, language: Language, detect: (text: string) => DetectedLanguage): Fidelity {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (han < ENOUGH_CHINESE && latin < ENOUGH_LATIN) return 'unknown';
  // One character says about as much as three letters. Names stay in Latin letters in a Chinese sentence.
  const isEnglish = latin > han * 6;
  if (isEnglish && isNameless(text)) return 'unknown';
  if (language === 'en') return isEnglish ? 'right' : 'wrong';
  if (isEnglish) return 'wrong';
  const foreign =
    text.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}]/gu)?.length ?? 0;
  if (foreign > 2) return 'wrong';
  const spoken = text.match(SPOKEN)?.length ?? 0;
  const written = text.match(WRITTEN)?.length ?? 0;
  const detected = detect(text).language;
  if (language === 'yue') {
    if (spoken === 0) return written === 0 ? 'unknown' : 'wrong';
    return detected === 'yue' || spoken >= written ? 'right' : 'wrong';
  }
  if (spoken > 0 && (detected === 'yue' || spoken > written)) return 'wrong';
  return 'right';
}

/** A name, a model number or a command is in no language: no two plain words stand side by side. */
const isNameless = (text: string): boolean => !/(?<![\p{L}\p{N}/:._-])\p{Ll}{2,}(?= \p{Ll}{2,})/u.test(text);

/** In the reader's script, of the same length. */
export function inScript(text: string, language: Language): string {
  if (language === 'en' || !/\p{Script=Han}/u.test(text)) return text;
  const { script } = chineseScript(text);
  if (language === 'zh-Hans') return toSimplified(text);
  return script === 'Hans' ? toTraditional(text) : text;
}
