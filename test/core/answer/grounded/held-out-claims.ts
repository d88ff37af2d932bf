/**
 * Other articles than ours, and what a model may say of them. Written before the rules were last changed and not looked at
 * while they were: `support.test.ts` holds how many of the false get through and how many of the true are cut. Whoever mends
 * the check by one of these sentences writes new ones for this table.
 */
import type { Language } from '../../../../core/types.ts';

export interface HeldOut {
  readonly title: string;
  readonly language: Language;
  readonly text: string;
  readonly claims: readonly {
    readonly language: Language;
    readonly supported: readonly string[];
    readonly unsupported: readonly string[];
  }[];
}

export const HELD_OUT: readonly HeldOut[] = [
  {
    title: 'Pier Seven: the Wing Fat ferry',
    language: 'en',
    text: 'The Wing Fat Ferry Company runs a ferry between Central and Mui Wo. It carried about 3.2 million passengers in 2023, some 8% more than in the year before. A single ticket costs HK$17.30 on weekdays and HK$34.10 on Sundays. Children under three travel free of charge.\n\nThe company plans to buy four electric vessels from a shipyard in Zhuhai by 2027, and the government will pay half of their price. Residents of Lantau say that the last sailing, at 11:30 pm, is too early. Captain Leung Siu-ming, who has worked on the route for 31 years, trains the new crews.',
    claims: [
      {
        language: 'en',
        supported: [
          'A single ticket costs HK$17.30 on weekdays.',
          'The ferry runs between Central and Mui Wo.',
          'The company plans to buy four electric vessels from a shipyard in Zhuhai by 2027.',
          'Children under three travel free of charge.',
          'The government will pay half of the price of the vessels.',
          'Residents of Lantau say that the last sailing is too early.',
          'The ferry carried about 3.2 million passengers in 2023.',
          'Captain Leung Siu-ming has worked on the route for 31 years.',
          'On Sundays, a single ticket costs HK$34.10.',
          'Captain Leung Siu-ming trains the new crews.',
        ],
        unsupported: [
          'A single ticket costs HK$34.10 on weekdays.',
          'Residents of Lantau travel free of charge.',
          'The company will pay half of the price of the vessels.',
          'The Wing Fat Ferry Company makes electric vessels in Zhuhai.',
          'The government plans to buy four electric vessels by 2027.',
          'Captain Leung Siu-ming says that the last sailing is too early.',
          'The ferry runs between Central and Zhuhai.',
          'The new crews have worked on the route for 31 years.',
          'The first sailing is at 11:30 pm.',
          'A return ticket costs HK$17.30 on weekdays.',
          'The electric vessels carried about 3.2 million passengers in 2023.',
          'Captain Leung Siu-ming trains residents of Lantau.',
          'A shipyard in Zhuhai plans to buy four electric vessels.',
          'The company bought four electric vessels.',
          'The ferry carried about 3.2 million passengers a month in 2023.',
        ],
      },
      {
        language: 'yue',
        supported: ['平日單程船飛要17.3蚊。', '三歲以下小朋友免費。', '間公司打算2027年或之前買四隻電動船。'],
        unsupported: [
          '平日單程船飛要34.1蚊。',
          '間公司已經買咗四隻電動船。',
          '政府會畀晒啲船嘅錢。',
          '隻船由中環去珠海。',
          '三歲以下小朋友要畀半價。',
        ],
      },
    ],
  },
  {
    title: 'Free flu jabs at the Sha Tin clinic',
    language: 'en',
    text: 'The Sha Tin Family Clinic gives free flu vaccinations to people aged 65 or above from October. Nurses of the clinic visit care homes in the district every Wednesday. Dr Amy Fong, the head of the clinic, said that demand rose by a third after an outbreak at two primary schools.\n\nAdults under 65 pay HK$240, of which a health voucher covers up to HK$100. The vaccine is made by a Danish firm and protects against four strains. A study at the University of Hong Kong is looking at whether a nasal spray works as well for children.',
    claims: [
      {
        language: 'en',
        supported: [
          'Adults under 65 pay HK$240.',
          'Free flu vaccinations are given to people aged 65 or above.',
          'Nurses visit care homes in the district every Wednesday.',
          'A health voucher covers up to HK$100.',
          'The vaccine protects against four strains.',
          'Dr Amy Fong said that demand rose by a third.',
          'Dr Amy Fong is the head of the clinic.',
        ],
        unsupported: [
          'Adults under 65 get free flu vaccinations.',
          'Nurses visit primary schools every Wednesday.',
          'Dr Amy Fong made the vaccine.',
          'The vaccine protects against a third of strains.',
          'A health voucher covers the whole price.',
          'A health voucher covers up to HK$240.',
          'The University of Hong Kong makes the vaccine.',
          'A nasal spray works as well for children.',
          'Two care homes had an outbreak.',
          'The clinic is looking at a nasal spray for people aged 65 or above.',
          'Children pay HK$240.',
          'Dr Amy Fong said that the clinic gives vaccinations at two primary schools.',
        ],
      },
      {
        language: 'zh-Hans',
        supported: ['65岁以下的成年人要付240港元。', '这种疫苗能预防四种病毒株。'],
        unsupported: [
          '65岁以下的成年人可以免费接种。',
          '护士每周三探访小学。',
          '鼻喷剂对儿童同样有效。',
          '疫苗由香港大学研制。',
        ],
      },
    ],
  },
  {
    title: '觀塘鐘錶博物館',
    language: 'yue',
    text: '觀塘鐘錶博物館喺一間舊紗廠入面，2019年5月開幕。館入面有大約1,200隻鐘同錶，最舊嗰隻係1762年喺日內瓦整嘅。創辦人余志強原本係修錶師傅，佢將一半收藏捐咗畀博物館。\n\n成人門票50蚊，學生同長者半價，逢星期三免費入場。館方打算2026年加多一層展覽廳，但係仲等緊屋宇署批准。義工每個週末教小朋友拆錶。',
    claims: [
      {
        language: 'yue',
        supported: [
          '觀塘鐘錶博物館2019年5月開幕。',
          '成人門票50蚊。',
          '逢星期三免費入場。',
          '館入面有大約1,200隻鐘同錶。',
          '余志強將一半收藏捐咗畀博物館。',
          '博物館喺一間舊紗廠入面。',
          '義工每個週末教小朋友拆錶。',
          '館方打算2026年加多一層展覽廳。',
        ],
        unsupported: [
          '成人門票半價。',
          '逢星期三半價。',
          '學生同長者免費入場。',
          '博物館將一半收藏捐咗畀余志強。',
          '館入面有1,200隻鐘同錶。',
          '屋宇署打算2026年加多一層展覽廳。',
          '博物館係1762年開幕。',
          '最舊嗰隻錶係喺觀塘整嘅。',
          '余志強每個週末教小朋友拆錶。',
          '館方2026年加咗一層展覽廳。',
          '義工原本係修錶師傅。',
          '博物館喺日內瓦。',
          '屋宇署已經批准加多一層展覽廳。',
        ],
      },
      {
        language: 'en',
        supported: ['The museum opened in May 2019.', 'An adult ticket costs HK$50.'],
        unsupported: [
          'The museum opened in 1762.',
          'The museum is in Geneva.',
          'Students get in free.',
          'The museum added another exhibition hall in 2026.',
          'The Buildings Department has approved the exhibition hall.',
        ],
      },
    ],
  },
  {
    title: '青衣社区农场',
    language: 'zh-Hans',
    text: '青衣社区农场由三位退休教师在2016年创办，占地约2,400平方米。农场分成86块田，每块月租180元，租户须住在葵青区。轮候租田的人超过500名，平均要等两年。\n\n农场每年向食物银行捐出约3吨蔬菜。附近的一所中学在农场里养蜂，所得的蜂蜜只在校内出售。农场主任何美珍表示，去年的台风毁坏了三分之一的温室，预计修复需要60万元。',
    claims: [
      {
        language: 'zh-Hans',
        supported: [
          '青衣社区农场由三位退休教师创办。',
          '每块田的月租是180元。',
          '农场分成86块田。',
          '租户须住在葵青区。',
          '农场每年向食物银行捐出约3吨蔬菜。',
          '轮候租田的人超过500名。',
          '何美珍表示，去年的台风毁坏了三分之一的温室。',
          '修复温室预计需要60万元。',
        ],
        unsupported: [
          '每块田的年租是180元。',
          '农场向食物银行捐出蜂蜜。',
          '食物银行每年向农场捐出约3吨蔬菜。',
          '中学创办了青衣社区农场。',
          '退休教师在农场里养蜂。',
          '何美珍毁坏了三分之一的温室。',
          '台风毁坏了三分之一的田。',
          '蜂蜜在食物银行出售。',
          '农场有超过500名租户。',
          '租户平均住了两年。',
          '农场花了60万元修复温室。',
          '教师须住在葵青区。',
          '何美珍创办了农场。',
          '农场占地2,400平方米。',
        ],
      },
      {
        language: 'en',
        supported: ['The farm was founded in 2016 by three retired teachers.'],
        unsupported: [
          'The farm was founded by a secondary school.',
          'The honey is sold at the food bank.',
          'More than 500 people rent a plot.',
          'The repairs cost HK$600,000.',
        ],
      },
    ],
  },
  {
    title: '大嶼山纜車嘅新車廂',
    language: 'zh-Hant',
    text: '大嶼山纜車在2025年換上42個玻璃底車廂，由一間瑞士工程公司製造。纜車全長5.7公里，單程約25分鐘。颱風或雷暴期間，纜車會暫停服務。\n\n營運商表示，新車廂的票價比標準車廂貴四成，但週末仍然幾乎全部售罄。環保團體擔心遊客增加會影響附近的中華白海豚。工程師每晚檢查鋼索，每十年更換一次。',
    claims: [
      {
        language: 'zh-Hant',
        supported: [
          '新車廂由一間瑞士工程公司製造。',
          '纜車全長5.7公里。',
          '單程約25分鐘。',
          '颱風期間，纜車會暫停服務。',
          '新車廂的票價比標準車廂貴四成。',
          '工程師每晚檢查鋼索。',
          '環保團體擔心遊客增加會影響中華白海豚。',
        ],
        unsupported: [
          '標準車廂的票價比新車廂貴四成。',
          '工程師每晚更換鋼索。',
          '颱風期間，纜車全部售罄。',
          '營運商製造了42個玻璃底車廂。',
          '營運商擔心遊客增加會影響中華白海豚。',
          '纜車每十年檢查一次。',
          '週末的票價貴四成。',
          '單程25公里。',
          '標準車廂在週末全部售罄。',
          '瑞士工程公司營運大嶼山纜車。',
          '中華白海豚會影響遊客。',
          '環保團體每晚檢查鋼索。',
        ],
      },
      {
        language: 'en',
        supported: ['The cable car is 5.7 km long.', 'The new cabins were made by a Swiss engineering company.'],
        unsupported: [
          'A Swiss engineering company runs the cable car.',
          'Engineers replace the cables every night.',
          'The standard cabins cost 40% more than the new ones.',
          'The cable car stays open during typhoons.',
        ],
      },
    ],
  },
];
