/**
 * Plausible slips of a model: 60 false sentences and 19 true ones beside them, written without a look at the check. It let 19
 * of the false through then, and cut 3 of the true; what it still does is in `LEAKS` and `LOST`.
 */
import type { Language } from '../../../../core/types.ts';
import type { Claims } from './claims.ts';

export const PLAUSIBLE: readonly Claims[] = [
  {
    passage: ['en', 'more than 70 government departments'],
    language: 'en',
    supported: [
      'HKGAI v1 was being tried out by more than 70 government departments in 2025.',
      'Consumer-grade hardware is enough to install HKGAI v1, as it is open source.',
      'HKGAI v1 runs on DeepSeek.',
    ],
    unsupported: [
      'HKGAI v1 was opened to businesses and ordinary people later in 2025.',
      'HKGAI v1 has changed the game for SMEs.',
      'All government departments were trying out HKGAI v1.',
      'HKGAI v1 is the only open-source model made in Hong Kong.',
      'More than 70 government departments developed HKGAI v1.',
      'Proprietary AI models can be installed on consumer-grade hardware.',
      'More than 70 SMEs were trying out HKGAI v1 in 2025.',
      'HKGAI v1 is sold by subscription.',
    ],
  },
  {
    passage: ['en', 'brought out its model in January 2025'],
    language: 'en',
    supported: ['DeepSeek released its model in January 2025.', 'DeepSeek is a start-up from mainland China.'],
    unsupported: [
      'Hong Kong brought out its model in January 2025.',
      'DeepSeek was founded in January 2025.',
      'The DeepSeek model works in Cantonese only.',
    ],
  },
  {
    passage: ['en', 'carry film-making equipment'],
    language: 'en',
    supported: ['The Lenovo Daystar Bot GS has six legs.'],
    unsupported: [
      'The Hong Kong International Film and TV Market is the biggest trade show in Asia.',
      'The Lenovo Daystar Bot GS was the first robot dog on six legs.',
      'The Lenovo Daystar Bot GS can learn on its own over difficult ground.',
    ],
  },
  {
    passage: ['en', 'HK$1 billion'],
    language: 'en',
    supported: [],
    unsupported: [
      'The Hong Kong AI Research and Development Institute was founded in February 2025.',
      'The government would put US$1 billion into the Hong Kong AI Research and Development Institute.',
      'The government has put HK$1 billion into founding the institute.',
      'The review of the tax breaks will cost HK$1 billion.',
      'Paul Chan said the government would abolish the tax breaks on intellectual property fees.',
      'Technology companies would put HK$1 billion into founding the institute.',
    ],
  },
  {
    passage: ['en', '62% of employers'],
    language: 'en',
    supported: ['According to Randstad, 22% of employers want to enlarge their technology teams in 2025.'],
    unsupported: [
      '62% of employees say they are short of skilled technology people.',
      '30% of employers had bigger budgets for technical hires in 2025.',
      '22% of employers are looking specifically for people to support digital transformation.',
      'Randstad plans a bigger budget for technical hires in 2025.',
      '62% of employers are short of AI integration.',
      '30% of the budget goes to technical hires.',
    ],
  },
  {
    passage: ['en', '2,000 vacancies'],
    language: 'en',
    supported: ['About 60% of the vacancies at the careers fair had to do with AI.'],
    unsupported: [
      'About 60% of the employers at the Cyberport careers fair had to do with AI.',
      'Over 2,000 employers came to the Cyberport careers fair.',
      'Over 2,000 vacancies were filled at the Cyberport careers fair.',
      'About 60% of the vacancies were filled.',
      'Randstad held a careers fair at Hong Kong Cyberport.',
    ],
  },
  {
    passage: ['en', 'dominant provider'],
    language: 'en',
    supported: ['Banks in Hong Kong use AI to detect fraud in real time.'],
    unsupported: [
      'Alibaba Cloud is the dominant provider of cloud infrastructure in Asia.',
      'Alibaba Cloud uses AI to detect fraud in real time.',
      'Access to computing power is no longer a sensitive issue.',
    ],
  },
  {
    passage: ['zh-Hans', '10亿港元'],
    language: 'zh-Hans',
    supported: ['陈茂波表示，政府将拨款10亿港元成立香港人工智能研发院。'],
    unsupported: [
      '陈茂波将拨款10亿港元成立自己的研发院。',
      '政府已拨款10亿港元成立香港人工智能研发院。',
      '香港人工智能研发院于2025年2月成立。',
      '政府将拨款1.3亿港元，成立香港人工智能研发院。',
      '政府将每年拨款10亿港元给香港人工智能研发院。',
    ],
  },
  {
    passage: ['zh-Hans', '超过580家雇主'],
    language: 'zh-Hans',
    supported: ['约60%的职位空缺与人工智能有关。', '参加招聘会的雇主包括初创公司和政府部门。'],
    unsupported: [
      '580家雇主参加了数码港招聘会。',
      '数码港招聘会有超过2,000家雇主。',
      '约60%的雇主与人工智能有关。',
      '数码港招聘会招到了超过2,000人。',
    ],
  },
  {
    passage: ['zh-Hans', '中小企业也能像大企业一样'],
    language: 'zh-Hant',
    supported: ['阿里雲正在擴建香港的數據中心。'],
    unsupported: [
      '阿里雲已在香港建成最大的數據中心。',
      '通義千問由香港本地企業開發。',
      '阿里雲與所有大學合作培訓本地人才。',
    ],
  },
  {
    passage: ['yue', '超過70個政府部門'],
    language: 'yue',
    supported: ['HKGAI v1係用DeepSeek做底。', '2025年有超過70個政府部門試緊用HKGAI v1。'],
    unsupported: [
      'DeepSeek係用HKGAI v1做底。',
      '有70個政府部門試緊用HKGAI v1。',
      'HKGAI v1已經開放咗畀普羅市民用。',
      '有超過70個中小企試緊用HKGAI v1。',
    ],
  },
  {
    passage: ['yue', '62%'],
    language: 'yue',
    supported: ['任仕達話，30%嘅僱主打算喺2025年加預算請技術人員。'],
    unsupported: ['任仕達話，30%嘅僱主喺2025年加咗預算請技術人員。', '任仕達話，22%嘅僱主指明要搵人幫手做數碼轉型。'],
  },
  {
    passage: ['en', 'dominant provider'],
    language: 'yue',
    supported: ['香港啲銀行用AI即時偵測詐騙。'],
    unsupported: ['香港啲銀行淨係用AI做客戶服務。', '阿里雲係全亞洲最大嘅雲端供應商。'],
  },
  {
    passage: ['yue', '港交所'],
    language: 'en',
    // Of “HKEX was setting up a special channel for AI enterprises.”, which it says, the vector is too far away (0.45).
    supported: [],
    unsupported: [
      'HKEX has listed several AI companies from mainland China.',
      'The HKEX channel is open only to companies from mainland China.',
    ],
  },
  // A second table, written when the first was cut; 6 of its 22 false sentences got through and 1 of its 6 true ones was lost.
  {
    passage: ['en', 'subsidies for research'],
    language: 'en',
    supported: ['The Hong Kong government set up InnoHK and pays subsidies for research and development.'],
    unsupported: [
      'Shenzhen and Guangzhou pay generous subsidies for research and development.',
      'The Greater Bay Area set up InnoHK.',
    ],
  },
  {
    passage: ['en', 'H-series chips'],
    language: 'en',
    supported: [],
    unsupported: [
      'Nvidia is growing closer to mainland China.',
      'The US sanctions mainland China over AI in Hong Kong.',
    ],
  },
  {
    passage: ['en', 'operating system'],
    language: 'en',
    supported: [],
    unsupported: [
      'AI is the operating system of the city.',
      'Hong Kong relies on high salaries alone to keep AI experts.',
    ],
  },
  {
    passage: ['en', 'special channel'],
    language: 'en',
    supported: [],
    unsupported: ['AI enterprises were setting up a special channel.'],
  },
  {
    passage: ['en', 'low latency'],
    language: 'en',
    supported: ['Alibaba Cloud is expanding its data centres in Hong Kong.'],
    unsupported: [
      'SMEs can fine-tune data centres in Hong Kong.',
      'Alibaba Cloud has put billions into small and medium-sized enterprises.',
    ],
  },
  {
    passage: ['en', '62% of employers'],
    language: 'en',
    supported: [],
    unsupported: [
      'Randstad wants to enlarge its technology team in 2025.',
      '16% of employers have finished digital transformation.',
    ],
  },
  {
    passage: ['zh-Hans', '英伟达'],
    language: 'zh-Hans',
    supported: ['香港力求继续取得英伟达的H系列芯片。'],
    unsupported: ['英伟达正在融入内地的科技生态圈。'],
  },
  { passage: ['zh-Hans', '62%'], language: 'zh-Hans', supported: [], unsupported: ['任仕达缺乏熟练的科技人才。'] },
  { passage: ['yue', '港交所'], language: 'yue', supported: [], unsupported: ['港交所專線淨係畀內地公司用。'] },
  {
    passage: ['yue', '10億港元'],
    language: 'yue',
    supported: ['政府會攞10億港元出嚟成立香港人工智能研發院。'],
    unsupported: ['陳茂波攞10億港元出嚟請人。'],
  },
  {
    passage: ['en', 'subsidies for research'],
    language: 'yue',
    supported: [],
    unsupported: ['深圳政府成立咗InnoHK。'],
  },
  {
    passage: ['en', 'HK$1 billion'],
    language: 'zh-Hans',
    supported: ['政府将拨款10亿港元成立香港人工智能研发院。'],
    unsupported: ['政府将拨款10亿美元成立研发院。'],
  },
  // A third, written when the second was cut; 2 of its 20 got through.
  {
    passage: ['en', 'more than 70 government departments'],
    language: 'en',
    supported: [],
    unsupported: [
      'HKGAI v1 was powered by more than 70 government departments.',
      'Technology experts were trying out HKGAI v1 in 2025.',
      'SMEs developed HKGAI v1 for automation.',
    ],
  },
  {
    passage: ['en', 'HK$1 billion'],
    language: 'en',
    supported: [],
    unsupported: [
      'The institute will review tax breaks for technology companies.',
      'Paul Chan founded the Hong Kong AI Research and Development Institute.',
      'Paul Chan presented the 2025/26 Budget of HK$1 billion in February 2025.',
    ],
  },
  {
    passage: ['en', '2,000 vacancies'],
    language: 'en',
    supported: [],
    unsupported: ['More than 580 employers had AI vacancies.', 'The careers fair offered over 2,000 jobs in AI.'],
  },
  {
    passage: ['en', 'dominant provider'],
    language: 'en',
    supported: [],
    unsupported: [
      'Alibaba Cloud pointed out that financial services, retail and logistics are the sectors out in front.',
    ],
  },
  {
    passage: ['zh-Hans', '62%'],
    language: 'zh-Hans',
    supported: [],
    unsupported: ['30%的雇主在2025年招聘了技术人员。', '任仕达计划在2025年增加招聘技术人员的预算。'],
  },
  {
    passage: ['zh-Hans', 'Daystar'],
    language: 'zh-Hans',
    supported: [],
    unsupported: ['联想Lenovo Daystar Bot GS是亚洲最大的机器狗。'],
  },
  { passage: ['zh-Hans', '英伟达'], language: 'zh-Hans', supported: [], unsupported: ['美国制裁香港的半导体。'] },
  {
    passage: ['yue', '超過580個僱主'],
    language: 'yue',
    supported: [],
    unsupported: ['招聘會超過580個空缺同人工智能有關。'],
  },
  { passage: ['yue', '超過70個政府部門'], language: 'yue', supported: [], unsupported: ['HKGAI v1係政府部門研發嘅。'] },
  { passage: ['yue', 'InnoHK'], language: 'yue', supported: [], unsupported: ['深圳同廣州大手資助研發。'] },
  {
    passage: ['en', '2,000 vacancies'],
    language: 'yue',
    supported: [],
    unsupported: ['招聘會有六成僱主同人工智能有關。'],
  },
  {
    passage: ['yue', '港交所'],
    language: 'en',
    supported: [],
    unsupported: ['HKEX was setting up a special channel for mainland companies only.'],
  },
  // Which it let through until the words of a claim had to stand in the sentences it retells, in their order.
  {
    passage: ['en', 'dominant provider'],
    language: 'en',
    supported: [],
    unsupported: ['Banks in Hong Kong use chatbots to detect fraud.'],
  },
  {
    passage: ['en', 'special channel'],
    language: 'en',
    supported: [],
    unsupported: ['HKEX helps technology businesses from mainland China get a listing in 2025.'],
  },
  {
    passage: ['en', 'low latency'],
    language: 'en',
    supported: [],
    unsupported: ['Alibaba Cloud trains leading universities in Hong Kong.'],
  },
  {
    passage: ['zh-Hans', 'Daystar'],
    language: 'zh-Hans',
    supported: [],
    unsupported: ['这只机器狗在复杂地形上学习。'],
  },
  { passage: ['yue', '10億港元'], language: 'yue', supported: [], unsupported: ['人工智能研發院會檢討稅務優惠。'] },
  // What the 1.5B said to a reader, in the full run.
  {
    passage: ['en', '2,000 vacancies'],
    language: 'en',
    supported: [],
    unsupported: ['The Cyberport careers fair took place on the same period as DeepSeek.'],
  },
  {
    passage: ['zh-Hans', '融入业务的核心'],
    language: 'zh-Hans',
    supported: ['企业想把生成式AI用在业务的核心。'],
    unsupported: [],
  },
  {
    passage: ['yue', '三文唔會上網'],
    language: 'yue',
    supported: ['三文係唔會上網嘅。'],
    unsupported: ['唔用到三文。', '三文唔識英文。'],
  },
];

/** False, and let through: the passage, in the claim's language, and the claim. */
export const LEAKS: readonly (readonly [Language, string, string])[] = [
  ['en', 'carry film-making equipment', 'The Lenovo Daystar Bot GS is designed to film over difficult ground.'],
  ['en', 'brought out its model in January 2025', 'DeepSeek is an AI start-up from Hong Kong.'],
  ['en', '2,000 vacancies', 'Cyberport had over 2,000 vacancies to fill.'],
  ['en', 'brought out its model in January 2025', 'DeepSeek brought out its model in Hong Kong in January 2025.'],
  ['yue', '佔主導地位', '阿里雲喺香港嘅雲端基建市場佔主導地位。'],
  ['en', 'H-series chips', 'Hong Kong makes H-series chips.'],
  ['en', 'dominant provider', 'Financial services, retail and logistics offer hyper-personalised wealth management.'],
];

/** True, and cut. */
/** Asked in, the passage and its language, the claim. */
export const LOST: readonly (readonly [Language, readonly [Language, string], string])[] = [
  [
    'en',
    ['en', 'HK$1 billion'],
    'Paul Chan announced a review of the tax breaks on fees paid to license intellectual property rights.',
  ],
  ['en', ['en', 'operating system'], 'AI experts are in demand across the world.'],
];
