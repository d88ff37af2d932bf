import type { Language } from '../../core/types.ts';

/** What the pages say around articles and answers. */
export interface PageStrings {
  readonly tagline: string;
  readonly about: string;
  readonly skip: string;
  readonly languages: string;
  readonly articles: string;
  readonly noArticles: string;
  /** Names the links to the other pages of the list. */
  readonly pages: string;
  readonly home: string;
  readonly versions: string;
  readonly source: string;
  readonly original: string;
  /** The passage that a link cites is gone. */
  readonly changed: string;
  readonly question: string;
  readonly ask: string;
  readonly another: string;
  readonly answer: string;
  readonly sources: string;
  readonly missing: string;
  /** What may be the matter with a link that leads nowhere, and the link that helps. */
  readonly missingWhy: string;
  readonly allArticles: string;
  readonly unreadable: string;
  /** What to do instead: the form is below. */
  readonly unreadableWhy: string;
  readonly busy: string;
  readonly broken: string;
  readonly request: string;
  readonly embed: string;
}

export const PAGE_STRINGS: Readonly<Record<Language, PageStrings>> = {
  yue: {
    tagline: '用廣東話、書面中文或者英文問，三文就用返同一種語言答你。',
    about: '答案只會出自下面嘅文章，每一句都標明出處，撳一下就睇到原文。文章冇寫嘅，三文會直接講冇。',
    skip: '跳去內容',
    languages: '介面語言',
    articles: '文章',
    noArticles: '仲未有文章。擺啲文章入 corpus 資料夾，跟住行 npm run ingest。',
    pages: '文章清單嘅其他頁',
    home: '返去三文',
    versions: '其他語言版本',
    source: '來源：',
    original: '睇原文網頁',
    changed: '篇文章改過，引用嗰句而家已經冇咗。',
    question: '你嘅問題',
    ask: '問',
    another: '再問一條',
    answer: '答案',
    sources: '出處',
    missing: '搵唔到呢頁',
    missingWhy: '可能條連結打錯咗，又或者篇文章改咗名、刪走咗。',
    allArticles: '去首頁睇所有文章',
    unreadable: '呢個請求處理唔到',
    unreadableWhy: '喺下面打返條問題就得，最多 2,000 個字。',
    busy: '而家太多人問緊，等陣再試',
    broken: '伺服器出咗事，等陣再試',
    request: '查詢編號',
    embed: '擺三文喺你個網頁度',
  },
  'zh-Hant': {
    tagline: '以廣東話、書面中文或英文提問，三文以同一種語言作答。',
    about: '答案只取自以下文章，每一句均註明出處，一按即可閱讀原文。文章沒有提及的，三文會如實告知。',
    skip: '跳至內容',
    languages: '介面語言',
    articles: '文章',
    noArticles: '尚未有文章。請把文章放入 corpus 資料夾，然後執行 npm run ingest。',
    pages: '文章列表的其他頁',
    home: '返回三文',
    versions: '其他語言版本',
    source: '來源：',
    original: '閱讀原文網頁',
    changed: '文章已經修改，引用的句子不在其中了。',
    question: '你的問題',
    ask: '提問',
    another: '再問一題',
    answer: '答案',
    sources: '出處',
    missing: '找不到此頁',
    missingWhy: '連結可能有誤，或者文章已經改名或移除。',
    allArticles: '到首頁看所有文章',
    unreadable: '無法處理此請求',
    unreadableWhy: '請在下面寫出問題，最多 2,000 字。',
    busy: '目前提問的人太多，請稍後再試',
    broken: '伺服器出錯，請稍後再試',
    request: '查詢編號',
    embed: '把三文放在你的網頁',
  },
  'zh-Hans': {
    tagline: '用粤语、书面中文或英文提问，三文以同一种语言作答。',
    about: '答案只取自以下文章，每一句都注明出处，一点即可阅读原文。文章没有提到的，三文会如实告知。',
    skip: '跳到内容',
    languages: '界面语言',
    articles: '文章',
    noArticles: '还没有文章。请把文章放入 corpus 文件夹，然后运行 npm run ingest。',
    pages: '文章列表的其他页',
    home: '返回三文',
    versions: '其他语言版本',
    source: '来源：',
    original: '阅读原文网页',
    changed: '文章已经修改，引用的句子不在其中了。',
    question: '你的问题',
    ask: '提问',
    another: '再问一题',
    answer: '答案',
    sources: '出处',
    missing: '找不到此页',
    missingWhy: '链接可能有误，或者文章已经改名或移除。',
    allArticles: '到首页看所有文章',
    unreadable: '无法处理此请求',
    unreadableWhy: '请在下面写出问题，最多 2,000 字。',
    busy: '目前提问的人太多，请稍后再试',
    broken: '服务器出错，请稍后再试',
    request: '请求编号',
    embed: '把三文放到你的网页',
  },
  en: {
    tagline: 'Ask in Cantonese, Chinese or English; Samman answers in the language you ask in.',
    about:
      'Every answer comes from the articles below, and every sentence names its source: press the number to read it there. What the articles do not say, Samman does not make up.',
    skip: 'Skip to the content',
    languages: 'Interface language',
    articles: 'Articles',
    noArticles: 'There are no articles yet. Put some into the corpus folder and run npm run ingest.',
    pages: 'Pages of the list',
    home: 'Back to Samman',
    versions: 'Other language versions',
    source: 'Source: ',
    original: 'Read the original',
    changed: 'The article has changed: the passage that was cited is no longer in it.',
    question: 'Your question',
    ask: 'Ask',
    another: 'Ask another question',
    answer: 'Answer',
    sources: 'Sources',
    missing: 'There is nothing here',
    missingWhy: 'The link may be mistyped, or the article may have been renamed or removed.',
    allArticles: 'See all articles on the front page',
    unreadable: 'The request cannot be read',
    unreadableWhy: 'Type a question below, of 2,000 characters at most.',
    busy: 'Too many people are asking; try again in a while',
    broken: 'The server failed; try again in a while',
    request: 'Request',
    embed: 'Put Samman on your own page',
  },
};
