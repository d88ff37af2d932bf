/** What a sentence holds when it answers a question of some type, as far as its surface tells. Over the text as written. */

/** Last year, recently, 今年稍後, 最近: a time without a figure. */
export const RELATIVE_TIME =
  /\b(?:yesterday|today|tomorrow|tonight|(?:last|next|this|later this|earlier this|early this|late last|previous|following|the same) (?:year|month|week|century|decade|spring|summer|autumn|fall|winter)|recently|nowadays|currently|soon|(?:in|during|by|since) (?:the )?(?:spring|summer|autumn|winter|early|mid|late|medieval|middle ages|era|reign|war)\b|ago|(?:during|until|since|before|after) (?:the )?[A-Z]\w+)\b|[今去明昨前後后當当同本]年|[今昨明前後后當当同]日|[今昨明]天|尋日|琴日|聽日|听日|舊年|旧年|出年|上個?月|下個?月|本月|今個月|最近|近日|近期|稍後|稍后|早前|將來|将来|未來|未来|目前|現時|现时|而家|現在|现在|時期|时期|期間|期间|時代|时代|之後|之后|之前|以來|以来|隨後|随后|當時|当时|初期|末期|[春夏秋冬]季|[春夏秋冬]天/;
/** Years of it, 多年: a length of time without a figure. */
export const VAGUE_DURATION =
  /\b(?:for|over|several|many|few|some|couple of) (?:\w+ )?(?:years|months|weeks|days|hours|minutes|decades|centuries)\b|\b(?:forever|permanently|temporarily|overnight|lifetime|an hour|a day|a week|a month|a year|a decade|a century)\b|(?:[多數数幾几好]|若干)(?:個|个)?(?:年|月|日|天|星期|小時|小时|世紀|世纪|鐘頭)|永久|終身|终身|長期|长期|短期|一直/;
/** Hundreds, 幾十, one of them, 一支: a count that `findQuantities` leaves alone. */
export const VAGUE_NUMBER =
  /\b(?:one|once|hundreds|thousands|millions|billions|dozens|several|both|a couple|pair|sole)\b|[數数幾几](?:[十百千萬万億亿]|個|个|間|间|名|位|家|次)|[一兩两雙双單单](?:個|个|間|间|名|位|家|次|支|隊|队|方|者|對|对|套)|成千上萬|成千上万|唯一|许多|許多/;

const TITLES =
  '先生|女士|小姐|教授|博士|醫生|医生|司長|司长|局長|局长|部長|部长|署長|署长|處長|处长|院長|院长|校長|校长|主席|主任|總裁|总裁|總監|总监|總理|总理|總統|总统|首相|特首|長官|长官|主教|國王|国王|女王|皇帝|王子|公主|將軍|将军|上校|議員|议员|法官|律師|律师|教練|教练|球員|球员|作家|科學家|科学家|經理|经理|創辦人|创办人|創始人|创始人|發言人|发言人|代表|負責人|负责人|高管|工程師|工程师|研究員|研究员|數學家|数学家|物理學家|物理学家';
const SURNAMES =
  '王李張张劉刘陳陈楊杨黃黄趙赵吳吴周徐孫孙馬马朱胡郭何高林羅罗鄭郑梁謝谢宋唐許许鄧邓韓韩馮冯曹彭曾蕭肖田董潘袁蔡蔣蒋余于杜葉叶程魏蘇苏呂吕丁任盧卢姚沈鍾钟姜崔譚谭陸陆范汪廖石金賈贾韋韦夏付方鄒邹熊白孟秦邱侯江尹薛閻阎段雷龍龙黎史陶賀贺毛郝顧顾龔龚邵萬万覃武錢钱戴嚴严莫孔向湯汤';
/** 陳茂波表示, 財政司司長, 卡万·肖特, 「某某」又稱. */
export const CHINESE_PERSON = new RegExp(
  `${TITLES}|[\\u4e00-\\u9fff]{1,6}[·•・‧][\\u4e00-\\u9fff]{1,8}|[${SURNAMES}][\\u4e00-\\u9fff]{1,2}(?=表示|指出|認為|认为|宣布|宣佈|說|说|話|话|稱|称|強調|强调|補充|补充|透露|出任|擔任|担任|獲|获|帶領|带领|率領|率领)`,
);
export const PLACE_NAME =
  /香港|九龍|九龙|新界|澳門|澳门|北京|上海|深圳|廣州|广州|台灣|台湾|內地|内地|大灣區|大湾区|[\u4e00-\u9fff](?:市|省|區|区|國|国|州|縣|县|鎮|镇|島|岛|街|道|路|村|河|湖|山|海|洋|灣|湾|洲|城|邦|港|大廈|大厦|廣場|广场|大學|大学|中心|機場|机场|體育場|体育场)|[歐欧亞亚非美]洲/;
export const ORGANISATION_NAME =
  /[\u4e00-\u9fffA-Za-z](?:公司|集團|集团|大學|大学|學院|学院|研究院|研究所|中心|銀行|银行|基金|協會|协会|委員會|委员会|政府|局|署|部|院|社|黨|党|隊|队|廠|厂|企業|企业|機構|机构|組織|组织|交易所|聯盟|联盟|議會|议会|教會|教会|法院|電視台|电视台)|[A-Z]{2,}/;
export const REASON =
  /\b(?:because|since|due to|owing to|in order to|so that|as a result|therefore|thus|reason|reasons|caused? by|causes?|led to|thanks to|given that|resulting|to (?:avoid|help|allow|ensure|protect|prevent|make|reduce|increase|improve|attract|support|meet))\b|因為|因为|由於|由于|因此|所以|為了|为了|為咗|原因|以便|以免|令到|導致|导致|使得|因而|故此|皆因|目的|旨在|从而|從而/;
export const MANNER =
  /\b(?:by|through|using|via|with the help of|by means of|with)\b|通過|通过|透過|透过|利用|運用|运用|使用|採用|采用|憑|凭|藉|借助|以.{1,12}方式|方法|步驟|步骤|首先|然後|然后|即可|只需|用/;
export const LIST =
  /、|，[^，。]{1,20}，[^，。]{1,20}(?:和|及|與|与|同埋|以及)|(?:,[^,.]{1,60}){2,}|,[^,.]{1,60},?\s+(?:and|or)\b|\b(?:including|such as|for example|both)\b|包括|例如|譬如|好似|分別|分别|以及|和/;
export const DEFINITION =
  /\b(?:is|are|was|were) (?:an?|the|one of)\b|\b(?:refers? to|known as|defined as|called|means?|stands? for)\b|(?:是|係|系|為|为)(?:一|指|香港|由)|是指|係指|即是|即係|又稱|又称|稱為|称为|簡稱|简称|全稱|全称|意思|叫做|指的是/;
