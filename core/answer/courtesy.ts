/** What a reader says that is no question about the articles, and what is said back. */
import type { Language } from '../types.ts';
import { courtesyText } from './phrases.ts';

const HELLO =
  /^(?:hello|hi|hey|greetings|good (?:morning|afternoon|evening)|(?:hello|hi|hey)[ ,]+(?:there|samman)|你好|您好|你哋好|你们好|你們好|哈囉|哈啰|哈喽|嗨|喂|早晨|早安|早上好|午安|晚上好)[呀啊嗎]?$/i;
const THANKS =
  /^(?:(?:many )?thanks?(?: you)?(?: very much| so much| a lot| again)?(?:,? (?:for (?:your|the|all your) (?:help|answers?|time|information)|that (?:helps|helped|was (?:very )?(?:helpful|useful))))?|thx|ty|cheers|唔該(?:晒|曬)?(?:你)?|多謝(?:晒|曬)?(?:你)?(?:嘅?幫[手忙]|解答)?|(?:謝謝|谢谢|感謝|感谢|多谢)(?:你|您|大家)?(?:[的]?[幫帮]助|[的]?[幫帮]忙|[的]?解答)?|(?:非常|十分|好)(?:感謝|感谢|多謝|多谢)|謝了|谢了)[呀啊喇啦]?$/i;
const GOODBYE =
  /^(?:(?:good)?bye(?:[ -]?bye)?(?: for now)?|see (?:you|ya)(?: later| soon)?|good ?night|take care|拜拜|掰掰|byebye|再見|再见|再會|再会|晚安|早唞|走先|我走(?:先|了|喇)|下次見|下次见|下次再傾|下次再聊|回頭見|回头见)[呀啊喇啦囉咯]?$/i;

const WHO_ARE_YOU = whole(
  `(?:(?:so|hi|hello),? )?(?:who|what) (?:are|r) (?:you|u)|what(?:['’]?s| is) your name`,
  `are you (?:an? )?(?:ro)?(?:bot|chatbot|human|(?:real )?person|ai)`,
  `what (?:can|do) you do(?: for me)?|what can i ask(?: you)?|how (?:can|do) you help(?: me)?`,
  '你(?:係|叫)(?:邊個|乜誰|[咩乜]嘢?|[做咩乜]*名|機械人|真人|AI)',
  '你(?:可以|識得?|會)(?:幫我)?(?:做|答)(?:啲)?[咩乜]?嘢?|我?可以問你?(?:啲)?[咩乜]嘢?',
  '你(?:是|叫)(?:[誰谁]|[什甚][么麼](?:名字)?|[机機]器人|真人)',
  '你(?:可以|能|[會会])(?:[幫帮]我)?(?:做|回答)(?:些|哪些)?[什甚][么麼](?:[問问][題题])?|我?可以[問问]你?(?:些)?[什甚][么麼]',
);

/** One of these and nothing else. */
function whole(...ways: readonly string[]): RegExp {
  return new RegExp(`^(?:${ways.join('|')})[呀啊㗎嘅吗嗎呢嚟]*$`, 'i');
}

/** The reply to what is no question about the articles but a courtesy; undefined for everything else. */
export function courtesyReply(text: string, language: Language): string | undefined {
  const said = text.replace(/(?<![\p{P}\p{S}\s])[\p{P}\p{S}\s]+$/u, '').trim();
  if (HELLO.test(said)) return courtesyText(language, 'greeting');
  if (THANKS.test(said)) return courtesyText(language, 'welcome');
  if (WHO_ARE_YOU.test(said)) return courtesyText(language, 'introduction');
  if (GOODBYE.test(said) || isBoth(said)) return courtesyText(language, 'farewell');
  return undefined;
}

/** 「唔該晒，拜拜」 */
function isBoth(said: string): boolean {
  const [first = '', second = '', ...others] = said.split(/[\s,，.。!！、~～]+/);
  return others.length === 0 && THANKS.test(first) && GOODBYE.test(second);
}
