/**
 * Names that are the same thing in every language, so that an English passage supports 「香港」. One line a thing: its forms,
 * separated by `/`. Only what is fixed usage belongs here; names of persons come from the articles' own versions.
 */
const PLACES = `
香港/Hong Kong/HK/HKSAR/港府
九龍/Kowloon
新界/New Territories
澳門/Macau/Macao
中國/China/Chinese/中資/PRC
內地/mainland/Mainland China/mainland Chinese
台灣/Taiwan/Taiwanese
北京/Beijing
上海/Shanghai
深圳/Shenzhen
廣州/Guangzhou
廣東/Guangdong
珠海/Zhuhai
杭州/Hangzhou
天津/Tianjin
重慶/Chongqing
成都/Chengdu
武漢/Wuhan
大灣區/Greater Bay Area/GBA
亞洲/Asia/Asian
東南亞/Southeast Asia/South-East Asia/Southeast Asian
歐洲/Europe/European
歐盟/European Union/EU
非洲/Africa/African
南美/South America
北美/North America
美國/United States/US/USA/American/America/U.S/U.S.A
英國/United Kingdom/UK/British/Britain/U.K
法國/France/French
德國/Germany/German
日本/Japan/Japanese
韓國/South Korea/Korea/Korean
印度/India/Indian
新加坡/Singapore
馬來西亞/Malaysia
泰國/Thailand/Thai
越南/Vietnam
印尼/Indonesia
菲律賓/Philippines
俄羅斯/Russia/Russian
加拿大/Canada/Canadian
澳洲/Australia/Australian/澳大利亞
西方/Western/West
聯合國/United Nations/UN
東京/Tokyo
倫敦/London
紐約/New York
巴黎/Paris
`;

const ACTORS = `
矽谷/硅谷/Silicon Valley
數碼港/Cyberport
科學園/Science Park
港交所/HKEX/香港交易所/Hong Kong Exchanges and Clearing
金管局/HKMA/Hong Kong Monetary Authority/金融管理局
證監會/SFC/Securities and Futures Commission
立法會/Legislative Council/LegCo
貿發局/HKTDC/Trade Development Council
港鐵/MTR
匯豐/HSBC
渣打/Standard Chartered
恒生/Hang Seng
中銀/Bank of China
騰訊/Tencent
微信/WeChat
阿里巴巴/Alibaba
阿里雲/Alibaba Cloud
華為/Huawei
百度/Baidu
字節跳動/ByteDance
抖音/TikTok/Douyin
小米/Xiaomi
京東/JD.com
美團/Meituan
商湯/SenseTime
聯想/Lenovo
大疆/DJI
比亞迪/BYD
通義千問/Tongyi Qianwen/Qwen/千問
深度求索/DeepSeek
月之暗面/Moonshot
智譜/Zhipu
英偉達/輝達/Nvidia
谷歌/Google
微軟/Microsoft
蘋果公司/Apple
亞馬遜/Amazon
臉書/Facebook/Meta
特斯拉/Tesla
英特爾/Intel
三星/Samsung
台積電/TSMC
任仕達/Randstad
九巴/九龍巴士/KMB/Kowloon Motor Bus
城巴/Citybus
國泰航空/Cathay Pacific/Cathay
天星小輪/Star Ferry
新渡輪/Sun Ferry
領展/Link REIT
莎莎/Sa Sa
卓悅/Bonjour
萬寧/Mannings
屈臣氏/Watsons
大家樂/Cafe de Coral
羅浮宮/Louvre
故宮/Palace Museum
醫管局/醫院管理局/Hospital Authority
廉署/廉政公署/ICAC
機管局/機場管理局/Airport Authority
房委會/房屋委員會/Housing Authority
波士頓動力/Boston Dynamics
深度思維/DeepMind
三文/Samman
香港大學/港大/HKU/University of Hong Kong
中文大學/中大/CUHK/Chinese University of Hong Kong
科技大學/科大/HKUST/Hong Kong University of Science and Technology
理工大學/理大/PolyU/Polytechnic University
城市大學/城大/CityU/City University
浸會大學/浸大/HKBU/Baptist University
清華/Tsinghua
北京大學/北大/Peking University
`;

/** Which nobody is or runs. */
const THINGS = `
人工智能/人工智慧/AI/A.I/artificial intelligence
大型語言模型/大語言模型/LLM/LLMs/large language model/large language models
中小企/中小企業/SME/SMEs/small and medium-sized enterprises
模型即服務/MaaS/Model-as-a-Service
行政總裁/首席執行官/CEO/chief executive officer/chief executive
行政長官/特首/Chief Executive
財政司司長/財政司長/Financial Secretary
政務司司長/政務司長/Chief Secretary
律政司司長/Secretary for Justice
財政預算案/預算案/Budget
全球/全世界/世界/world/worldwide/global
電視/影視/TV/television
廣東話/粵語/Cantonese
普通話/國語/Putonghua/Mandarin
中文/Chinese
英文/英語/English
日文/日語/Japanese
三文魚/salmon
互聯網/Internet
`;

/** Each thing's forms; Chinese ones apart, since they are looked for without word borders. */
export interface KnownName {
  readonly chinese: readonly string[];
  readonly latin: readonly string[];
  /** A person, a company, a product: what does something, or has it done to it. */
  readonly isActor: boolean;
  readonly isPlace: boolean;
}

let known: readonly KnownName[] | undefined;

/** @param fold the form names are compared in; always the same. */
export function knownNames(fold: (text: string) => string): readonly KnownName[] {
  known ??= [...read(PLACES, fold, 'place'), ...read(ACTORS, fold, 'actor'), ...read(THINGS, fold, 'thing')];
  return known;
}

function read(table: string, fold: (text: string) => string, kind: 'place' | 'actor' | 'thing'): KnownName[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const forms = line.split('/').map(fold);
      return {
        chinese: forms.filter((form) => /\p{Script=Han}/u.test(form)),
        latin: forms.filter((form) => !/\p{Script=Han}/u.test(form)),
        isActor: kind === 'actor',
        isPlace: kind === 'place',
      };
    });
}
