import type { AnswerType } from './answer-type.ts';

type Rule = readonly [type: AnswerType, pattern: RegExp];

const TIME_UNIT = '年|个?月|个?星期|个?礼拜|周|日|天|个?小时|个?钟头?|分钟|秒';
const COUNTER =
  '个|名|位|间|家|次|种|人|所|条|款|项|岁|倍|度|层|届|座|部|支|只|张|本|份|件|台|辆|架|队|篇|场|类|代|级|站|国|省|市|区|校|字|页|票|席|米|公里|公斤|吨|英里|英尺|平方|码|支|块|组|章|集|行|页|季|轮|场|磅';
const COMPANY =
  'compan(?:y|ies)|firms?|organi[sz]ations?|agenc(?:y|ies)|institut(?:e|es|ion|ions)|universit(?:y|ies)|colleges?|schools?|banks?|part(?:y|ies)|teams?|clubs?|networks?|newspapers?|bands?|studios?|church(?:es)?|departments?|ministr(?:y|ies)|corporations?|compan(?:y|ies)|committees?|councils?|developers?|publishers?|manufacturers?|airlines?|brands?';
const PLACE =
  'cit(?:y|ies)|countr(?:y|ies)|places?|states?|locations?|regions?|rivers?|areas?|towns?|streets?|count(?:y|ies)|continents?|districts?|provinces?|islands?|nations?|buildings?|venues?|neighbou?rhoods?|mountains?|lakes?';
const PERSON =
  'person|man|woman|people|president|king|queen|emperor|player|actor|actress|author|writer|scientist|minister|secretary|ceo|coach|singer|artist|leader|director|professor|general|pope|founder|inventor|explorer|mathematician|physicist|philosopher|composer|quarterback|designer|official|executive|chairman|politician|monarch';
const HAN_COMPANY =
  '公司|机构|组织|企业|银行|大学|学校|学院|部门|政党|球队|队伍|团体|集团|研究院|研究所|研发中心|政府|报纸|乐队|院校|电视台|媒体|委员会|协会|平台|初创|局|署|党';
const HAN_PLACE = '国家?|城市|地区|省份?|地方|区域?|州|洲|大陆|河流?|市|镇|岛|街道?|地点|位置|场地|大厦';
const HAN_PERSON =
  '人|总统|国王|皇帝|科学家|作家|司长|部长|局长|主席|总裁|教授|球员|演员|歌手|导演|领导|官员|高管|创办人|创始人|数学家|物理学家|教练|四分卫';

/**
 * Question words and what they ask for, over text folded by `foldScript` and bridged from Cantonese. The match that begins
 * first decides, and of several that begin together the first in this list.
 */
export const QUESTION_RULES: readonly Rule[] = [
  [
    'percent',
    /百分之(?:几|多少)|几成|多[少大](?:的)?比[例率重]|占[^，。,?？]{0,10}?(?:多少|几成)|多少\s?percent|多少(?:个)?(?:%|百分[点比率]|成|巴仙)|(?:比例|比率|占比|百分比|百分率)(?:是|为|有|占)?(?:多[少大高]|几|什么)/,
  ],
  [
    'percent',
    /\b(?:what|which|how (?:much|large|big|high|many))\s+(?:\w+\s+){0,2}?(?:percent(?:age)?|per\s?cent|proportion|share|fraction)\b/,
  ],
  [
    'money',
    /(?:花|拨|投资|耗资|斥资|资助|出资|筹|拨款|预算|投放|注资|涉资|造价|成本|价格|价钱|售价|费用|收费|收入|票价|租金|薪酬|工资|月薪|营收)(?:了|出|到|费)?(?:大约|大概|约)?(?:是|为|系|有|要)?(?:多少|几多|什么)(?!个|间|名|位|人|家|年)/,
  ],
  [
    'money',
    /多少(?:万|亿|百万|千万|千|百)?(?:钱|元|港元|港币|美元|美金|人民币|块|欧元|英镑|日元|資金|资金|款)|几(?:多)?钱|几元|(?:有)?多(?:贵|便宜)/,
  ],
  [
    'money',
    /\bhow (?:expensive|cheap|costly)\b|\bhow much (?:money|funding|cash|capital|tax|rent|debt|revenue|profit)\b|\bhow much\b(?=[^?]*\b(?:cost|costs|pay|paid|spend|spent|spending|invest|invested|earn|earned|worth|charge|charged|price|priced|raise|raised|sell|sold|fund|dollars?|budget|salary|funded|donate|donated)\b)/,
  ],
  [
    'money',
    /\bwhat (?:is|was|were|are|'s|did|does|will)\s+(?:the\s+|its\s+)?(?:\w+\s+){0,2}?(?:price|cost|costs|fee|fees|fare|salary|rent|budget|revenue|profit|value in dollars)\b/,
  ],
  [
    'date',
    /几月(?:几)?|几号|几点钟?|(?:日期|年份|日子)(?:是|为|在)?(?:什么|哪|多少)?|什么(?:时候|时间|日子|日期|年份|年代|年|月份|世纪)|何时|何年|几时|哪(?:一)?(?:个)?(?:年|天|日|月|世纪|年代|时期|时候|季)|多早|多迟/,
  ],
  [
    'date',
    /\bwhen(?:\s+(?:is|are|was|were|do|does|did|will|would|can|could|should|has|have|had|exactly|must|may|might)\b|\s*\??$)|\b(?:know|tell|say|remember|wonder|idea)\b.{0,16}\bwhen\b|\b(?:what|which)\s+(?:exact\s+|specific\s+|calendar\s+)?(?:year|years|date|day|month|time|times|century|decade|era|period|season)\b|\bhow (?:recently|soon|early|late)\b|\b(?:launch|release|start|opening|closing|due|publication) date\b|\bwhat (?:is|was) the (?:\w+\s+)?date\b/,
  ],
  ['duration', new RegExp(`多久|多长(?:时间)?|(?:几|多少)(?:${TIME_UNIT})(?!份|号)`)],
  [
    'duration',
    /\bhow long\b(?!\s+(?:is|was) the (?:river|road|bridge|wall|border|coast))|\bhow many (?:\w+\s+)?(?:years|months|weeks|days|hours|minutes|seconds|decades|centuries)\b|\bwhat length of time\b/,
  ],
  [
    'number',
    new RegExp(
      `多少|几(?:${COUNTER})|第几|多(?:大|高|远|重|深|快|宽|厚|热|冷|老|频)|(?:人数|数量|数目|人口|总数)(?:是|为|有)?(?:多少|几|什么)`,
    ),
  ],
  [
    'number',
    /\bhow (?:many|much|old|tall|high|far|large|big|deep|wide|fast|heavy|often|hot|cold|strong|close|thick|frequently)\b|\bwhat (?:is|was|are|were) the (?:\w+\s+){0,2}?(?:number|population|size|area|length|height|distance|weight|speed|temperature|ratio|rate|score|age|total|amount)\b|\bwhat (?:number|age|score|amount|ratio)\b|\bthe number of\b/,
  ],
  [
    'reason',
    /为什么|为何|为啥|何以|因何|怎么会|什么(?:原因|理由|缘故)|(?:原因|理由)(?:是|为)(?:什么|何)|\bwhy\b|\bhow come\b|\b(?:what|which) (?:is|was|were|are|'s) (?:\w+\s+){0,3}?(?:reasons?|cause|motive|motivation)\b|\b(?:for|what) (?:what )?reasons?\b|\bwhat (?:caused?|causes|led to|prompted|made)\b/,
  ],
  [
    'list',
    /有哪些|哪些(?!人)|哪几|列出|列举|(?:分别|包括)(?:是|有)?(?:什么|哪)|什么和什么|\bwhat are (?:the|some|three|two|four|all)\b|\b(?:list|name) (?:the|all|some|two|three|four|five|a few|several|examples)\b|\bwhich (?:sectors|industries|skills|countries|companies|departments|languages|areas|groups|features|fields|ones)\b|\bwhat (?:kinds|types|sorts|sectors|industries|skills|languages|fields|features) (?:of|are|were|is|do|does|did)?\b/,
  ],
  [
    'organisation',
    new RegExp(`(?:哪|什么)(?:一)?(?:个|间|家|所|支|些)?(?:${HAN_COMPANY})|哪(?:一)?(?:家|间|所|支)|谁家`),
  ],
  ['organisation', new RegExp(String.raw`\b(?:what|which|whose)\s+(?:\w+\s+){0,2}?(?:${COMPANY})\b`)],
  [
    'place',
    new RegExp(
      `哪里|哪儿|何处|何地|什么地方|(?:哪|什么)(?:一)?(?:个|座|条|间)?(?:${HAN_PLACE})|在哪(?![家间个])|(?:地址|地点|总部|首都)(?:是|在)(?:什么|哪)`,
    ),
  ],
  ['place', new RegExp(String.raw`\bwhere\b|\b(?:what|which)\s+(?:\w+\s+){0,2}?(?:${PLACE})\b|\bwhereabouts\b`)],
  [
    'person',
    new RegExp(
      `谁|哪(?:一)?[位名]|何人|叫什么名|(?:哪|什么)(?:一)?(?:个|名|位)?(?:${HAN_PERSON})|(?:创办人|创始人|主席|总裁|司长|局长|部长|校长|作者|总统|首相|市长|ceo|founder)(?:是|叫)(?:什么|哪)`,
    ),
  ],
  ['person', new RegExp(String.raw`\bwho(?:m|se|'s)?\b|\b(?:what|which)\s+(?:\w+\s+){0,2}?(?:${PERSON})\b`)],
  [
    'manner',
    /怎么样?|怎样|如何|什么(?:方式|方法|办法|途径|手段)|\bhow (?:do|does|did|can|could|to|is|are|was|were|should|would|will|has|have|had|might|exactly|else)\b|\b(?:in|by) what (?:way|ways|means|manner|method)\b|\bhow\b/,
  ],
  [
    'definition',
    /什么是|何谓|什么叫|(?:的)?(?:意思|定义)是?什么|是什么意思|指(?:的是)?什么|代表什么|^[^的，,]{1,24}是什么(?:东西|来的)?\s*[?？]?$|\bdefine\b|\b(?:definition|meaning) of\b|\bwhat does\b.*\b(?:mean|stand for)\b|^(?:so\s+|and\s+)?(?:what(?:'s| is| are)|whats)\s+(?!the\b|its\b|his\b|her\b|their\b)(?:an?\s+)?[\w.'&-]+(?:\s+[\w.'&-]+){0,3}\s*\??$/,
  ],
  // "What happens when …": the first question word decides even when it says nothing of the type.
  ['other', /\b(?:what|which)\b/],
];

/** Asked without a question word: "HKGAI v1 launch date", 推出日期. */
export const TOPIC_RULES: readonly Rule[] = [
  ['date', /\bwhen\b/],
  ['percent', /\bpercentage\b|百分比|比例|比率/],
  ['money', /\b(?:price|cost|fee|fees|budget|salary)\b|价钱|价格|售价|收费|预算|费用/],
  ['date', /\b(?:date|year)\b|日期|年份/],
  ['number', /\b(?:number of|population)\b|人数|数量|数目|人口/],
  ['person', /\b(?:founder|ceo|chairman|author|inventor)\b|创办人|创始人|行政总裁|主席|作者/],
  ['place', /\b(?:address|location|headquarters)\b|地址|地点|总部/],
  ['reason', /\breasons?\b|原因|理由/],
  ['manner', /\b(?:steps|method)\b|方法|步骤/],
  ['definition', /\b(?:meaning|definition)\b|意思|定义/],
];

/** Asked for a yes or a no: an English auxiliary first, 吗 last, or A-not-A (是不是, 有没有, 知不知). */
export const YES_NO =
  /^(?:(?:so|and|but|well|ok|hey|hi|hello)[,\s]+)*(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|might|am|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|can't|couldn't|won't|wouldn't|shouldn't|hasn't|haven't)\b|(.)[不没]\1|是否|能否|有否|可否|是不是|有没有|可不可以|吗[\s?？!！。]*$|嘛[\s?？]*$/;

/** "Do you know when": the question inside counts. */
export const INDIRECT = /\b(?:know|tell|say|explain|find out|remember|idea|wonder|wondering|show|remind)\b/;
