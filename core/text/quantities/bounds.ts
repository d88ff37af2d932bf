export type Bound = 'more-than' | 'less-than' | 'about';

const LESS_BEFORE =
  /(?:\b(?<!no |not )(?:less|fewer|lower) than|\bno more than|\bnot more than|\bnot exceeding|\bunder|\bbelow|\bup to|\bat most|\bmaximum of|\bas (?:many|much|high) as|[多高]达|(?<!不|唔|没有|没)(?:少于|低于|少过|低过|小于)|不足|不到|唔到|未到|未够|唔够|未满|[不唔]超过|[不唔]多于|最多|至多)\s*(?:the\s)?$/;
const MORE_BEFORE =
  /(?:\b(?<!no |not )(?:more|greater|higher) than|\bno (?:fewer|less) than|\bnot less than|\bover|\babove|\bat least|\bexceed(?:s|ed|ing)?|\bsurpass(?:es|ed|ing)?|\bupwards? of|\bminimum of|(?<!不|唔|没有|没|未)(?:超过|多于|高于|多过|高过|大于|突破)|逾|[不唔]少于|[不唔]低于|[不唔]少过|不下|不止|唔止|至少|最少|起码)\s*(?:the\s)?$/;
const ABOUT_BEFORE =
  /(?:\b(?:about|around|approximately|approx\.?|roughly|some|circa|nearly|almost|close to|an estimated)|[~≈]|大?约莫?|大概|大致|将近|接近|(?<![最附靠亲远])近|差[唔不]多|几乎)\s*(?:系|是|有|为|的)?\s*$/;
const COUNTED = String.raw`^\s?(?:个|间|名|人|位|家|岁|次|种|项|款|份|张|条|宗)?`;
const MORE_AFTER = new RegExp(
  String.raw`${COUNTED}(?:或|或者)?(?:以上|有多|有余)|^\s?\+|^\s(?:\w+\s)?or (?:more|above|over|older)\b|^[\s-]plus\b|^\sand (?:above|over)\b`,
);
const LESS_AFTER = new RegExp(
  String.raw`${COUNTED}(?:或|或者)?以[下内]|^\s(?:\w+\s)?or (?:less|fewer|under|below|younger)\b`,
);
const ABOUT_AFTER = new RegExp(String.raw`${COUNTED}(?:左右|上下|前后)|^\s(?:\w+\s)?or so\b`);

/** Whether the words around a quantity make it a lower limit, an upper one, or an estimate. Looks 16 code units each way. */
export function findBound(folded: string, start: number, end: number): Bound | undefined {
  const before = folded.slice(Math.max(0, start - 16), start);
  const after = folded.slice(end, end + 16);
  if (/[过上]$/.test(before) && /^[百千万亿]/.test(folded.slice(start, end))) return 'more-than';
  if (LESS_BEFORE.test(before) || LESS_AFTER.test(after)) return 'less-than';
  if (MORE_BEFORE.test(before) || MORE_AFTER.test(after)) return 'more-than';
  return ABOUT_BEFORE.test(before) || ABOUT_AFTER.test(after) ? 'about' : undefined;
}
