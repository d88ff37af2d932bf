/** Tables in Markdown, which has to have a head: whether the first row of one that marks none is its head. */

/** @param head left empty where none is told: of cells under a row that is no head, each would be said to be the other's. */
export function tableMarkdown(head: readonly string[] | undefined, rows: readonly (readonly string[])[]): string {
  const cells = head ?? rows[0]!.map(() => '   ');
  const lines = rows.map((row) => `| ${row.join(' | ')} |`);
  return [`| ${cells.join(' | ')} |`, `|${' --- |'.repeat(cells.length)}`, ...lines].join('\n');
}

/** What stands in a table's columns, and above none. */
const VALUE =
  /^(?:free\b.*|none|nil|n\/?a|closed|open|yes|no|waived|included|[-–—✓✔✗✘×]|免費|免费|全免|沒有|没有|無|无|有|是|否|不適用|不适用|休息|關閉|关闭|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?s?|(?:星期|週|周|禮拜|礼拜)[一二三四五六日天])$/i;

/** What figures are of, with or without a unit: “Monthly fee (HK$)”. */
const MEASURE =
  /(?:\b(?:fares?|fees?|prices?|costs?|charges?|rates?|rents?|amounts?|fines?|times?|hours?|minutes?|dates?|days?|periods?|deadlines?|numbers?|no\.|phone|telephone|tel\.?|quantity|limits?|ages?|sizes?|weights?|lengths?|capacity|places|seats|quotas?|scores?|totals?|percentage|population|revenue)|費|费|費用|费用|票價|票价|價格|价格|價錢|价钱|價目|价目|金額|金额|租金|罰款|罚款|時間|时间|時數|日期|期限|限期|電話|电话|號碼|号码|人數|人数|名額|名额|數量|数量|次數|次数|年齡|年龄|尺寸|重量|長度|长度|座位)\s*(?:[（(].*[)）])?$/i;

/** A year stands above a column oftener than in it. */
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/g;

const hasFigure = (text: string): boolean => /\p{N}/u.test(text);
const isTold = (text: string): boolean => VALUE.test(text) || hasFigure(text.replace(YEAR, ''));

/**
 * Of a table whose first row nothing marks. With three columns and more, Word's have their head there nearly always;
 * those of two are mostly lists (“Deposit | $300”, “Venue | Town hall”) and need the name of what is counted below it.
 */
export function looksLikeHead([first = [], ...rest]: readonly (readonly string[])[]): boolean {
  const [corner = '', ...heads] = first;
  if (rest.length === 0 || heads.length === 0 || !heads.every(Boolean)) return false;
  if (!corner) return true;
  if (first.some(isTold)) return false;
  return heads.length > 1 || (MEASURE.test(heads[0]!) && isOfFigures(rest.map(([, cell]) => cell!)));
}

function isOfFigures(column: readonly string[]): boolean {
  const told = column.filter(Boolean);
  return told.length > 0 && told.filter(hasFigure).length >= told.length / 2;
}
