/** What Samman says in its own words, in each language. */
import type { FallbackReason, Language } from '../types.ts';

interface Phrases {
  /** To a reader who says hello. */
  readonly greeting: string;
  /** To a reader who says thanks. */
  readonly welcome: string;
  /** To a reader who takes leave. */
  readonly farewell: string;
  /** The articles do not hold the answer. */
  readonly refusal: string;
  /** Before the articles' sentences where a language model was to answer: it cannot, it is too busy, it spoke otherwise, nothing it said holds. */
  readonly fallback: Readonly<Record<'failed' | 'busy' | 'language' | 'unsupported', string>>;
  /** Before a quotation in a language that is not the reader's. */
  readonly onlyIn: Readonly<Record<Language, string>>;
}

const PHRASES: Readonly<Record<Language, Phrases>> = {
  yue: {
    greeting: '你好！我係三文，會用呢度啲文章嚟答你。想問咩？',
    welcome: '唔使客氣。仲有咩想問？',
    farewell: '再見！有嘢想知，隨時返嚟問。',
    refusal: '啲文章冇講到呢樣嘢。',
    fallback: {
      failed: '語言模型而家用唔到，以下係文章原句：',
      busy: '而家好多人問緊，等唔切語言模型，以下係文章原句：',
      language: '語言模型答唔到廣東話，以下係文章原句：',
      unsupported: '語言模型搵唔到有根據嘅答案，以下係文章入面最接近嘅原句：',
    },
    onlyIn: {
      yue: '',
      'zh-Hant': '呢段淨係搵到書面語版，原文係咁寫：',
      'zh-Hans': '呢段淨係搵到書面語版，原文係咁寫：',
      en: '呢段淨係搵到英文版，原文係咁寫：',
    },
  },
  'zh-Hant': {
    greeting: '你好！我是三文，會根據這裡的文章回答。想問甚麼？',
    welcome: '不用客氣。還有甚麼想問？',
    farewell: '再見！有甚麼想知道，隨時再來。',
    refusal: '文章沒有提到這一點。',
    fallback: {
      failed: '語言模型暫時無法使用，以下是文章原句：',
      busy: '現在提問的人太多，未能等候語言模型，以下是文章原句：',
      language: '語言模型未能以書面中文作答，以下是文章原句：',
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
    welcome: '不客气。还有什么想问的？',
    farewell: '再见！有什么想知道的，随时再来。',
    refusal: '文章没有提到这一点。',
    fallback: {
      failed: '语言模型暂时无法使用，以下是文章原句：',
      busy: '现在提问的人太多，未能等候语言模型，以下是文章原句：',
      language: '语言模型未能用书面中文作答，以下是文章原句：',
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
    welcome: 'You’re welcome. Anything else?',
    farewell: 'Goodbye! Come back whenever you have a question.',
    refusal: 'The articles don’t say.',
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

export const refusalText = (language: Language): string => PHRASES[language].refusal;

const HELLO =
  /^(?:hello|hi|hey|greetings|good (?:morning|afternoon|evening)|(?:hello|hi|hey)[ ,]+(?:there|samman)|你好|您好|你哋好|你们好|你們好|哈囉|哈啰|哈喽|嗨|喂|早晨|早安|早上好|午安|晚上好)[呀啊嗎]?$/i;
const THANKS =
  /^(?:(?:many )?thanks?(?: you)?(?: very much| so much| a lot| again)?|thx|ty|cheers|唔該(?:晒|曬)?(?:你)?|多謝(?:晒|曬)?(?:你)?|(?:謝謝|谢谢|感謝|感谢|多谢)(?:你|您|大家)?|(?:非常|十分|好)(?:感謝|感谢|多謝|多谢)|謝了|谢了)[呀啊喇啦]?$/i;
const GOODBYE =
  /^(?:(?:good)?bye(?:[ -]?bye)?(?: for now)?|see (?:you|ya)(?: later| soon)?|good ?night|take care|拜拜|掰掰|byebye|再見|再见|再會|再会|晚安|早唞|走先|我走(?:先|了|喇)|下次見|下次见|下次再傾|下次再聊|回頭見|回头见)[呀啊喇啦囉咯]?$/i;

/** The reply to what is no question but a courtesy; undefined for everything else. */
export function courtesyReply(text: string, language: Language): string | undefined {
  const said = text.replace(/(?<![\p{P}\p{S}\s])[\p{P}\p{S}\s]+$/u, '').trim();
  if (HELLO.test(said)) return PHRASES[language].greeting;
  if (THANKS.test(said)) return PHRASES[language].welcome;
  if (GOODBYE.test(said) || isBoth(said)) return PHRASES[language].farewell;
  return undefined;
}

/** 「唔該晒，拜拜」 */
function isBoth(said: string): boolean {
  const [first = '', second = '', ...others] = said.split(/[\s,，.。!！、~～]+/);
  return others.length === 0 && THANKS.test(first) && GOODBYE.test(second);
}

/** Said before a quotation in `quoted` to a reader of `language`; empty when the reader needs no word of it. */
export const quotationLead = (language: Language, quoted: Language): string => PHRASES[language].onlyIn[quoted];

/** Said before the articles' own sentences where they stand in for a language model's answer. */
export function fallbackLabel(language: Language, reason: FallbackReason): string {
  const { failed, busy, language: otherwise, unsupported } = PHRASES[language].fallback;
  if (reason === 'wrong-language') return otherwise;
  if (reason === 'unsupported') return unsupported;
  return reason === 'too-many-requests' ? busy : failed;
}
