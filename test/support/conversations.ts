/** Conversations over the repository's own articles: each question leans on those before it. */
export interface Conversation {
  /** What each answer has to hold. */
  readonly turns: readonly (readonly [question: string, holds: RegExp])[];
}

export const CONVERSATIONS: readonly Conversation[] = [
  {
    turns: [
      ['How many employers came to the Cyberport careers fair?', /580 employers/],
      ['用中文講', /580.*[僱雇]主/],
      ['講廣東話吖', /580個僱主嚟/],
      ['咁空缺呢？', /2,000/],
    ],
  },
  {
    turns: [
      ['而家有幾多個政府部門試緊HKGAI v1？', /70/],
      ['係咪超過70個？', /70/],
      ['70個？', /70/],
    ],
  },
  {
    turns: [
      ['機械狗喺邊度展出？', /國際影視展/],
      ['佢用嚟做咩？', /拍戲器材/],
      ['阿里云在香港做些什么？', /数据中心/],
    ],
  },
  {
    turns: [
      ['人工智能研發院要花多少錢？', /10億/],
      ['三文是什麼意思？', /三種書面語文/],
      ['Who are you?', /I am Samman/],
    ],
  },
  {
    turns: [
      ['What is HKGAI v1?', /HKGAI v1/],
      ['And DeepSeek?', /start-up/],
    ],
  },
  {
    turns: [
      ['HKGAI v1係咩嚟？', /HKGAI v1/],
      ['咁DeepSeek呢？', /初創公司/],
    ],
  },
  {
    turns: [
      ['How many employers came to the Cyberport careers fair?', /580/],
      ['And vacancies?', /2,000/],
    ],
  },
  {
    turns: [
      ['What is HKGAI v1?', /HKGAI v1/],
      ['When will it be opened to the public?', /later in 2025/],
    ],
  },
  {
    turns: [
      ['What is the Lenovo Daystar Bot GS?', /Lenovo/],
      ['Where was it unveiled?', /Film and TV Market/],
      ['What is it designed for?', /film-making equipment/],
    ],
  },
  {
    turns: [
      ['When did Paul Chan present the Budget?', /February 2025/],
      ['How much money did he promise the AI institute?', /HK\$1 billion/],
    ],
  },
  {
    turns: [
      ['What is Randstad?', /recruitment/],
      ['How many employers did it find to be short of skilled people?', /62%/],
      ['And how many plan bigger budgets?', /30%/],
    ],
  },
  {
    turns: [
      ['How many employers came to the Cyberport careers fair?', /580/],
      ['How many vacancies did they have?', /2,000/],
      ['How many of those had to do with AI?', /60%/],
    ],
  },
  {
    turns: [
      ['HKGAI v1係咩嚟？', /HKGAI v1/],
      ['咁佢幾時推出？', /遲啲開放/],
      ['邊個整㗎？', /生成式人工智能研發中心/],
    ],
  },
  {
    turns: [
      ['Lenovo Daystar Bot GS係咩嚟？', /Lenovo/],
      ['喺邊度亮相？', /影視展/],
      ['佢有咩用？', /拍戲器材/],
    ],
  },
  {
    turns: [
      ['數碼港招聘會有幾多個僱主？', /580/],
      ['咁有幾多個空缺？', /2,000/],
      ['有幾多同AI有關？', /六成/],
    ],
  },
  {
    turns: [
      ['陳茂波幾時公布財政預算案？', /2025年2月/],
      ['佢話會攞幾多錢出嚟起研發院？', /10億/],
    ],
  },
  {
    turns: [
      ['HKGAI v1是什么？', /HKGAI v1/],
      ['它什么时候开放给公众？', /晚些时候/],
      ['它是用什么做基础的？', /DeepSeek/],
    ],
  },
  {
    turns: [
      ['任仕达（Randstad）是什么公司？', /人力资源/],
      ['有多少雇主缺乏人才？', /62%/],
      ['那多少雇主计划扩充团队？', /22%/],
    ],
  },
  {
    turns: [
      ['谁推出了通义千问？', /阿里云/],
      ['有了它，企业能做什么？', /自己的应用/],
    ],
  },
  {
    turns: [
      ['HKGAI v1是甚麼？', /HKGAI v1/],
      ['那麼有多少個部門在試用？', /70/],
    ],
  },
  // Another subject: nothing is carried over.
  {
    turns: [
      ['What is HKGAI v1?', /HKGAI v1/],
      ['How do I add an article?', /file/],
    ],
  },
  {
    turns: [
      ['數碼港招聘會有幾多個僱主？', /580/],
      ['點樣加文章？', /corpus/],
    ],
  },
  // Messages with more around the question, or with two of them.
  {
    turns: [
      ['我琴日同阿媽食飯傾開呢件事，佢話佢都唔清楚。數碼港招聘會有幾多個僱主？唔該晒', /580/],
      ['明白喇', /^好呀！/],
      ['咁空缺呢？', /2,000/],
    ],
  },
  {
    turns: [
      [
        'Hi! Sorry to bother you, I am new here. Could you tell me how many employers came to the Cyberport careers fair? Thanks in advance!',
        /580/,
      ],
      ['That’s wrong', /^Sorry about that/],
    ],
  },
  { turns: [['數碼港招聘會有幾多個僱主？有幾多個空缺？', /580[\s\S]*2,000/]] },
  {
    turns: [
      [
        'How many employers came to the Cyberport careers fair? Who paid for lunch?',
        /580[\s\S]*“Who paid for lunch\?”: The articles don’t say/,
      ],
    ],
  },
  { turns: [['數碼港招聘會有幾多個僱主？用英文答我', /580 employers/]] },
];
