/**
 * What the table of words cannot say word by word: one spelling for what Cantonese writes in several ways, and questions that
 * are made by a pattern. For text folded by `foldScript`; written Chinese has none of it.
 */
type Pattern = readonly [said: RegExp, usual: string];

/**
 * What phones offer for characters that sound alike (我地, 食左, 呢d). They are characters of written Chinese too, so that what
 * stands beside them must tell (not 左手, 維他命D, 既然, 比較).
 */
const SPELLINGS: readonly Pattern[] = [
  [/(?<![自迷])([我你佢])地(?![址区点方位板图铁下理球毯产盘面质标道])/g, '$1哋'],
  [/(?<=[呢嗰果边快慢平贵早迟多近远好高低大细买今]|[呢嗰]度)d(?![a-z0-9出座级室场口\-.])/g, '啲'],
  [/(?<=^|[^\p{Script=Han}]|[系喺嘅同俾畀对咗至咁由])果(?=[阵啲])/gu, '嗰'],
  [
    /([食饮买做卖请交俾畀收开完揾攞拎加减罚住写呃换改搬死坏病嚟见报订])左(?![右手边侧脚腿眼岸倾派翼撇膊上下转拐面方臂肩宗邻近])/g,
    '$1咗',
  ],
  [/([咩乜啲咗])野(?![生猪猫狗鸟外兽])/g, '$1嘢'],
  [/([食饮买做揾整冇])野(?![生味猪外兽菜果餐兔鸡鸟趣战心])/g, '$1嘢'],
  [/(?<=[有啲])野(?=[食饮玩做买])/g, '嘢'],
  [/(?<!巴)([过返番翻出入起落])黎(?=$|[^\p{Script=Han}]|[呀啊㗎架嘅啲啦左咗先未])/gu, '$1嚟'],
  [/既(?=$|[?!。])|(?<=[佢哋])既/g, '嘅'],
  [/比(?=[返番翻]?(?:现金|钱(?!币)|几多?钱))/g, '畀'],
  [/([攞拎退揾还畀俾整补开做收])[番翻](?![茄薯译新印版拍枧红禺石号案身])/g, '$1返'],
  [/[番翻](?=屋企|工(?![程厂人业])|嚟)/g, '返'],
  [/训(?=觉(?![悟得]))|瞓教/g, '瞓'],
  [/[甘禁](?=耐)|甘(?=多[人嘢])/g, '咁'],
  [/唔岩/g, '唔啱'],
  [/岩(?=唔啱)/g, '啱'],
  [/搅(?=唔?掂)/g, '搞'],
  [/有无(?=[得咩乜嘢位俾畀平]|优惠|折|网址|车位|停车|电话|电邮)/g, '有冇'],
  [/(?<![百难])无得(?=[退改拣泊补租借停])/g, '冇得'],
  // 洗唔洗錢 is 使唔使錢; 洗唔洗得 is about washing.
  [/[洗驶使]唔[洗驶](?![得到衫碗车头手面波地])(?=\p{Script=Han})/gu, '使唔使'],
];

const END = String.raw`(?=$|[^\p{Script=Han}]|[㗎嘅呀啊])`;
const UNIT = '个钟头?|个月|粒钟|堂|晚|位|程|餐|日|年|度';

/** What 人工 begins besides pay: 人工智能, 幾多人工作, 工人工會. */
const NO_PAY = '(?![作会程厂智岛草湖林呼受降培饲合晶造繁])';

const PATTERNS: readonly Pattern[] = [
  // 申唔申請到, 裝唔裝得: whether one can, as 可以, which 「可以…嗎」 shares (可不可以 does less). 會唔會收到 and 識唔識得 ask
  // something else, 嚟唔嚟得切 whether there is time.
  [
    /([^会可要想使系能肯敢应识认得值记舍觉晓懂有够])唔\1((?:(?!唔)\p{Script=Han})??)(?:得到?|(?<![达遇见])到)(?![切及])/gu,
    '可以$1$2',
  ],
  // 有冇得補堂: what there is of it. 有冇得獎 and 有冇得平 are of their own.
  [/有冇得(?=\p{Script=Han})(?![到奖分平折泊停闲])/gu, '有冇'],
  // 幾歲先得: only then; 先得到 is to get first.
  [new RegExp(`(?<![点样首率到])先得${END}`, 'gu'), '才可以'],
  [/(?<=[咗晒完止满期])未(?=$|[^\p{Script=Han}]|[呀㗎])/gu, '没有'],
  [/(?<=㗎)咩(?=$|[^\p{Script=Han}])/gu, '吗'],
  // 咁 that only leads over to a question: 咁幾時開.
  [/(?<!\p{Script=Han})咁(?=点[^\P{Script=Han}呀]|边|几[时多钱耐]|[使要得]唔|有冇|系咪|即系|如果)/gu, ''],
  // 幾錢個鐘, 幾錢張, 一堂幾錢: the price of each.
  [new RegExp(`(?<![收卖揾赚加使畀俾])(几多?钱)(${UNIT}|钟|次|张|件|只|粒|部|份)${END}`, 'gu'), '每$2$1'],
  [new RegExp(`(?<![第头十百])一(${UNIT})(?=几多?钱)`, 'g'), '每$1'],
  // 人工 is pay where Cantonese asks or tells of it.
  [new RegExp(`[份啲]人工${NO_PAY}`, 'g'), '工资'],
  [new RegExp(`(?<=几多|几钱|有冇|最低|平均|外佣|姐姐|工人|[减拿攞俾畀倾冇])人工${NO_PAY}`, 'g'), '工资'],
  [/人工(?=几[多钱]|有几|系几|点[计样]|最[高低少]|低过|高啲|[㗎嘅])/g, '工资'],
];

/** 收唔收 as 收不收: 唔收 in it is no refusal. */
const WHETHER = /(\p{Script=Han})唔\1/gu;
export const whether = (folded: string): string => folded.replace(WHETHER, '$1不$1');

const USUAL = [...SPELLINGS, ...PATTERNS];

export const asUsual = (folded: string): string =>
  whether(USUAL.reduce((text, [said, usual]) => text.replace(said, usual), folded));
