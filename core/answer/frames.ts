/** What people say around a question: “Hi, could you tell me …”, 「唔好意思，想請教下……唔該晒」. */

/** A pattern: that somebody asks, in Chinese. 「要搵邊個」 is what is asked itself. */
export const ANNOUNCING =
  '(?:我?(?:好)?(?:想(?:要)?(?:請教|请教|查[詢询]|[諮咨谘][詢询]|了解|知道?|[問问](?![邊边誰谁乜咩哪])|[請请][問问])|要(?:查[詢询]|[諮咨谘][詢询]|了解))(?:一下|下|吓|清楚|多)?|[請请][問问教](?:一下|下|各位)?)';

const QUESTION_WORD = '(?= (?:who|what|when|where|why|how|which|whether|if)\\b)';

/** What comes before a question and is none of it. */
const ANNOUNCES = new RegExp(
  `^(?:${[
    ANNOUNCING,
    '我?想?[問问](?:一下|下)(?=\\S)',
    '有[冇無无]人知(?:道)?(?=\\S)',
    "i(?:[’']d| would)?(?: just| really)? (?:like|love|want|need|wanted) to (?:know|ask|find out|check|enquire|inquire)(?: about(?= (?:wh|how)))?",
    "(?:i(?: was|[’']m| am) )?(?:just )?wondering",
    `(?:can|could|would|will) (?:you|any(?:one|body)|some(?:one|body)) (?:please |kindly |maybe )?(?:tell me|let me know|advise(?: me)?|help me (?:find out|understand)|explain to me)(?:${QUESTION_WORD}|(?=:))`,
    `(?:do(?:es)? (?:you|any(?:one|body)|someone) (?:happen to )?know|any idea)${QUESTION_WORD}`,
    '(?:just )?(?:a )?(?:quick )?question(?: is)?:|my question is',
  ].join('|')})[\\s,，:：、]*`,
  'iu',
);

/** Only where something shows that it is one: “Hello Kitty” and 「早晨全餐」 are names. */
const GREETS = new RegExp(
  '^(?:(?:你|您|大家)好|早晨|哈囉|哈啰|喂|hello|hi|hey|good (?:morning|afternoon|evening)|[唔不]好意思|打[擾扰](?:晒|一下|了)?|excuse me|sorry(?: to (?:bother|trouble|disturb) you)?|(?:thanks?|thank you)(?=[,!.]))(?: there| all| team| sir| madam|[呀啊])?' +
    '(?:\\s*[,，:：、!！.。~～]+\\s*|\\s+(?=(?:i|can|could|do|does|is|are|what|when|where|who|how|why|which|may|please|just|would|sorry|excuse)\\b)|\\s*(?=[想請请我問问唔]|有[冇無无]人)|\\s*$)|' +
    '^唔該(?:晒|哂)?[\\s,，]*(?=\\S)',
  'iu',
);
const POLITE = /^(?:[Pp]lease|[Pp]ls|PLS)[, ]+(?=[a-z])/;

const THANKS =
  /(?:(?<![\s,，.。!！?？~～])[\s,，.。!！?？~～]+)?(?:有[冇無无]人知(?:道)?[呀㗎]?|麻[煩烦](?:解答|[幫帮]忙|晒|哂|你|您|各位)|求解答?|[謝谢]{2}(?:你|您|大家|晒)?|感[謝谢]|多[謝谢](?:晒|哂)?|唔該(?:晒|哂)?|(?<!\b(?:said|say|says|of|a|the|to|from|with|no|many)\s)(?:thx|thanks|thank you|cheers|pls|please)(?: (?:a lot|so much|very much|in advance))*)(?:[\s!！?？.。~～]|🙏)*$/iu;
/** What a frame leaves of itself. */
const LEFT = /^[呀啊吖先]?[\s,，、]+/u;

/** Loops, since “Hi, excuse me, could you tell me …” has three. */
const ROUNDS = 4;

/** With a question mark at the end. */
export const MARKED = /[?？][\s)）」”]*$/;

/** @returns the text without it, and whether it was said that something is asked. */
export function unframed(framed: string): { readonly text: string; readonly isAnnounced: boolean } {
  let text = framed;
  let isAnnounced = false;
  for (let round = 0; round < ROUNDS; round++) {
    const ungreeted = text.replace(GREETS, '').replace(POLITE, '');
    const asked = ungreeted.replace(ANNOUNCES, '').replace(LEFT, '');
    isAnnounced ||= asked !== ungreeted && asked !== '';
    if (asked === text) break;
    text = asked;
  }
  return { text: text.replace(THANKS, (thanks) => (MARKED.test(thanks) ? '?' : '')), isAnnounced };
}
