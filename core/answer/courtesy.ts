/** What a reader says that is no question about the articles, and what is said back. */
import type { Language } from '../types.ts';
import { type Courtesy, courtesyText } from './phrases.ts';

const HELLO =
  /^(?:hello|hi|hey|greetings|good (?:morning|afternoon|evening)|(?:hello|hi|hey)[ ,]+(?:there|samman)|你好|您好|你哋好|你们好|你們好|哈囉|哈啰|哈喽|哈佬|嗨|喂{1,3}|早晨|早安|早上好|午安|[nl]ei ?hou?|(?:zou|jou?|cho) ?san|晚上好|有冇人(?:[喺係]度)?|[喺係]度[嗎吗]|在[嗎吗]|有人[嗎吗]|你?食[咗左]飯未|(?:merry christmas|happy new year|新年快[樂乐]|[聖圣][誕诞]快[樂乐]|生日快[樂乐]|恭喜發財|恭喜发财)|(?:唔好意思|不好意思|excuse me)?[,， ]?(?:請問|请问|我?想[問问](?:你)?(?:一下|下|嘢|野|[問问][題题])?)?(?<=.)|[問问]你嘢得唔得|有(?:咩|乜嘢?)可以[問问]|[幫帮](?:我|下手)|i have a question|can i ask (?:you )?(?:something|a question))[呀啊嗎㗎架]?$/i;
const THANKS =
  /^(?:(?:many )?thanks?(?: you)?(?: very much| so much| a lot| again)?(?:,? (?:for (?:your|the|all your) (?:help|answers?|time|information)|that (?:helps|helped|was (?:very )?(?:helpful|useful))))?|(?:thx|3q)(?:晒|哂|你)*|ty|cheers|唔該(?:晒|曬|哂)?(?:你)?|mh? ?goi(?: ?sai)?|do[rh]? ?je[hr]?|多謝(?:晒|曬|哂)?(?:你)?(?:嘅?幫[手忙]|解答)?|(?:謝謝|谢谢|感謝|感谢|多谢)(?:你|您|大家)?(?:[的]?[幫帮]助|[的]?[幫帮]忙|[的]?解答)?|(?:非常|十分|好)(?:感謝|感谢|多謝|多谢)|[謝谢][了啦]|辛苦(?:晒|哂|你|了)+|加油)[呀啊喇啦喎]?你?$/i;
const GOODBYE =
  /^(?:(?:good)?bye(?:[ -]?bye)?(?: for now)?|see (?:you|ya)(?: later| soon)?|good ?night|take care|88|拜拜|掰掰|byebye|baai ?baai|再見|再见|再會|再会|晚安|早[唞抖]|走先|我走(?:先|了|喇)|下次見|下次见|下次再傾|下次再聊|得閒飲茶|回頭見|回头见|冇(?:嘢|野)?(?:[問问])?(?=[喇啦])|[冇無][嘢野](?:[問问])?|冇其他(?:嘢|問題)?|唔(?:使|駛)(?=[喇啦])|算(?=[喇啦])|算[數数了]|(?:[沒没](?:有|事)|不用)了|(?:no,? ?)?(?:nothing(?: else)?|that(?:['’]?s| is) (?:all|it)|never ?mind|no(?:pe)?[, ]+(?:thanks|thank you)))[呀啊喇啦囉咯]?$/i;
const GOT_IT =
  /^(?:(?:ok(?:ay)?){1,3}|k|got it|i see|understood|noted|great|perfect|al(?:l )?right|cool|fine|good|好(?:嘅|的|吧|啦|呀|啊)?|[明知](?:白|道)?(?:晒|哂|咗|左|了)?|收到|冇[問问][題题]|得(?=[喇啦])|掂|搞掂|ok(?:晒|哂)|了解|清楚(?:晒|哂|了)?|原[來来](?:係|是)?(?:咁|咁樣|[這这][樣样]|如此)|係咁|係|咁|[哦噢嗯]{1,4}|哈{1,9}|(?:ha){1,6}|lol|你?(?:好|真)(?:叻|[勁劲]|正|聰明|聪明|棒)|[勁劲]|正|well done|awesome|nice)[呀啊㗎嘅喎]?[喇啦]?$/i;
/** Nobody can explain in other words: what is quoted is all that is known. */
const UNHAPPY = whole(
  '(?:你|妳)?(?:答|講|讲|搞|回答)?[錯错](?:咗|左|了)?|(?:我)?(?:唔係|不是)(?:[問问講讲])?(?:呢個|呢樣嘢?|咁|[這这][個个])|唔(?:係|啱)|不[對对]|答非所[問问]|你[講讲](?:咩|乜)嘢?|咩話|吓',
  // Whoever swears is not helped either.
  '你?(?:好|真)?(?:蠢|廢柴?|笨|[沒没冇]用)|收皮|仆街|屌你?|痴線|黐線|on9|stupid|useless|fuck(?: you| off)?|shit',
  '(?:[講讲說说解][釋释]?)?(?:清楚|[簡简][單单]|[詳详][細细])(?:啲|[一]?[點点]|些)(?:[講讲])?|(?:即係|係)?(?:點|咩|乜|[甚什][麼么])(?:意思)|即係(?:點|咩)?',
  '(?:可唔可以|可以|可否|可不可以)?[講讲說说]?得?[簡简][單单](?:啲|[一]?[點点]|些)(?:[講讲說说])?(?:得唔得|可唔可以|好[嗎吗])?|(?:用|列)?(?:出|返)?point ?form|(?:[幫帮]我)?[總总][結结](?:一下|下)?|summari[sz]e(?: (?:it|this|that))?|tl;?dr',
  '(?:唔|睇唔|聽唔|不|看不|[聽听]不)(?:明白?|懂|清楚)|有冇(?:短|簡單|詳細)啲嘅?版本',
  `(?:that(?:['’]?s| is) )?(?:wrong(?: answer)?|not (?:right|it|what i (?:asked|meant)(?: for)?))|i don['’]?t (?:understand|get it)|what do you mean|(?:shorter|simpler|be clearer|explain)`,
);

const WHO_ARE_YOU = whole(
  `(?:(?:so|hi|hello),? )?(?:who|what) (?:are|r) (?:you|u)|what(?:['’]?s| is) your name`,
  `are you (?:an? )?(?:ro)?(?:bot|chatbot|human|(?:real )?person|ai)|(?:do|can) you speak (?:english|cantonese|chinese|mandarin|putonghua)`,
  `what (?:can|do) you do(?: for me)?|what can i ask(?: you)?|how (?:can|do) you help(?: me)?`,
  '你(?:係|叫)(?:邊個|乜誰|[咩乜]嘢?|[做咩乜]*名)',
  '你(?:係|是)(?:咪|[不唔]是|唔係)?(?:真?人|[機机]器?[械]?人|AI|bot|電腦)(?:(?:定|定係|還是|还是)(?:真?人|[機机]器?[械]?人|AI|bot|電腦))?',
  '你?(?:識|會|会)(?:[唔不][識會会])?[講讲說说聽听]?(?:[咩乜]語言)|你?(?:識|會|会)(?:[唔不][識會会])?(?:[講讲說说聽听])(?:什么语言|甚麼語言|國語|国语|普通[話话]|英文|英[語语]|中文|[廣广][東东][話话]|粵語|粤语)|你(?:識|會|会)(?:[唔不][識會会])?(?:英文|中文|普通[話话]|國語|国语|[廣广][東东][話话])|你(?:識|有)(?:啲)?(?:咩|乜)(?:嘢|用)?|係咪(?:AI|真人|機械人)嚟?㗎?你?',
  '你(?:可以|識得?|會)(?:幫我)?(?:做|答)?(?:啲)?[咩乜]嘢?(?:問題)?|你[幫帮](?:到|得到)我(?:啲)?[咩乜]嘢?|我?可以問你?(?:啲)?[咩乜]嘢?|[點怎](?:樣|麼|么)?(?:樣|样)?用(?:[呀啊]?你)?',
  '你(?:是|叫)(?:[誰谁]|[什甚][么麼](?:名字)?)',
  '你(?:可以|能|[會会])(?:[幫帮]我)?(?:做|回答)(?:些|哪些)?[什甚][么麼](?:[問问][題题])?|我?可以[問问]你?(?:些)?[什甚][么麼]',
);

const PERSON =
  '(?:[個个位])?(?:真人|人工(?:客服|服[務务])|真人客服|客服(?:人[員员])?|(?:live|real|human) ?(?:agent|person)|agent)';
const TALK = '(?:[傾倾]|[講讲]|聊|[對对][話话]|[說说][話话]|[幫帮]我|答我)(?:[下嘢偈]|一下|[幾几]句)?';
/** Who wants somebody else than a machine to answer, in general: 「有冇人可以幫我填表」 asks something. */
const HUMAN = whole(
  `(?:唔該|請|请)?(?:(?:可唔可以|可以|能|我)?[想要]?(?:[幫帮]我)?)(?:[轉转][駁驳接去]?|搵|揾|找|接|叫)(?:${PERSON}|人工)(?:同我|跟我|和我|[來来]|嚟)?(?:${TALK})?`,
  `(?:我?[想要])?(?:(?:搵|揾|找)(?:個|个)?(?:真?人|[職职][員员])(?:同我|跟我|和我)?${TALK}|(?:同|跟|和|與|与)(?:${PERSON}|人)${TALK})`,
  `有(?:[冇無无]|[沒没]有)(?:${PERSON}(?:可以|能)?(?:${TALK})?|人(?:可以|能)?(?:[幫帮](?:到|得到)?我|同我傾)下?)`,
  "(?:(?:can|could|may) i |i (?:want|need|would like|['’]d like) to |let me |please )?(?:talk|speak|chat) (?:to|with) (?:an? |some)?(?:real |live |actual )?(?:human(?: being)?|person|agent|one|body|representative|operator)",
  '(?:please )?(?:transfer|connect|put) me (?:through )?to (?:an? |some)?(?:real |live )?(?:human|person|agent|one|representative|operator)',
  '(?:is there )?(?:an? )?(?:live|human|real) (?:agent|chat|support|person)(?: please| here)?|human,? please',
);

/** One of these and nothing else. */
function whole(...ways: readonly string[]): RegExp {
  return new RegExp(`^(?:${ways.join('|')})[呀啊㗎架嘅吗嗎呢嚟喎喇啦囉吖]*$`, 'i');
}

const DISPLEASED = /[👎😡🤬😤😒🙄😠🤦💩😞☹🙁😩]/u;

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
  if (EMOJI.test(text)) return DISPLEASED.test(text) ? 'sorry' : 'more';
  const said = text.replace(TRAILING, '').trim();
  const kind = kindOf(said) ?? kindOfBoth(said) ?? kindOfAll(said);
  return kind === 'more' && /[?？]\s*$/.test(text) ? undefined : kind;
}

const TRAILING = /(?<![\p{P}\p{S}\s\p{Variation_Selector}])[\p{P}\p{S}\s\p{Variation_Selector}]+$/u;

function kindOf(said: string): Courtesy | undefined {
  if (HELLO.test(said)) return 'greeting';
  if (THANKS.test(said)) return 'welcome';
  if (WHO_ARE_YOU.test(said)) return 'introduction';
  if (HUMAN.test(said)) return 'human';
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

/** Of several courtesies in a row the one that says most, first. */
const ROW: readonly Courtesy[] = ['farewell', 'welcome', 'greeting', 'more'];

/** In UTF-16 code units. */
const LONGEST_ROW = 24;

/** 「ok收到唔該晒」, 「好嘅 唔該」, 「冇啦唔該」: courtesies and nothing else, with or without a mark between them. */
function kindOfAll(said: string): Courtesy | undefined {
  if (said === '' || said.length > LONGEST_ROW) return undefined;
  // By where the rest begins: the kind of all that stands before it.
  const before: (Courtesy | undefined)[] = [];
  for (let end = 1; end <= said.length; end++) {
    for (let start = end - 1; start >= 0; start--) {
      if ((start > 0 && before[start] === undefined) || !isBetween(said, start) || !isBetween(said, end)) continue;
      const own = kindInRow(said.slice(start, end));
      if (own) before[end] = mostOf(own, before[start], before[end]);
    }
  }
  return before[said.length];
}

const mostOf = (...kinds: readonly (Courtesy | undefined)[]): Courtesy | undefined =>
  ROW.find((kind) => kinds.includes(kind));

function kindInRow(said: string): Courtesy | undefined {
  const one = said.replace(/^[\p{P}\p{S}\s]+/u, '').replace(TRAILING, '');
  if (GOODBYE.test(one)) return 'farewell';
  if (THANKS.test(one)) return 'welcome';
  if (HELLO.test(one)) return 'greeting';
  return GOT_IT.test(one) ? 'more' : undefined;
}

/** “think” does not begin with “thin”. */
const isBetween = (said: string, at: number): boolean =>
  !(/[\p{Script=Latin}\p{N}]/u.test(said[at - 1] ?? '') && /[\p{Script=Latin}\p{N}]/u.test(said[at] ?? ''));
