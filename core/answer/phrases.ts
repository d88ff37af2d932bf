/** What Samman says in its own words, in each language. */
import type { Language } from '../types.ts';

interface Phrases {
  /** The articles do not hold the answer. */
  readonly refusal: string;
  /** Before a quotation in a language that is not the reader's. */
  readonly onlyIn: Readonly<Record<Language, string>>;
}

const PHRASES: Readonly<Record<Language, Phrases>> = {
  yue: {
    refusal: '啲文章冇講到呢樣嘢。',
    onlyIn: {
      yue: '',
      'zh-Hant': '呢段淨係搵到書面語版，原文係咁寫：',
      'zh-Hans': '呢段淨係搵到書面語版，原文係咁寫：',
      en: '呢段淨係搵到英文版，原文係咁寫：',
    },
  },
  'zh-Hant': {
    refusal: '文章沒有提到這一點。',
    onlyIn: {
      yue: '這一段只有廣東話版本，原文如下：',
      'zh-Hant': '',
      'zh-Hans': '',
      en: '這一段只有英文版本，原文如下：',
    },
  },
  'zh-Hans': {
    refusal: '文章没有提到这一点。',
    onlyIn: {
      yue: '这一段只有粤语版本，原文如下：',
      'zh-Hant': '',
      'zh-Hans': '',
      en: '这一段只有英文版本，原文如下：',
    },
  },
  en: {
    refusal: 'The articles don’t say.',
    onlyIn: {
      yue: 'I found this only in Cantonese: ',
      'zh-Hant': 'I found this only in Chinese: ',
      'zh-Hans': 'I found this only in Chinese: ',
      en: '',
    },
  },
};

export const refusalText = (language: Language): string => PHRASES[language].refusal;

/** Said before a quotation in `quoted` to a reader of `language`; empty when the reader needs no word of it. */
export const quotationLead = (language: Language, quoted: Language): string => PHRASES[language].onlyIn[quoted];
