import type { Language } from '../types.ts';
import { type ChineseScript, chineseScript } from './chinese-script.ts';
import { type LanguageFeatures, languageFeatures } from './features.ts';

/** What the model tells apart; the script of Chinese is decided by its characters. */
export type Label = 'yue' | 'zh' | 'en';

export const LABELS: readonly Label[] = ['yue', 'zh', 'en'];

/** The trained model, as `models/language-id/model.json` holds it. */
export interface LanguageIdModel {
  readonly format: 'samman-language-id-1';
  /** The features of `languageFeatures`, separated by spaces. */
  readonly features: string;
  /** Base64 of signed bytes, for each feature one per label, in the order of `LABELS`. */
  readonly weights: string;
  /** Logit units per weight unit, the calibration's temperature included. */
  readonly scale: number;
}

export interface Detection {
  readonly language: Language;
  /**
   * How likely `language` is to be right, 0 to 1. Near 1/6 where the text has no letters, about 1/2 where only the script
   * of a Chinese text is unknown: below 0.6 the language of the page or of the last turn is the better guess.
   */
  readonly confidence: number;
  /** Probabilities of the three languages; they sum to 1. */
  readonly scores: Readonly<Record<Label, number>>;
}

export interface LanguageDetector {
  detect(text: string): Detection;
}

/** Throws where `data` is not a language model. */
export function createLanguageDetector(data: LanguageIdModel): LanguageDetector {
  const weights = readWeights(data);

  return {
    detect(text) {
      const features = languageFeatures(text);
      const logits: [number, number, number] = [0, 0, 0];
      for (const gram of features.grams) {
        const at = weights.index.get(gram);
        if (at === undefined) continue;
        for (let label = 0; label < 3; label++) logits[label] = logits[label]! + weights.values[at * 3 + label]!;
      }
      const known = knownShare(features, (gram) => weights.index.has(gram));
      const scores = temper(softmax(logits, data.scale), known);
      return decide(text, features, scores);
    },
  };
}

type Scores = readonly [yue: number, zh: number, en: number];

/**
 * How much less likely Cantonese is in Simplified characters. 图书馆几点开门？ may be either by its words, which the model
 * does not tell apart by their characters; with a word of Cantonese alone in it no doubt is left.
 */
const IN_SIMPLIFIED = 0.03;

/** 「唱邊首歌？」 and 「成效點？」 have no character that only Cantonese has; 那邊條件 is none of the kind. */
const ASKED_IN_CANTONESE = new RegExp(
  [
    '(?<![這这那旁兩两一周路身海岸湖河左右東东西南北前後后裡里外上下手])[邊边][首本隻只條条張张枝份件套隊队款層层座棟栋班架部輪轮集科組组區区種种](?!件)',
    '(?:[想要會会得成又就即係績意後價]|個\\p{Script=Han}{1,3})點[？?]?$',
    '(?<![幾几月參参與与加由誰谁新托託責责部授])[點点]算(?=[呀好]?(?:[\\p{P}\\s]|$))',
    '有[幾几](?:[嚴严貴贵遠远難难快耐]|[大高長长闊阔重深熱热][？?]?$)',
    '(?<![\\d幾几一二三四五六七八九十兩两地站車车票務务觀观優优特缺重要起終终景據据盤盘熱热焦賣卖半整早晚多])點(?:收費|報名|申請|聯絡|處理|反應|計分|洗|搭|覆|訓練|分辨|解決)',
  ].join('|'),
  'u',
);
const ASKED = 0.15;

/** What is said otherwise in writing: 「正本定副本」 (確定日期 is no such choice), 「部冷氣壞咗」, 買飛, and English verbs. */
const SAID_OTHERWISE = new RegExp(
  [
    '\\p{Script=Han}{2}(?<![一決决規规固確确穩稳特指否肯制訂订協协約约預预既法釐厘認认設设鑑鉴界評评限選选裁安審审擬拟羅罗必酌判假保測测核堅坚註注鎮镇未待原劃划商])定(?![期額额居義义價价位向時时點点律理格量稿案下出了為为於在的會于金製性論论親亲型員员神奪夺語语購购罪名單单日])\\p{Script=Han}{2,6}[？?]?$',
    '打波|[買买退訂订][飛飞](?![機机彈弹行])|好得意|無得(?=[退換换揀拣改影食睇買买訂订傾倾講讲計计查])|入去(?=[呀啊]?(?:[\\p{P}\\s]|$))',
    '^(?:部(?![分門门長长落署隊队位屬属首下件族委])|隻|間(?![接諜斷隔距隙中或有])|架(?![構设設空式次])|張(?=[單卡飛紙證枱])|個(?![人別案性體体中展股個位月子])|條(?![件例款文約理目紋碼規形]))\\p{Script=Han}',
    '(?<=\\p{Script=Han})\\s?(?:book|cancel|delay|apply|check|claim|send|share|join)\\s?(?=\\p{Script=Han})',
  ].join('|'),
  'u',
);

/** 「住緊內科」: being done. Not 趕緊 and 緊急, nor what writing does tightly, 拉緊 and 跟緊. */
const BEING_DONE =
  /(?<=\p{Script=Han})(?<![趕赶要抓收加閉闭扣不吃抱拉握繫系綁绑關关盯咬捆擰拧夾夹跟看鎖锁勒追扎摟搂捏攥裹貼贴靠守壓压上吃嚴严松鬆密繃绷])[緊紧](?=[\p{Script=Han}A-Za-z])(?![急張张密要湊凑接隨随迫縮缩鄰邻巴握身挨貼贴靠盯緊紧])/u;

/** 「支持啥格式」, and 「咋报名」: 咋 ends a sentence in Cantonese and asks how in the north. */
const NORTHERN = /[啥咱俺甭]|咋(?![\p{P}\s嘛喎呀㗎啦舌]|$)/u;
/** How surely Simplified they are where no character tells: few write them in Traditional ones. */
const NORTHERN_SIMPLIFIED = 0.9;

/** Said by nobody who writes. */
const CANTONESE_COURTESY = /^(?:早晨|走先|早抖|得閒飲茶|下次再傾|好呀|喂喂|哈佬|點用)[\p{P}呀啊啦喇囉\s]*$/u;

/** Words of writing that the model knows from speech: 「先到先得」, and 「幾時」 in a text that is otherwise written. */
const OF_BOTH = /先到先得|[幾几][時时]/gu;
const WRITTEN = /[的這这嗎吗們们哪]|[甚什][麼么]|[沒没]有/u;
const SPOKEN = /[嘅咗喺唔佢哋啲冇嚟嗰乜嘢咁噉㗎喎啦囉咩嗱攞睇俾畀邊]|[係系]咪|[幾几]多|點[解樣样]/u;

const isWritten = (text: string): boolean =>
  text.search(OF_BOTH) >= 0 && WRITTEN.test(text) && !SPOKEN.test(text.replace(OF_BOTH, ''));

function decide(text: string, features: LanguageFeatures, guessed: Scores): Detection {
  const isNorthern = NORTHERN.test(text);
  const { script, confidence } = scriptOf(text, isNorthern);
  const isSpoken = ASKED_IN_CANTONESE.test(text) || CANTONESE_COURTESY.test(text);
  const isSurelySpoken = BEING_DONE.test(text) || SAID_OTHERWISE.test(text);
  const asked = weighted(guessed, { zh: isSurelySpoken ? ASKED / 3 : isSpoken ? ASKED : 1 });
  const plain = weighted(asked, { yue: isNorthern ? ASKED / 30 : isWritten(text) ? ASKED / 2 : 1 });
  // Chinese characters alone are no English, however few the model knows of them.
  const isHan = features.han > 0 && features.words.length + features.foreign + features.syllables === 0;
  const [yue, zh, en] = weighted(plain, { yue: script === 'Hans' ? IN_SIMPLIFIED : 1, en: isHan ? 0 : 1 });
  const scores = { yue, zh, en };
  // Words without a Chinese character are not Chinese, and English is what the readers of other scripts likeliest know.
  const unchinese = features.han === 0 && features.words.length + features.foreign + features.syllables > 0;
  if (unchinese || (en > yue && en > zh)) return { language: 'en', confidence: en, scores };
  if (yue > zh) return { language: 'yue', confidence: yue, scores };
  return { language: `zh-${script}`, confidence: zh * confidence, scores };
}

function scriptOf(text: string, isNorthern: boolean): ChineseScript {
  const found = chineseScript(text);
  return isNorthern && found.confidence === 0.5 ? { script: 'Hans', confidence: NORTHERN_SIMPLIFIED } : found;
}

function weighted([yue, zh, en]: Scores, by: Partial<Record<Label, number>>): Scores {
  const [ownYue, ownZh, ownEn] = [(by.yue ?? 1) * yue, (by.zh ?? 1) * zh, (by.en ?? 1) * en];
  const sum = ownYue + ownZh + ownEn;
  return [ownYue / sum, ownZh / sum, ownEn / sum];
}

/** The share of the text's letters that the model has something to say about, 0 to 1. */
function knownShare({ han, words, foreign, syllables }: LanguageFeatures, isKnown: (gram: string) => boolean): number {
  const knownWords = words.filter((word) => isKnown(`=${word}`)).length;
  // Names and rare words are unknown in any text; half known is as good as all.
  const latin = Math.min(words.length, 2 * knownWords);
  // A few kana make a text Japanese, however many ideographs are around them.
  const all = han + words.length + foreign + 3 * syllables;
  return all === 0 ? 0 : (han + latin) / all;
}

/** Draws the probabilities towards one third each. */
function temper(scores: Scores, known: number): Scores {
  const [yue, zh, en] = scores.map((score) => known * score + (1 - known) / 3);
  return [yue!, zh!, en!];
}

function softmax(logits: Scores, scale: number): Scores {
  const highest = Math.max(...logits);
  const [yue, zh, en] = logits.map((logit) => Math.exp((logit - highest) * scale));
  const sum = yue! + zh! + en!;
  return [yue! / sum, zh! / sum, en! / sum];
}

interface Weights {
  readonly index: ReadonlyMap<string, number>;
  readonly values: Int8Array;
}

function readWeights(data: LanguageIdModel): Weights {
  if (data.format !== 'samman-language-id-1') {
    throw new Error(
      `The language model's format is ${JSON.stringify(data.format)}, expected "samman-language-id-1": ` +
        'load models/language-id/model.json, or train it again with `npx tsx models/train/language-id/train.ts`.',
    );
  }
  const features = data.features.split(' ');
  const bytes = atob(data.weights);
  // A loop: `Int8Array.from` with a callback takes ten times as long.
  const values = new Int8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) values[i] = bytes.charCodeAt(i);
  if (values.length !== features.length * LABELS.length) {
    throw new Error(
      `The language model has ${features.length} features and ${values.length} weights, expected ` +
        `${features.length * LABELS.length} weights: the file is cut short or edited, train it again with ` +
        '`npx tsx models/train/language-id/train.ts`.',
    );
  }
  return { index: new Map(features.map((feature, at) => [feature, at])), values };
}
