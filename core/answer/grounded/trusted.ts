/** Which of a passage's sentences may be read by a model and stand behind a claim. */
import { sentenceIn } from '../../text/passage-text.ts';
import type { Passage, Span } from '../../types.ts';

export interface TrustedSentence extends Span {
  /** As it stands there, but a table's row in words. */
  readonly text: string;
}

/**
 * An article is data. What its reader cannot see (comments, hidden elements, invisible characters) and what speaks to the
 * model instead of the reader (“ignore your instructions”) is neither given to a model nor accepted as evidence; of such a
 * paragraph nothing after it is either. The extractive answer still quotes an article that writes about such texts.
 */
export function trustedSentences(passage: Passage): TrustedSentence[] {
  const { text, start, sentences } = passage;
  const seen = blankHidden(text);
  const trusted: TrustedSentence[] = [];
  let suspectUntil = 0;
  for (const { start: from, end: to } of sentences) {
    const own = text.slice(from - start, to - start);
    if (seen.slice(from - start, to - start) !== own) continue;
    if (speaksToModel(own)) {
      const paragraph = text.slice(from - start).search(/\n\s*\n/);
      suspectUntil = paragraph < 0 ? Number.POSITIVE_INFINITY : from + paragraph;
    }
    if (from >= suspectUntil) trusted.push({ start: from, end: to, text: sentenceIn(passage, from, to) });
  }
  return trusted;
}

const HIDDEN: readonly RegExp[] = [
  /<!--[\s\S]*?(?:-->|$)/g,
  // A comment that began in the passage before.
  /^[\s\S]*?-->/g,
  /<(script|style|template|noscript|iframe|object|svg|title|head)\b[\s\S]*?(?:<\/\1\s*>|$)/gi,
  /<(\w+)[^>]*(?:\bhidden\b|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0|color\s*:\s*(?:#fff|white|transparent))[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi,
  // Markdown's way to write a comment.
  /^\[[^\]\n]+\]:[^\n]*/gm,
];
/** Zero-width and bidirectional controls, and the tag characters that spell invisible ASCII. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\udb40[\udc00-\udc7f]/g;

function blankHidden(text: string): string {
  let seen = text.includes('<') || text.includes('-->') || /^\[/m.test(text) ? text : '';
  if (!seen) return text.replace(INVISIBLE, blank);
  for (const pattern of HIDDEN) {
    if (pattern.source.startsWith('^[\\s') && seen.indexOf('<!--') >= 0) continue;
    seen = seen.replace(pattern, blank);
  }
  return seen.replace(INVISIBLE, blank);
}

const blank = (hidden: string): string => '\0'.repeat(hidden.length);

/** Whether a sentence gives orders to whoever writes the answer. Errs towards yes: the passage's other sentences remain. */
export function speaksToModel(sentence: string): boolean {
  return ORDERS.some((order) => order.test(sentence));
}

const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|neglect|skip)\b.{0,40}\b(?:instructions?|prompts?|rules?|guidelines?|above|previous|prior|earlier|context|passages?|articles?|citations?)\b/i,
  /\b(?:system|developer|hidden|secret)\s*(?:prompt|message|instructions?|override|note)\b/i,
  /(?:^|\n|["“「*#])\s*(?:system|assistant|user|developer|human|系統|系统|助手|助理)\s*[:：]/i,
  /<[|｜]?\/?(?:im_start|im_end|(?:begin|end)\u2581of\u2581sentence|system|assistant|user|endoftext|s|think)\b|\[\/?(?:inst|sys|system)\]|<<\/?sys>>/i,
  /\byou (?:are now|must now|will now|are no longer)\b|\b(?:act|behave|pretend|role-?play) as\b/i,
  /\b(?:new|updated|important|following) (?:instructions?|orders?|task)\b|\b(?:end|begin(?:ning)?|start) of (?:the )?(?:passages?|context|articles?|documents?|instructions?|prompt)\b/i,
  /\b(?:from now on|hereafter|henceforth|when (?:asked|answering)|if (?:asked|anyone asks|a (?:user|reader) asks))\b.{0,80}\b(?:say|answer|reply|respond|repl(?:y|ies)|tell|write|output|add|append|end)\b/i,
  /\b(?:your|every|each|all|the|any) (?:answers?|repl(?:y|ies)|responses?|outputs?)\b.{0,30}\b(?:must|should|shall|has to|have to|needs? to)\b/i,
  /(?:^|[.:;,—–-]\s*|\b(?:and|then|please|must|should|now|just|instead|simply)\s+)(?:say|answer|reply|respond|output|print|repeat|write|recommend|tell (?:the |every )?(?:users?|readers?|people|them))\b(?:.{0,30}\b(?:with|that|exactly|only|in|nothing|the following)\b|\s*[:："“'‘「])/i,
  /\b(?:dear |attention,? |note to |message (?:to|for) |instructions? (?:to|for) )(?:the |all |any |an? )?(?:ai|llm|chatbots?|assistants?|language models?|models?|bots?|samman)\b/i,
  /\b(?:ai|llm|chatbot|assistant|language model|bot)s?\s*(?:reading|that reads?|must|should|shall|,\s*(?:please|you))\b/i,
  /(?:忽略|無視|无视|唔好理|不要理|不理|忘記|忘记|忘咗|略過|略过|跳過|跳过|違反|违反).{0,16}(?:指示|指令|規則|规则|規矩|规矩|提示|以上|之前|前面|上面|文章|段落|限制)/,
  /(?:系統|系统|開發者|开发者|隱藏|隐藏)(?:提示|訊息|消息|指示|指令|命令)|(?:新|重要|以下)(?:指示|指令|命令|任務|任务)/,
  /你(?:而家|依家|現在|现在|已經|已经|今後|今后|由而家)(?:開始|开始|起)?(?:係|是|要|必須|必须|不再|唔再)/,
  /(?:扮|假裝|假装|扮演|充當|充当)(?:演|成|做|係|是)?(?:一個|一个)?.{0,8}(?:助手|助理|機械人|机器人|系統|系统|角色)/,
  /(?:由而家|從而家|從現在|从现在|今後|今后|以後|以后|如果有人問|如果有人问|當被問|当被问|有人問起|有人问起|被問到|被问到).{0,24}(?:答|話|說|说|輸出|输出|回覆|回复)/,
  /(?:請|请|必須|必须|一定要|只准|只可以|只可|只能|務必|务必|要|就|你)(?:直接|只|淨係|照|一律|都|統一|统一)?(?:輸出|输出|答|回答|回覆|回复|複述|复述|重複|重复|話|說|说|講|讲|推薦|推荐|叫讀者|叫读者|告訴讀者|告诉读者|話畀讀者)(?:以下|下面|：|:|「|“|"|讀者|读者|用戶|用户|咁)/,
  /(?:所有|每個|每个|每句|每一個|每一个|你的|你嘅)(?:答案|回答|回覆|回复).{0,12}(?:要|必須|必须|應該|应该|加)/,
  /(?:致|畀|給|给|對|对)(?:各位|所有)?(?:ai|AI|人工智能|聊天機械人|聊天机器人|語言模型|语言模型|大模型|助手|模型)(?:嘅|的)?(?:話|说明|說明|指示|留言|訊息|消息|[：:，,])/,
];
