import { foldScript } from '../language/script.ts';
import { COLLOQUIAL_WORDS, LOOKALIKES } from './cantonese-words.ts';

type Entry = readonly [colloquial: string, written: string];

/** 做緊 is "doing"; 緊張, 緊急 and 趕緊 are written words. */
const DOING = /(?<![赶加收抓吃要不拉抽绑束扣手从严松绷上握裹看])紧(?![张急密缩凑贴迫要随接跟挨邻绷身俏追握闭固盯])/g;
/** 好平, 最平, 平過: cheap; 平台, 平均 and 和平 are not. */
const CHEAP = /(?<=[好最够几咁又太比更])平(?![台衡均安静常等方面民行时凡息整原日淡稳缓坦实复反权板])|平(?=过[^去渡])/g;
/** 呢 before a noun is "this", at the end of a clause nothing. */
const QUESTION_END = /呢(?=$|[^\u3400-\u9fff])/g;

let entries: Map<string, readonly Entry[]> | undefined;

/**
 * Colloquial Cantonese with its commonest words replaced by written ones (佢哋喺邊度返工 → 他们在哪里上班), longest match first,
 * so that a question finds an article in the other register. Takes text folded by `foldScript`; the result has another
 * length and is for matching only. Written Chinese passes through nearly unchanged. Linear time.
 */
export function bridgeCantonese(folded: string): string {
  entries ??= readTable();
  const prepared = folded.replace(DOING, '正在').replace(CHEAP, '便宜').replace(QUESTION_END, '');
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
  const words = lines(COLLOQUIAL_WORDS).flatMap((line): Entry[] => {
    const [written = '', colloquial = ''] = line.split(': ');
    return colloquial.split(' ').map((word) => [prepare(word), written === '_' ? '' : written]);
  });
  const lookalikes = lines(LOOKALIKES).flatMap((line): Entry[] =>
    line.split(' ').map((word) => [foldScript(word), foldScript(word)]),
  );
  const table = new Map<string, Entry[]>();
  for (const entry of [...words, ...lookalikes]) {
    const first = entry[0][0]!;
    table.set(first, [...(table.get(first) ?? []), entry]);
  }
  for (const list of table.values()) list.sort((a, b) => b[0].length - a[0].length);
  return table;
}

/** 緊 is replaced before the table is read, in the table's own words too. */
function prepare(word: string): string {
  return foldScript(word).replace(DOING, '正在').replace(CHEAP, '便宜');
}

function lines(table: string): string[] {
  return table.trim().split('\n');
}
