import { toSimplified } from './script.ts';

export interface ChineseScript {
  readonly script: 'Hans' | 'Hant';
  /** 0.5 to 1; 0.5 where no character tells the scripts apart, and the script is then Hong Kong's, Traditional. */
  readonly confidence: number;
}

/** Which characters a Chinese text is written in, by counting those that only one of the scripts has. */
export function chineseScript(text: string): ChineseScript {
  scripts ??= buildScripts();
  let balance = 0;
  for (let i = 0; i < text.length; i++) balance += scripts[text.charCodeAt(i)]!;
  if (balance === 0 && SELDOM_TRADITIONAL.test(text)) return { script: 'Hans', confidence: SELDOM };
  const odds = ODDS_PER_CHARACTER ** Math.min(Math.abs(balance), 8);
  return { script: balance < 0 ? 'Hans' : 'Hant', confidence: odds / (1 + odds) };
}

/** Of both scripts, but Hong Kong types 戶, 溫, 稅, 脫 and 悅: where nothing else tells, Simplified is likelier. */
const SELDOM_TRADITIONAL = /[户温税脱悦]/;
const SELDOM = 0.7;

/** How much likelier one script is for each character of it that the other script lacks. */
const ODDS_PER_CHARACTER = 20;

/** By code unit: 1 only Traditional, -1 only Simplified, 0 both or neither. */
let scripts: Int8Array | undefined;

function buildScripts(): Int8Array {
  const built = new Int8Array(0x10000);
  const ideographs = Array.from({ length: 0xa000 - 0x3400 }, (_, i) => String.fromCharCode(0x3400 + i));
  // A line break after each keeps the characters from being read as words.
  const simplified = toSimplified(ideographs.join('\n'));
  ideographs.forEach((ideograph, i) => {
    const counterpart = simplified.charCodeAt(2 * i);
    if (counterpart === ideograph.charCodeAt(0)) return;
    built[ideograph.charCodeAt(0)] = TRADITIONAL;
    built[counterpart] = SIMPLIFIED;
  });
  for (const character of IN_BOTH) built[character.charCodeAt(0)] = 0;
  return built;
}

const TRADITIONAL = 1;
const SIMPLIFIED = -1;

/**
 * Characters that OpenCC changes although both scripts use them: Simplified ones that are also Traditional characters
 * of their own (后, 里, 干) or Hong Kong's usual form (温, 税), and Traditional ones that Simplified keeps (乾隆).
 */
const IN_BOTH =
  '布局系私幸家俊胄克札恤即念咽向冢奸娘昆吊雕佛栗戚欲蒙捍拼挲舍挨卷扇折抬教旗既升拐查杆棋矩梁僵泛污溯泄凌潨沈漓抵呆璇酸愈症杯真困朱' +
  '埼御棱谷蓑扎弦捆彩致累才玩修庵蔿搜席卜芸姜苔蔑同胡只制核托注志噪溪狸逾踊挽回周糖扣巨表旋合板暗沾秋千刮飧糊喂松哄面曲冬出' +
  '干占杰佣仆雇凶划吃吓采涂伙峰岳岩后征恒揾扑于晒台朴毡涌准床痴皂秘灶范粽群唇虱里游丰丑厘辟云糍余肴斗郁咸霉强内温卧烟葱踪' +
  '没迹帘咨册丢别兑叁囱媪悦愠户捝棁榅氲涚煴税脱腽蒀蜕核乾別丟夥';
