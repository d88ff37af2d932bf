import { segmentChinese } from './segment-chinese.ts';

/** English words that say nothing by themselves; dropped from search terms. */
const FUNCTION_WORDS = `
a about after again all also am an and any are as at be been before being between both but by can could did do does doing down
during each for from had has have having he her here hers him his how i if in into is it its just may me might more most must
my no nor not of off on only or other our out over own same shall she should so some such than that the their them then there
these they this those through to too under up us very was we were what when where which who whom whose why will with would you
your s t d ll re ve don doesn didn isn aren wasn weren
`;

/** Words of questions and requests: searched for, since a title may hold them, but no sign of what the question is about. */
const QUESTION_WORDS = `
many much kind sort type tell please know say says said mean means give explain describe let want need like really ever exactly
actually thing things something anything someone anyone way ok okay hi hello hey thanks thank whats hows yes got get
`;

/** Single characters dropped as terms of their own; they stay in pairs. */
const FUNCTION_CHARACTERS = '的了是在和与及之也都而就被把对于由从到这那有个其他们我你她它吗呢吧啊什么哪谁';

/** Words that `contentTerms` leaves out of a Chinese text. Folded, and bridged from Cantonese. */
const EMPTY_WORDS = `
为什么 什么时候 什么样 是什么 有什么 为何 什么 怎么样 怎么办 怎么 怎样 如何 多少 多久 多大 多远 多高 几个 几时 几多 几 哪一年 哪一个 哪一家 哪里 哪个 哪些 哪家
哪年 哪种 哪位 哪天 何时 何处 何地 何人 何 是不是 有没有 会不会 能不能 可不可以 是否 有否 请问 请 告诉 知道 想知道 一下 可以 可否 能否 能够 应该 需要 现在 这个 那个
这家 那家 这些 那些 这里 那里 这样 他们 我们 你们 它们 她们 自己 以及 或者 还是 还有 但是 因为 所以 如果 虽然 并且 而且 就是 关于 对于 由于 根据 通过 其中 之间 之后
之前 时候 时 一个 一些 一种 没有 不是 不会 不能 已经 正在 究竟 到底 超过 至少 大约 左右 以上 以下 呢 吗 吧 啊 呀 的 了 是 在 和 与 及 之 也 都 而 就 被 把 对 于 由 从 到 这
那 有 个 其 他 我 你 她 它 谁 哪 又 很 将 会 能 要 想 让 给 为 以 还 们 说 讲 话 过 着 得 地 所 名 间 家 位 次 些 吗 嘛 么 不 没 上 下 里 中 等 或 但 则 并 且 最 更 太 再
`;

const stopWords = new Set(words(FUNCTION_WORDS));
const questionWords = new Set(words(QUESTION_WORDS));
const functionCharacters = new Set(FUNCTION_CHARACTERS);
const emptyWords = new Set(words(EMPTY_WORDS));
/** The ones that stand for themselves wherever they occur; the dictionary would make one word of 谁是 and of 多少钱. */
const plainlyEmpty = new RegExp(
  [...emptyWords]
    .filter((word) => word.length > 1 || '的谁哪吗呢'.includes(word))
    .sort((a, b) => b.length - a.length)
    .join('|'),
);

/** What is segmented at once; no sentence runs on for so long without a comma. */
const PIECE = /.{1,100}/gsu;

/** Whether a lower-case English word is no search term. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word);
}

/** Whether a lower-case English word belongs to the asking, not to what is asked about. */
export function isQuestionWord(word: string): boolean {
  return questionWords.has(word);
}

/** Whether a word, folded and bridged, says nothing in a question: a function or question word of either language. */
export function isEmptyWord(word: string): boolean {
  return stopWords.has(word) || questionWords.has(word) || emptyWords.has(word);
}

/** Whether a character is no search term by itself. */
export function isFunctionCharacter(character: string): boolean {
  return functionCharacters.has(character);
}

/**
 * The stretches of a run of Chinese characters between its function and question words. The dictionary of `Intl.Segmenter`
 * tells 能 "can" from the 能 of 人工智能.
 */
export function splitAtEmptyWords(run: string): string[] {
  const stretches = [''];
  for (const part of run.split(plainlyEmpty)) {
    for (const piece of part.match(PIECE) ?? []) {
      for (const { segment } of segmentChinese(piece)) {
        if (emptyWords.has(segment)) stretches.push('');
        else stretches[stretches.length - 1] += segment;
      }
    }
    stretches.push('');
  }
  return stretches.filter((stretch) => stretch !== '');
}

function words(list: string): string[] {
  return list.trim().split(/\s+/);
}
