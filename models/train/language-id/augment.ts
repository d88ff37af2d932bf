import { toSimplified } from '../../../core/language/script.ts';
import { CANTONESE_RULES } from './cantonese-rules.ts';
import { pick, type Random } from './random.ts';

/**
 * Signs of Cantonese that written Chinese does not have, in Simplified characters. Used to check what augmentation made
 * and to clean the corpora, not by the model.
 */
export const CANTONESE_SIGN = new RegExp(
  [
    '[嘅喺咗哋冇唔啲嚟畀佢嗰𠮶嘢睇攞揾㗎嘞啫噉乜咩瞓嬲攰谂咁俾晒吖𡃉囖嚹冧嗌啱掟抌噃咋咪嘥𠹻𠸏𠻹𠻺㖞啩]',
    '(?<![关联干])係(?!数)|(?<![关联干体派谱嫡直母父山水语星科院根维世])系(?![统列数别所主于铃谱])',
    '边(?:[个度位间种类啲便]|一[个间位])|(?<![茶无])几(?:时|多|耐|钱)|点(?:解|样|先|知|会|算|可)|家(?:下|阵)|[而依宜]家',
    '呢(?:[个间度种只位次件样条场张项年部家两三一几边篇本套份班便些])|屋企|返(?:工|学|嚟|去)|(?:钟|锺)意|同埋',
    '(?:寻|琴|噚|听)日|仲(?:有|系|要|未|会)|先至|定系|点(?=[做去])|阿妈|老豆|细(?:路|佬)|朝早|夜晚黑|即刻|而家',
  ].join('|'),
);

/** Signs of written Chinese, in Simplified characters. */
export const WRITTEN_SIGN = /[的们这么她您]|(?<![但于可若])是|(?<!现|存)在|不|了|吗|没|他(?!人)|给|什|那|哪|怎/;

/** In Simplified characters, the copula aside where it can be told. */
export function simplify(text: string): string {
  const copula = '\ue5fa';
  return toSimplified(text.replaceAll(/(?<![關关聯联干])係(?![數数])/g, copula)).replaceAll(copula, '係');
}

/**
 * Rewrites a written Chinese sentence (Simplified) as Cantonese, each rule where it applies with the given probability.
 * `undefined` where nothing shows that the result is Cantonese.
 */
export function toCantonese(written: string, probability: number, random: Random): string | undefined {
  let spoken = written;
  for (const [pattern, choices] of CANTONESE_RULES) {
    const alternatives = choices.split(' ');
    spoken = spoken.replace(pattern, (match: string, ...groups: unknown[]) => {
      if (random() >= probability) return match;
      const first = typeof groups[0] === 'string' ? groups[0] : '';
      return pick(random, alternatives).replaceAll('$1', first);
    });
  }
  return CANTONESE_SIGN.test(spoken) && spoken !== written ? spoken : undefined;
}

/** How people type Cantonese without the characters for it. */
const TYPED: readonly (readonly [string, string])[] = [
  ['嘅', '既'],
  ['嘅', 'ge'],
  ['咗', '左'],
  ['哋', '地'],
  ['嘢', '野'],
  ['嚟', '黎'],
  ['嚟', '来'],
  ['啲', 'D'],
  ['啲', 'd'],
  ['啲', '的'],
  ['嗰', '果'],
  ['嗰', '个'],
  ['喺', '係'],
  ['畀', '俾'],
  ['畀', '比'],
  ['噉', '咁'],
  ['冇', '无'],
  ['唔', '5'],
  ['唔', 'm'],
  ['揾', '搵'],
  ['㗎', '架'],
  ['㗎', 'ga'],
  ['喇', 'la'],
  ['啱', '岩'],
  ['攞', '罗'],
  ['谂', '念'],
  ['晒', '哂'],
  ['仲', '重'],
  ['係', 'hai'],
  ['係', '系'],
  ['呢', '依'],
  ['乜', 'mat'],
];

/** The same sentence as typed in haste: some characters replaced by those of like sound. */
export function toTyped(cantonese: string, random: Random): string {
  let typed = cantonese;
  for (const [character, replacement] of TYPED) {
    if (typed.includes(character) && random() < 0.3) typed = typed.replaceAll(character, replacement);
  }
  return typed;
}

/** Puts English words in the place of, or between, Chinese ones: `搵個 agent 幫手`. */
export function mixIn(chinese: string, words: readonly string[], random: Random): string {
  const runs = [...chinese.matchAll(/\p{Script=Han}{2,}/gu)];
  if (runs.length === 0) return chinese;
  const run = pick(random, runs);
  const at = run.index + Math.floor(random() * run[0].length);
  const replaced = random() < 0.7 ? Math.min(2, run.index + run[0].length - at) : 0;
  const count = random() < 0.7 ? 1 : 2;
  const space = random() < 0.6 ? ' ' : '';
  const phrase = Array.from({ length: count }, () => pick(random, words)).join(' ');
  return chinese.slice(0, at) + space + phrase + space + chinese.slice(at + replaced);
}
