import { matchAt } from '../match-at.ts';

/** ISO 4217 code, or `?` where 元, "dollars", `$` or `¥` leave the currency open. */
export type Currency = string;

/** Before the amount, in folded text. Longest first: `us$` before `$`. */
const PREFIXES: readonly (readonly [pattern: string, currency: Currency])[] = [
  [String.raw`hk\$|hkd|港币|港元|港纸`, 'HKD'],
  [String.raw`us\$|usd|美元|美金`, 'USD'],
  ['rmb|cny|cn¥|人民币', 'CNY'],
  [String.raw`nt\$|twd|新台币|台币`, 'TWD'],
  [String.raw`mop\$?|澳门币`, 'MOP'],
  [String.raw`s\$|sgd|新加坡元`, 'SGD'],
  [String.raw`au\$|a\$|aud|澳元`, 'AUD'],
  [String.raw`ca\$|c\$|cad|加元`, 'CAD'],
  ['£|gbp|英镑', 'GBP'],
  ['€|eur|欧元', 'EUR'],
  ['jpy|jp¥|日元|日圆', 'JPY'],
  ['₩|krw|韩元', 'KRW'],
  [String.raw`\$|[¥￥]`, '?'],
];
/** After the amount. */
const SUFFIXES: readonly (readonly [pattern: string, currency: Currency])[] = [
  [String.raw`港元|港币|港纸|港圆|(?:hong[\s-]kong|hk)\s+dollars?|hkd|hk\$|蚊鸡?`, 'HKD'],
  [String.raw`美元|美金|(?:us|u\.s\.|american)\s+dollars?|usd|us\$`, 'USD'],
  [String.raw`(?:元|块钱?|圆)?(?:的)?人民币|rmb|cny|(?:chinese\s+)?yuan|renminbi`, 'CNY'],
  ['新台币|台币|新台币|twd', 'TWD'],
  ['澳门元|澳门币|葡币|patacas?', 'MOP'],
  [String.raw`新加坡元|坡币|(?:singapore\s+)dollars?|sgd`, 'SGD'],
  [String.raw`澳元|澳币|australian\s+dollars?|aud`, 'AUD'],
  [String.raw`加元|加币|canadian\s+dollars?|cad`, 'CAD'],
  [String.raw`英镑|pounds?\s+sterling|gbp`, 'GBP'],
  ['欧元|euros?', 'EUR'],
  [String.raw`日元|日圆|(?:japanese\s+)?yen|jpy`, 'JPY'],
  [String.raw`韩元|韩圜|korean\s+won|krw`, 'KRW'],
  ['元(?:港币|港元)', 'HKD'],
  ['元(?![旦素朗首老帅宵月气件凶论组])|块钱|dollars?|bucks', '?'],
];

const PREFIX = combine(PREFIXES, String.raw`\s?(?=[\d½⅓⅔¼¾零一二两三四五六七八九十百千万廿卅]|an?\s)`);
const SUFFIX = combine(SUFFIXES, '(?![a-z])', String.raw`(?:\s|-|个)?`);

export interface CurrencyReading {
  readonly end: number;
  readonly currency: Currency;
}

/** The currency sign or name right before a number. */
export function readCurrencyBefore(folded: string, at: number): CurrencyReading | undefined {
  return read(PREFIX, PREFIXES, folded, at);
}

/** The currency name right after a number. */
export function readCurrencyAfter(folded: string, at: number): CurrencyReading | undefined {
  return read(SUFFIX, SUFFIXES, folded, at);
}

function read(
  pattern: RegExp,
  table: readonly (readonly [string, Currency])[],
  folded: string,
  at: number,
): CurrencyReading | undefined {
  const match = matchAt(pattern, folded, at);
  if (match === null) return undefined;
  const row = match.slice(1).findIndex((group) => group !== undefined);
  return { end: pattern.lastIndex, currency: table[row]![1] };
}

function combine(table: readonly (readonly [string, Currency])[], after: string, before = ''): RegExp {
  return new RegExp(`${before}(?:${table.map(([pattern]) => `(${pattern})`).join('|')})${after}`, 'y');
}
