import { foldScript } from '../language/script.ts';
import { asUsual, whether } from './cantonese-patterns.ts';
import { ASKED_WHICH, COLLOQUIAL_WORDS, LOOKALIKES, MEASURES } from './cantonese-words.ts';
import { asWritten } from './mixed-words.ts';

type Entry = readonly [colloquial: string, written: string];

/** 做緊 is "doing"; 緊張, 緊急 and 趕緊 are written words. */
const DOING = /(?<![赶加收抓吃要不拉抽绑束扣手从严松绷上握裹看])紧(?![张急密缩凑贴迫要随接跟挨邻绷身俏追握闭固盯])/g;
/** 好平, 最平, 平過: cheap; 平台, 平均 and 和平 are not. */
const CHEAP = /(?<=[好最够几咁又太比更])平(?![台衡均安静常等方面民行时凡息整原日淡稳缓坦实复反权板])|平(?=过[^去渡])/g;
/** 呢 before a noun is "this", at the end of a clause nothing. */
const QUESTION_END = /呢(?=$|[^\u3400-\u9fff])/g;
/** 做咩 at the end of a clause is "what does one do", before a verb "why"; 去邊 there is "where to". */
const WHAT_DONE = /做[咩乜][嘢野]?(?=$|[^\u3400-\u9fff]|[㗎嘅呀啊])/g;
const WHERE = /(?<=[去喺响到咗])边(?=$|[^\u3400-\u9fff]|[㗎呀搵食买攞做])/g;

/** An English word beside a Chinese character. */
const MIXED =
  /(?<=\p{Script=Han} ?)[a-z]+(?:&[a-z]+)?(?![a-z0-9&])|(?<![a-z0-9&])[a-z]+(?:&[a-z]+)?(?= ?\p{Script=Han})/gu;

let entries: Map<string, readonly Entry[]> | undefined;

/**
 * Colloquial Cantonese with its commonest words replaced by written ones (佢哋喺邊度返工 → 他们在哪里上班), longest match first,
 * so that a question finds an article in the other register. Takes text folded by `foldScript`; the result has another
 * length and is for matching only. Written Chinese passes through nearly unchanged. Linear time.
 */
export function bridgeCantonese(folded: string): string {
  entries ??= readTable();
  const prepared = asUsual(folded)
    .replace(DOING, '正在')
    .replace(CHEAP, '便宜')
    .replace(QUESTION_END, '')
    .replace(WHAT_DONE, '做什么')
    .replace(WHERE, '哪里')
    .replace(MIXED, asWritten);
  let bridged = '';
  let copied = 0;
  let at = 0;
  while (at < prepared.length) {
    const entry = entries.get(prepared[at]!)?.find(([colloquial]) => prepared.startsWith(colloquial, at));
    if (entry === undefined) {
      at += 1;
      continue;
    }
    bridged += prepared.slice(copied, at) + entry[1];
    at += entry[0].length;
    copied = at;
  }
  return bridged + prepared.slice(copied);
}

/** By first character, longest first. */
function readTable(): Map<string, readonly Entry[]> {
  const words = COLLOQUIAL_WORDS.flatMap(lines).flatMap((line): Entry[] => {
    const [written = '', colloquial = ''] = line.split(': ');
    return colloquial.split(' ').map((word) => [prepare(word), written === '_' ? '' : written]);
  });
  const lookalikes = lines(LOOKALIKES).flatMap((line): Entry[] =>
    line.split(' ').map((word) => [foldScript(word), foldScript(word)]),
  );
  const measures = MEASURES.split(' ');
  const asked = [
    ...measures.map((measure) => ['', measure]),
    ...['一', '幾', '兩', '三', '四', '五', '六'].flatMap((number) => ['個', ...measures].map((one) => [number, one])),
    ...ASKED_WHICH.split(' ').map((noun) => ['個', noun]),
  ].map(([number, what]): Entry => [foldScript(`邊${number}${what}`), foldScript(`哪${number}${what}`)]);
  const table = new Map<string, Entry[]>();
  for (const entry of [...asked, ...words, ...lookalikes]) {
    const first = entry[0][0]!;
    table.set(first, [...(table.get(first) ?? []), entry]);
  }
  for (const list of table.values()) list.sort((a, b) => b[0].length - a[0].length);
  return table;
}

/** What is replaced before the table is read is so in the table's own words too. */
function prepare(word: string): string {
  return whether(foldScript(word)).replace(DOING, '正在').replace(CHEAP, '便宜');
}

function lines(table: string): string[] {
  return table.trim().split('\n');
}
