/** What a reader says that is no question about the articles, and what is said back. */
import type { Language } from '../types.ts';
import { type Courtesy, courtesyText } from './phrases.ts';

const HELLO =
  /^(?:hello|hi|hey|greetings|good (?:morning|afternoon|evening)|(?:hello|hi|hey)[ ,]+(?:there|samman)|你好|您好|你哋好|你们好|你們好|哈囉|哈啰|哈喽|哈佬|嗨|喂{1,3}|早晨|早安|早上好|午安|晚上好|有冇人(?:[喺係]度)?|[喺係]度[嗎吗]|在[嗎吗]|有人[嗎吗]|你?食[咗左]飯未|(?:merry christmas|happy new year|新年快[樂乐]|[聖圣][誕诞]快[樂乐]|生日快[樂乐]|恭喜發財|恭喜发财)|(?:唔好意思|不好意思|excuse me)?[,， ]?(?:請問|请问|我?想[問问](?:你)?(?:一下|下|嘢|野|[問问][題题])?)?(?<=.)|[問问]你嘢得唔得|有(?:咩|乜嘢?)可以[問问]|[幫帮](?:我|下手)|i have a question|can i ask (?:you )?(?:something|a question))[呀啊嗎㗎架]?$/i;
const THANKS =
  /^(?:(?:many )?thanks?(?: you)?(?: very much| so much| a lot| again)?(?:,? (?:for (?:your|the|all your) (?:help|answers?|time|information)|that (?:helps|helped|was (?:very )?(?:helpful|useful))))?|thx|ty|cheers|唔該(?:晒|曬|哂)?(?:你)?|m goi(?: sai)?|多謝(?:晒|曬|哂)?(?:你)?(?:嘅?幫[手忙]|解答)?|(?:謝謝|谢谢|感謝|感谢|多谢)(?:你|您|大家)?(?:[的]?[幫帮]助|[的]?[幫帮]忙|[的]?解答)?|(?:非常|十分|好)(?:感謝|感谢|多謝|多谢)|謝了|谢了|辛苦(?:晒|哂|你|了)+|加油)[呀啊喇啦喎]?$/i;
const GOODBYE =
  /^(?:(?:good)?bye(?:[ -]?bye)?(?: for now)?|see (?:you|ya)(?: later| soon)?|good ?night|take care|88|拜拜|掰掰|byebye|再見|再见|再會|再会|晚安|早[唞抖]|走先|我走(?:先|了|喇)|下次見|下次见|下次再傾|下次再聊|得閒飲茶|回頭見|回头见)[呀啊喇啦囉咯]?$/i;
const GOT_IT =
  /^(?:(?:ok(?:ay)?){1,3}|k|got it|i see|understood|noted|great|perfect|al(?:l )?right|cool|fine|good|好(?:嘅|的|吧|啦|呀|啊)?|明白|明白(?:晒|哂|了)|知道|知道(?:晒|哂|了)|知|收到|了解|清楚(?:晒|哂|了)?|原[來来](?:係|是)?(?:咁|咁樣|[這这][樣样]|如此)|係咁|係|咁|[哦噢嗯]{1,4}|哈{1,9}|(?:ha){1,6}|lol|你?(?:好|真)(?:叻|[勁劲]|正|聰明|聪明|棒)|[勁劲]|正|well done|awesome|nice)[呀啊喇啦㗎嘅喎]?$/i;
/** Nobody can explain in other words: what is quoted is all that is known. */
const UNHAPPY = whole(
  '(?:你|妳)?(?:答|講|讲|搞|回答)?[錯错](?:咗|左|了)?|(?:我)?(?:唔係|不是)(?:[問问講讲])?(?:呢個|呢樣嘢?|咁|[這这][個个])|唔(?:係|啱)|不[對对]|答非所[問问]|你[講讲](?:咩|乜)嘢?|咩話|吓',
  // Whoever swears is not helped either.
  '你?(?:好|真)?(?:蠢|廢柴?|笨|[沒没冇]用)|收皮|仆街|屌你?|痴線|黐線|on9|stupid|useless|fuck(?: you| off)?|shit',
  '(?:[講讲說说解][釋释]?)?(?:清楚|[簡简][單单]|[詳详][細细])(?:啲|[一]?[點点]|些)(?:[講讲])?|(?:即係|係)?(?:點|咩|乜|[甚什][麼么])(?:意思)|即係(?:點|咩)',
  '(?:唔|睇唔|聽唔|不|看不|[聽听]不)(?:明白?|懂|清楚)|有冇(?:短|簡單|詳細)啲嘅?版本',
  `(?:that(?:['’]?s| is) )?(?:wrong(?: answer)?|not (?:right|it|what i (?:asked|meant)(?: for)?))|i don['’]?t (?:understand|get it)|what do you mean|(?:shorter|simpler|be clearer|explain)`,
);

const WHO_ARE_YOU = whole(
  `(?:(?:so|hi|hello),? )?(?:who|what) (?:are|r) (?:you|u)|what(?:['’]?s| is) your name`,
  `are you (?:an? )?(?:ro)?(?:bot|chatbot|human|(?:real )?person|ai)|(?:do|can) you speak (?:english|cantonese|chinese|mandarin|putonghua)`,
  `what (?:can|do) you do(?: for me)?|what can i ask(?: you)?|how (?:can|do) you help(?: me)?`,
  '你(?:係|叫)(?:邊個|乜誰|[咩乜]嘢?|[做咩乜]*名)',
  '你(?:係|是)(?:咪|[不唔]是|唔係)?(?:真?人|[機机]器?[械]?人|AI|bot|電腦)(?:(?:定|定係|還是|还是)(?:真?人|[機机]器?[械]?人|AI|bot|電腦))?',
  '你?(?:識|會|会)(?:[唔不][識會会])?(?:[講讲說说聽听])(?:咩語言|什么语言|甚麼語言|國語|国语|普通[話话]|英文|英[語语]|中文|[廣广][東东][話话]|粵語|粤语)|你(?:識|會|会)(?:[唔不][識會会])?(?:英文|中文|普通[話话]|國語|国语|[廣广][東东][話话])|你(?:識|有)(?:啲)?(?:咩|乜)(?:嘢|用)?|係咪(?:AI|真人|機械人)嚟?㗎?你?',
  '你(?:可以|識得?|會)(?:幫我)?(?:做|答)?(?:啲)?[咩乜]嘢?|你[幫帮](?:到|得到)我(?:啲)?[咩乜]嘢?|我?可以問你?(?:啲)?[咩乜]嘢?|[點怎](?:樣|麼|么)?(?:樣|样)?用',
  '你(?:是|叫)(?:[誰谁]|[什甚][么麼](?:名字)?)',
  '你(?:可以|能|[會会])(?:[幫帮]我)?(?:做|回答)(?:些|哪些)?[什甚][么麼](?:[問问][題题])?|我?可以[問问]你?(?:些)?[什甚][么麼]',
);

/** One of these and nothing else. */
function whole(...ways: readonly string[]): RegExp {
  return new RegExp(`^(?:${ways.join('|')})[呀啊㗎架嘅吗嗎呢嚟喎喇啦囉吖]*$`, 'i');
}

/** Nothing but such. */
const EMOJI = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Cf}\p{Variation_Selector}\s]+$/u;

/**
 * The reply to what is no question about the articles but a courtesy; undefined for everything else.
 * @param isGoingOn whether something was asked before: then 「點用？」 is asked of that.
 */
export function courtesyReply(text: string, language: Language, isGoingOn = false): string | undefined {
  const kind = isGoingOn && OF_SOMETHING.test(text) ? undefined : courtesyIn(text);
  return kind && courtesyText(language, kind);
}

export const isCourtesy = (text: string): boolean => courtesyIn(text) !== undefined;

/** Without a word of whom. */
const OF_SOMETHING = /^(?:[點怎]|係咪|explain)/iu;

function courtesyIn(text: string): Courtesy | undefined {
  if (EMOJI.test(text)) return 'more';
  const said = text.replace(TRAILING, '').trim();
  const kind = kindOf(said) ?? kindOfBoth(said);
  return kind === 'more' && /[?？]\s*$/.test(text) ? undefined : kind;
}

const TRAILING = /(?<![\p{P}\p{S}\s\p{Variation_Selector}])[\p{P}\p{S}\s\p{Variation_Selector}]+$/u;

function kindOf(said: string): Courtesy | undefined {
  if (HELLO.test(said)) return 'greeting';
  if (THANKS.test(said)) return 'welcome';
  if (WHO_ARE_YOU.test(said)) return 'introduction';
  if (GOODBYE.test(said)) return 'farewell';
  if (UNHAPPY.test(said)) return 'sorry';
  return GOT_IT.test(said) ? 'more' : undefined;
}

/** 「唔該晒，拜拜」, “OK, thanks”, 「你好！你係邊個？」: the second says more. */
function kindOfBoth(said: string): Courtesy | undefined {
  const at = said.search(/[\s,，.。!！、~～]/);
  const first = at < 0 ? '' : said.slice(0, at);
  const second = at < 0 ? '' : said.slice(at).replace(/^[\s,，.。!！、~～]+/, '');
  return [HELLO, THANKS, GOT_IT].some((one) => one.test(first)) ? kindOf(second) : undefined;
}
