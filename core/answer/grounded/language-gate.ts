/** Holds an answer's sentences back until its language is known. */
import type { Language } from '../../types.ts';
import type { DetectedLanguage } from '../conversation.ts';
import { fidelity } from './register.ts';
import type { Backing } from './verdict.ts';

/** A sentence that may be released. */
export interface Checked {
  /** What stands before it. */
  readonly lead: string;
  readonly text: string;
  readonly by: readonly Backing[];
}

/** Characters by which a Cantonese answer has shown that it is one. */
const SPOKEN_BY = 60;

/** Opens when the answer is known to be in the reader's language, and never closes again. */
export function createLanguageGate(language: Language, detect: (text: string) => DetectedLanguage) {
  let heard = '';
  let held: Checked[] = [];
  let open = false;

  return {
    /** @param text of the sentence without its marks, cut or not: a model that begins in another language goes on in it. */
    hear(text: string, checked: Checked | undefined): Checked[] | 'wrong-language' {
      heard += `${text}\n`;
      if (open) {
        // Once the register is known, single clauses may be either; another language may not.
        if (checked && isOtherLanguage(text)) return [];
        return checked ? [checked] : [];
      }
      if (checked) held.push(checked);
      const found = fidelity(heard, language, detect);
      // Of Cantonese the first sentence may be one that could be either: the next may show it.
      const isSure = language !== 'yue' || heard.length > SPOKEN_BY || isOtherLanguage(heard);
      if (found === 'wrong' && isSure) return 'wrong-language';
      if (found !== 'right') return [];
      open = true;
      const passed = held;
      held = [];
      return passed;
    },
    end(): Checked[] | 'wrong-language' {
      if (open) return [];
      return fidelity(heard, language, detect) === 'wrong' ? 'wrong-language' : held;
    },
  };

  function isOtherLanguage(text: string): boolean {
    return (
      fidelity(text, language === 'yue' ? 'zh-Hant' : language, detect) === 'wrong' &&
      fidelity(text, language, detect) === 'wrong'
    );
  }
}
