/** What Samman says in its own words, in each language. */
import { toShownSimplified } from '../language/script.ts';
import type { Citation, FallbackReason, Language } from '../types.ts';
import { inQuotes } from './shown-sentence.ts';

interface Phrases {
  /** To a reader who says hello. */
  readonly greeting: string;
  /** To a reader who asks whom they talk to, or what they may ask. */
  readonly introduction: string;
  /** To a reader who says thanks. */
  readonly welcome: string;
  /** To a reader who takes leave. */
  readonly farewell: string;
  /** To a reader who has understood. */
  readonly more: string;
  /** To a reader whom the answer does not help. */
  readonly sorry: string;
  /** To a reader who wants a person to answer. */
  readonly human: string;
  /** The articles do not hold the answer. */
  readonly refusal: string;
  /** Which article, `%`, is nearest to a question that is refused. */
  readonly nearest: string;
  /** Before what may not answer; a sentence, since what a quotation is may follow. */
  readonly unsure: string;
  /** Before the articles' sentences where a language model was to answer: it cannot, it is too busy, it spoke otherwise, nothing it said holds. */
  readonly fallback: Readonly<Record<'failed' | 'busy' | 'language' | 'unsupported', string>>;
  /** Before a quotation in a language that is not the reader's. */
  readonly onlyIn: Readonly<Record<Language, string>>;
}

const PHRASES: Readonly<Record<Language, Phrases>> = {
  yue: {
    greeting: '你好！我係三文，會用呢度啲文章嚟答你。想問啲咩？',
    introduction:
      '我係三文，喺呢度啲文章入面搵答案，每句都有出處；文章冇講嘅，我會話你知冇。廣東話、書面中文、英文都問得。',
    welcome: '唔使客氣。仲有咩想問？',
    farewell: '拜拜！有嘢想知，隨時返嚟問。',
    more: '好呀！仲有咩想問？',
    sorry: '唔好意思！我淨係識引用文章原句。試下換個講法，或者問得仔細啲，我再幫你搵。',
    human: '我係機械人，轉唔到真人。要搵人嘅話，試下問我聯絡電話或者地址。',
    refusal: '啲文章冇講到呢樣嘢。',
    nearest: '最貼近嘅一篇係《%》。',
    unsure: '文章未必直接答到你，最接近嘅係以下內容。',
    fallback: {
      failed: '語言模型而家用唔到，以下係文章原句：',
      busy: '而家好多人問緊，輪唔到語言模型答，以下係文章原句：',
      language: '語言模型冇用廣東話答，以下係文章原句：',
      unsupported: '語言模型搵唔到有根據嘅答案，以下係文章入面最接近嘅原句：',
    },
    onlyIn: {
      yue: '',
      'zh-Hant': '原文係書面語：',
      'zh-Hans': '原文係書面語：',
      en: '原文係英文：',
    },
  },
  'zh-Hant': {
    greeting: '你好！我是三文，會根據這裏的文章回答。想問甚麼？',
    introduction:
      '我是三文，在這裏的文章中找答案，每句都有出處；文章沒有提到的，我會直說沒有。廣東話、書面中文、英文都可以問。',
    welcome: '不用客氣。還有甚麼想問？',
    farewell: '再見！有甚麼想知道，隨時再來。',
    more: '好的！還有甚麼想問？',
    sorry: '抱歉！我只能引用文章的原句。請換個說法，或問得仔細一點，我再找一次。',
    human: '我是聊天機械人，未能轉駁真人。可以問我聯絡電話或地址。',
    refusal: '文章沒有提到這一點。',
    nearest: '內容最接近的是《%》。',
    unsure: '文章未必直接回答這一點，以下是最接近的內容。',
    fallback: {
      failed: '語言模型暫時無法使用，以下是文章原句：',
      busy: '現在提問的人太多，語言模型未及回應，以下是文章原句：',
      language: '語言模型沒有以書面中文作答，以下是文章原句：',
      unsupported: '語言模型找不到有根據的答案，以下是文章中最接近的原句：',
    },
    onlyIn: {
      yue: '這一段只有廣東話版本，原文如下：',
      'zh-Hant': '',
      'zh-Hans': '',
      en: '這一段只有英文版本，原文如下：',
    },
  },
  'zh-Hans': {
    greeting: '你好！我是三文，会根据这里的文章回答。想问什么？',
    introduction:
      '我是三文，在这里的文章里找答案，每句都有出处；文章没有提到的，我会直说没有。粤语、书面中文、英文都可以问。',
    welcome: '不客气。还有什么想问的？',
    farewell: '再见！有什么想知道的，随时再来。',
    more: '好的！还有什么想问的？',
    sorry: '抱歉！我只能引用文章的原句。请换个说法，或者问得仔细一点，我再找一次。',
    human: '我是聊天机器人，无法转接人工。可以问我联系电话或地址。',
    refusal: '文章没有提到这一点。',
    nearest: '内容最接近的是《%》。',
    unsure: '文章未必直接回答这一点，以下是最接近的内容。',
    fallback: {
      failed: '语言模型暂时无法使用，以下是文章原句：',
      busy: '现在提问的人太多，来不及等语言模型回答，以下是文章原句：',
      language: '语言模型没有用书面中文作答，以下是文章原句：',
      unsupported: '语言模型找不到有根据的答案，以下是文章中最接近的原句：',
    },
    onlyIn: {
      yue: '这一段只有粤语版本，原文如下：',
      'zh-Hant': '',
      'zh-Hans': '',
      en: '这一段只有英文版本，原文如下：',
    },
  },
  en: {
    greeting: 'Hello! I am Samman, and I answer from the articles here. What would you like to know?',
    introduction:
      'I am Samman. I look for answers in the articles here and show where each sentence comes from; what they do not say, I do not know. Ask in English, Cantonese or written Chinese.',
    welcome: 'You’re welcome. Anything else?',
    farewell: 'Goodbye! Come back whenever you have a question.',
    more: 'Good! Anything else?',
    sorry:
      'Sorry about that! I can only quote what the articles say. Put it another way, or more exactly, and I will look again.',
    human: 'I am a chatbot and cannot put you through to a person. Ask me for a phone number or an address.',
    refusal: 'The articles don’t say.',
    nearest: ' The closest article is “%”. ',
    unsure: 'The articles may not answer this; here is the closest they come. ',
    fallback: {
      failed: 'The language model is unavailable, so here are the articles’ own sentences: ',
      busy: 'Too many people are asking the language model just now, so here are the articles’ own sentences: ',
      language: 'The language model did not answer in English, so here are the articles’ own sentences: ',
      unsupported: 'The language model found no answer that the articles bear out; here are their closest sentences: ',
    },
    onlyIn: {
      yue: 'I found this only in Cantonese: ',
      'zh-Hant': 'I found this only in Chinese: ',
      'zh-Hans': 'I found this only in Chinese: ',
      en: '',
    },
  },
};

/** After a refusal: the article to look at, cited. */
export function nearestText(language: Language, { n, title }: Pick<Citation, 'n' | 'title'>): string {
  const shown = language === 'zh-Hans' ? toShownSimplified(title) : title;
  return `${PHRASES[language].nearest.replace('%', () => shown)}[${n}]`;
}

export const unsureText = (language: Language): string => PHRASES[language].unsure;

export const refusalText = (language: Language): string => PHRASES[language].refusal;

/** An answer given before; of a refusal not the article that it led to, which nobody asked about. */
export const withoutNearest = (answer: string): string =>
  Object.values(PHRASES).find(({ refusal }) => answer.startsWith(refusal))?.refusal ?? answer;

/** Of one question, where others of the same message were answered. */
export const unansweredText = (language: Language, question: string): string =>
  inQuotes(question, language, language) + (language === 'en' ? ': ' : '：') + refusalText(language);

export type Courtesy = 'greeting' | 'introduction' | 'welcome' | 'farewell' | 'more' | 'sorry' | 'human';

/** The reply to a courtesy of this kind. */
export const courtesyText = (language: Language, kind: Courtesy): string => PHRASES[language][kind];

/** Said before a quotation in `quoted` to a reader of `language`; empty when the reader needs no word of it. */
export const quotationLead = (language: Language, quoted: Language): string => PHRASES[language].onlyIn[quoted];

/** Said before the articles' own sentences where they stand in for a language model's answer. */
export function fallbackLabel(language: Language, reason: FallbackReason): string {
  const { failed, busy, language: otherwise, unsupported } = PHRASES[language].fallback;
  if (reason === 'wrong-language') return otherwise;
  if (reason === 'unsupported') return unsupported;
  return reason === 'too-many-requests' ? busy : failed;
}
