/** The small words that turn a statement into another: not, may, most, only, because, up instead of down. */
import { foldScript } from '../../language/script.ts';
import { bridgeCantonese } from '../../text/cantonese.ts';

/** Folded and bridged, so that one pattern serves Cantonese and both scripts; English in the same alternation. */
export const foldWords = (text: string): string => bridgeCantonese(foldScript(text)).replaceAll('’', "'");

interface Qualifier {
  readonly name: string;
  readonly pattern: RegExp;
  /** `keep`: what the source says with it, the claim must. `bring`: the claim may not add it. */
  readonly rule: 'keep' | 'bring' | 'both';
  /** What also keeps it in a claim, beside the pattern itself. */
  readonly keptBy?: RegExp;
}

/** 会 in 机会, 社会, 会议 is no "will". */
const WILL =
  /(?<![机社委员协展学聚大峰商工都省议理金乐览聘布动晚宴国教约误体领一开])会(?![议计员面展场见谈长上所堂馆籍费徽费否])/;

const POSSIBLE =
  /\b(?:may(?!\s+\d)|might|could|possibl[ey]|possibility|perhaps|probabl[ey]|likely|potential(?:ly)?|consider(?:s|ed|ing)?|exploring|propos(?:e|es|ed|al|als|ing)|suggest(?:s|ed)?|believ(?:e|es|ed)|think(?:s)?|hop(?:e|es|ed|ing)|rumou?r(?:s|ed)?|reportedly|allegedly|expect(?:s|ed)?|predict(?:s|ed)?|forecast(?:s|ed)?|estimate(?:s|d)?|seem(?:s|ed)?|appear(?:s|ed)? to)\b|可能|或会|或将|或许|也许|有机会|有望|考虑|建议|探讨|预料|预计|预期|预测|估计|相信|认为|睇好|看好|希望|据报|据闻|传闻|疑似|似乎|研究是否/;
const INTENDED =
  /\b(?:will|shall|would|going to|plan(?:s|ned|ning)?|due to (?:be|\w+ (?:in|on|at|this|next|later)|open|start|begin|launch)|aim(?:s|ed|ing)?|intend(?:s|ed)?|set to|scheduled|upcoming|want(?:s|ed)? to|seek(?:s|ing)?|look(?:s|ing)? to|about to|pledg(?:e|es|ed)|promis(?:e|es|ed)|(?:is|are|was|were)(?: also)? to (?!(?:the|a|an|be seen)\b))\b|'ll\b|(?<!即|大|主|麻|名|干|健|小)将(?!军|近|来|士|领|帅)|即将|计划|打算|准备|拟|有意|旨在|冀/;

const ABLE = '(?<![智功可性技职才潜万])能(?![源力量])|可以|懂|\\b(?:can|able)\\b';
const MUST = '(?<![主重需首次纲概])要(?![求点])|想(?!象)';

/** Plans and doubts that nobody says by the way, as “will” and 會 are said of habits. */
const DOUBTED =
  /\b(?:plan(?:s|ned|ning)? to|consider(?:s|ed|ing)?|may(?!\s+\d)|might|perhaps|reportedly|allegedly|hopes? to|intends? to|propos(?:es|ed|ing))\b|打算|计划(?!于|的|是)|考虑|拟|有意|可能|或会|或将|据报|据闻|传闻|似乎/;

const QUALIFIERS: readonly Qualifier[] = [
  { name: 'possibility', rule: 'keep', pattern: POSSIBLE, keptBy: /想(?!象)|\bwants?\b/ },
  {
    name: 'intention',
    rule: 'keep',
    pattern: INTENDED,
    keptBy: new RegExp(`${WILL.source}|${POSSIBLE.source}|${MUST}`),
  },
  {
    name: 'intention',
    rule: 'keep',
    pattern: WILL,
    keptBy: new RegExp(`${INTENDED.source}|${POSSIBLE.source}|${ABLE}|${MUST}`),
  },
  {
    name: 'doubt',
    rule: 'bring',
    pattern: DOUBTED,
    keptBy: new RegExp(`${INTENDED.source}|${WILL.source}|${POSSIBLE.source}|${MUST}`),
  },
  {
    name: 'condition',
    rule: 'both',
    pattern:
      /\b(?:if|unless|provided (?:that)?|as long as|only when|until|depend(?:s|ing)? on|subject to)\b|如果|若(?!干)|假如|倘|除非|只要|只有.{1,20}才|视乎|直至|直到|的话/,
  },
  {
    name: 'exception',
    rule: 'keep',
    pattern: /\b(?:except|excluding|other than|apart from|but not)\b|除了|除外|不包括|以外|之外/,
  },
  {
    name: 'nearly',
    rule: 'keep',
    pattern:
      /\b(?:almost|nearly|virtually|close to|approximately|roughly|around|about)\s+(?:all|every|half|everyone|everything)\b|几乎|接近|近乎/,
  },
  {
    name: 'all',
    rule: 'bring',
    pattern:
      /\b(?:all(?! the way)|every(?:one|body|thing)?|each|entire(?:ly)?|always|whole|completely|fully|any(?:one|body)?)\b|所有|全部|每(?:一|个|间|家|名|位|人|年|月|日|次|句|段)|全体|任何|一律|总是|永远|完全|人人|个个|全港|全国|全球|全世界|全亚洲/,
  },
  {
    name: 'most',
    rule: 'both',
    pattern:
      /\b(?:most(?= of\b| \w+s\b)|mostly|majority|mainly|largely|predominantly|generally|usually|often|many)\b|大部分|大多|多数|大都|主要|大半|一般|通常|许多|很多|经常/,
    keptBy: /\b(?:some|several|part(?:ly)?)\b|部分|有些|一些/,
  },
  {
    name: 'some',
    rule: 'keep',
    pattern: /\b(?:some|several|certain|a few|part(?:ly)? of|partly)\b(?! \d)|部分|有些|若干|个别|有的/,
  },
  {
    name: 'only',
    rule: 'bring',
    pattern:
      /(?<!not )\b(?:only|solely|exclusively|merely|sole)\b|(?<!不)仅|只(?!要|不过|剩|隻)(?=[有是能限在供需用得会为可])|唯一|独家|专门/,
  },
  {
    name: 'superlative',
    rule: 'bring',
    pattern:
      /\b(?:most \w+|(?!latest|forest|interest|invest|harvest|request|suggest|honest|protest|contest|modest|northwest|southwest|midwest|guest|least|test|rest|west|east|best-known|quest|nearest)[a-z]{3,}est|best|worst|number one|top|leading|unprecedented|record(?:-\w+)?)\b|最(?!近|后|初|终|少|多|低限度|早先|新)|首屈|第一大|头号|顶级|史无前例/,
  },
  {
    name: 'cause',
    rule: 'bring',
    pattern:
      /\b(?:because|since (?!\d|january|february|march|april|may|june|july|august|september|october|november|december|its|the|then)|due to (?!be)|owing to|as a result|therefore|thanks to|caused? by|led to|leads to|resulted|hence|thus)\b|因为|由于|因此|所以|因而|导致|引致|造成|令到|皆因|致使|从而/,
    keptBy: /\bso\b|\bfor the sake\b|\bmakes?\b|使|令|为了/,
  },
  {
    name: 'ceased',
    rule: 'both',
    pattern:
      /\b(?:former(?:ly)?|previous(?:ly)?|once|used to|no longer|stopp?(?:ed|s)?|ceas(?:e|ed)|clos(?:e|ed|ure)|cancel(?:s|led|ed)?|suspend(?:s|ed)?|withdr(?:aw|ew|awn)|abandon(?:s|ed)?|scrap(?:s|ped)?|ban(?:s|ned)?)\b|前任|前(?=总裁|主席|司长|局长)|曾|停止|停用|停运|停驶|取消|暂停|终止|关闭|关停|撤回|放弃|禁止|结束|倒闭|搁置/,
  },
  {
    name: 'completed',
    rule: 'bring',
    pattern: /\b(?:already|has (?:been )?\w+ed|have (?:been )?\w+ed|completed|finished)\b|已经?(?!知)|早已|完成/,
    keptBy: /\b\w+ed\b|\bhad\b|\bwas\b|\bwere\b|了|过/,
  },
];

/**
 * @param near the part of the source that the claim retells; what it qualifies must stay qualified.
 * @param whole all of the source that the claim may draw on.
 * @returns the name of the first qualifier that the claim dropped or added.
 */
export function changedQualifier(claim: string, near: string, whole: string): string | undefined {
  const [said, source, context] = [claim, near, whole].map(foldWords) as [string, string, string];
  return QUALIFIERS.find(({ rule, pattern, keptBy }) => {
    if (rule !== 'bring' && pattern.test(source) && !pattern.test(said) && !keptBy?.test(said)) return true;
    return rule !== 'keep' && pattern.test(said) && !pattern.test(context) && !keptBy?.test(context);
  })?.name;
}

/** Whether a clause only sets the condition for another. */
export const isCondition = (text: string): boolean =>
  QUALIFIERS.find(({ name }) => name === 'condition')!.pattern.test(foldWords(text));

const NOT_NEGATIVE =
  /\bnot (?:only|just|merely)\b|\b(?:no|not) (?:fewer|less|more|later|earlier) than\b|\bno doubt\b|\bnot exceeding\b|不仅|不只|不单|不但|不止|不断|不少|不同|不过|不论|不管|不久|不如|差不多|无论|不足|不超过|不少于|不低于|不多于|不下|不到|未来|未必|未(?=.{1,12}(?:之前|以前))|无比|无线|不错|非常|非洲|是非|是否|能否|可否|有否|否则|不妨|不得不|没关系|不停|不禁|不日|莫大|特别|分别|区别|个别|级别|类别|性别|别人|别的|别处|别墅|告别|差别|识别|辨别|要不要|是不是|有没有|能不能|会不会|可不可以|不容易/g;
const NEGATIVE =
  /\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|unable|fail(?:s|ed)? to|den(?:y|ies|ied)|refus(?:e|es|ed)|rather than|instead of|impossible|unlikely|un(?:available|supported|limited))\b|n't\b|不|没|无|未|毋|勿|莫|别|非|否认|拒绝|而非/g;

/** Whether an odd number of negations stands in a text: “nobody can deny” says yes. */
export function isNegated(text: string): boolean {
  const folded = foldWords(text).replace(NOT_NEGATIVE, ' ');
  return (folded.match(NEGATIVE) ?? []).length % 2 === 1;
}

/** What stands between “not” and what is denied: 唔會、無須、不能. */
const DENIED =
  /(?:不|没有?|无|未|毋|勿|莫|非)(?:曾|会|能够?|可以?|须|需要?|必|应该?|想|要|肯|敢|太|再|是|有|得|到|在|被|把|由)*(\p{Script=Han})/gu;

/** Whether a claim in Chinese denies what its source does not speak of: 「唔用到三文」 of 「三文唔會上網」. */
export function deniesAnother(claim: string, told: string): boolean {
  const source = foldWords(told);
  const denied = foldWords(claim).replace(NOT_NEGATIVE, ' ').matchAll(DENIED);
  return [...denied].some(([, first]) => !source.includes(first!));
}

/** “Nobody can leave it out” is not “nobody leaves it out”. */
export function dropsAbility(claim: string, near: string): boolean {
  const able = new RegExp(`${ABLE}|到(?!底|达)|\\bcannot\\b|can't`);
  return isNegated(claim) && able.test(foldWords(near)) && !able.test(foldWords(claim));
}

/** One direction against the other; both languages in each. */
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\b(?:increas|ris(?:e|es|ing|en)\b|rose\b|grow|grew\b|expand|rais(?:e|es|ed|ing)\b|boost|enlarg|bigger|higher|up\b|gain)|增加|上升|提高|提升|增长|扩大|扩充|扩建|上调|升至|加大|加快|调高|上涨/,
    /\b(?:decreas|fall(?:s|en|ing)?\b|fell\b|declin|reduc|shrink|shrank|cut(?:s|ting)?\b|lower|drop|smaller|down\b|los(?:e|es|t)\b)|减少|下跌|下降|降低|减低|缩减|缩小|下调|跌至|削减|调低|减慢|下滑|裁/,
  ],
  [/\bmore\b(?! than \d)|更多|多于|较多/, /\b(?:less|fewer)\b(?! than \d)|更少|少于|较少/],
  [
    /\bcheap|\binexpensive|\blow(?:er)?[ -]cost|\baffordable|便宜|成本低|低成本|廉价|平价|节省|省钱|省下/,
    /\bexpensive|\bcostly|\bdear(?:er)?\b|\bhigh(?:er)?[ -]cost|昂贵|(?<![名珍宝])贵|成本高|高成本/,
  ],
  [/\bopen[ -]source|开源/, /\bproprietary|\bclosed[ -]source|闭源|专有|不开源/],
  [/\b(?:buy|buys|bought|purchas|acquir)|购买|买入|收购|购入/, /\b(?:sell|sells|sold|sale)|出售|卖出|售卖|发售|变卖/],
  [
    /\b(?:open(?:s|ed|ing)?|launch|start(?:s|ed|ing)?|began|begin|introduc|unveil|set up|setting up|found(?:ed|ing)?|establish)|开放|开幕|启用|推出|开始|成立|设立|通车|开业|创立|亮相/,
    /\b(?:clos(?:e|ed|es|ing|ure)|shut|end(?:s|ed|ing)?\b|stop|ceas|dissol|abolish|dismantl|withdr)|关闭|结束|停止|解散|撤销|停运|停驶|停业|取消|终止|倒闭/,
  ],
  [
    /\b(?:accept|approv|agree|support|welcom|back(?:s|ed)\b|pass(?:es|ed)\b)|接受|批准|同意|支持|通过|赞成|支援/,
    /\b(?:reject|refus|oppos|disagree|against|den(?:y|ies|ied)|block|veto)|拒绝|反对|否决|不支持|驳回/,
  ],
  [/\b(?:win|wins|won|success|succeed|successful)|成功|胜出|赢/, /\b(?:lose|loses|lost|fail|failure)|失败|落败|输/],
  [/\b(?:before|prior to|ahead of)\b|之前|以前(?!所)/, /\b(?:after|following)\b|之后|以后/],
  [
    /\b(?:largest|biggest|most|highest|maximum|longest|best|first)\b|最大|最多|最高|最长|最好|最早|第一/,
    /\b(?:smallest|least|lowest|minimum|shortest|worst|last)\b|最小|最少|最低|最短|最差|最后|最末/,
  ],
  [
    /\b(?:fast|quick|rapid|speed|pick(?:s|ed|ing)? up)|加快|迅速|快速|很快|提速|加速/,
    /\b(?:slow|sluggish)|放慢|缓慢|减速|减慢|很慢/,
  ],
  [/\b(?:easy|easier|easily|simple)\b|容易|简单|轻易/, /\b(?:hard|difficult|complicated|tough)\b|困难|复杂|难以|很难/],
  [/\b(?:import)|进口/, /\b(?:export)|出口/],
  [/\b(?:public|state-owned)\b|公营|公有|国有/, /\b(?:private|privately)\b|私营|私人|民营/],
  [/\b(?:free)\b(?! trade)|免费/, /\b(?:paid|charge|fee|subscription|pay)\b|收费|付费|订阅/],
  [
    /\b(?:shortage|short of|lack)|短缺|不足|缺乏|欠缺|请不到/,
    /\b(?:surplus|enough|plenty|sufficient|abundan)|过剩|充足|足够|充裕/,
  ],
  [/\b(?:domestic|local|locally)\b|本地|本土/, /\b(?:foreign|overseas|imported)\b|海外|外国|境外/],
  [/\b(?:small|smaller|smes?)\b|中小|小型/, /\b(?:large|giants?|big|bigger)\b|大型企业|大企业|巨头/],
  [
    /\b(?:gain|create[sd]?) (?:of )?jobs|新增职位|创造就业/,
    /\b(?:los(?:s|e|ing)) (?:of )?(?:their )?jobs|失业|职位流失/,
  ],
  [/\b(?:online|virtual)\b|线上|网上/, /\b(?:offline|in person)\b|线下|实体/],
  [
    /\b(?:mandatory|compulsory|must|required)\b|必须|强制/,
    /\b(?:optional|voluntary|need not)\b|自愿|可选|可有可无|无须|不用|无需/,
  ],
  [/\b(?:north|northern)\b|北部/, /\b(?:south|southern)\b|南部/],
];

/** Whether the claim says the one side of a pair where the source says only the other. */
export function saysOpposite(claim: string, near: string): boolean {
  const [said, source] = [foldWords(claim), foldWords(near)];
  return OPPOSITES.some((pair) =>
    ([pair, [pair[1], pair[0]]] as const).some(
      ([own, other]) => own.test(said) && !other.test(said) && other.test(source) && !own.test(source),
    ),
  );
}
