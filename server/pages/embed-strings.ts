import type { Language } from '../../core/types.ts';

/** What the page to copy the tag from says. */
interface EmbedStrings {
  readonly title: string;
  readonly about: string;
  readonly options: string;
  readonly mode: string;
  readonly launcher: string;
  readonly inline: string;
  readonly language: string;
  readonly auto: string;
  readonly scheme: string;
  readonly system: string;
  readonly light: string;
  readonly dark: string;
  readonly accent: string;
  readonly highlight: string;
  readonly server: string;
  readonly site: string;
  readonly reset: string;
  readonly code: string;
  readonly paste: string;
  readonly allow: string;
  readonly policy: string;
  readonly copy: string;
  readonly copied: string;
  readonly preview: string;
  readonly corner: string;
  /** Before the ratio, which is written `2.9:1`. */
  readonly contrast: string;
}

export const EMBED_STRINGS: Readonly<Record<Language, EmbedStrings>> = {
  yue: {
    title: '擺三文喺你個網頁度',
    about: '揀好選項，複製代碼，貼落網頁就得。唔使框架，亦都唔會郁到你版面。',
    options: '選項',
    mode: '位置',
    launcher: '角落一個掣',
    inline: '喺頁面入面',
    language: '介面語言',
    auto: '跟網頁',
    scheme: '深淺',
    system: '跟系統',
    light: '淺色',
    dark: '深色',
    accent: '主色',
    highlight: '引文底色',
    server: '三文嘅地址',
    site: '你個網站',
    reset: '用返預設',
    code: '代碼',
    paste: '貼喺頁面想擺嘅位置：',
    allow: '喺三文嗰邊容許你個網站，再重新啟動：',
    policy: '如果頁面有 Content-Security-Policy，要有呢兩項：',
    copy: '複製',
    copied: '複製咗',
    preview: '預覽',
    corner: '個掣喺視窗嘅右下角。',
    contrast: '呢隻色要 4.5:1 對比先睇得清，而家得',
  },
  'zh-Hant': {
    title: '把三文放在你的網頁',
    about: '選好選項，複製代碼，貼到網頁即可。不需要框架，也不會影響你的版面。',
    options: '選項',
    mode: '位置',
    launcher: '角落的按鈕',
    inline: '頁面之內',
    language: '介面語言',
    auto: '跟隨網頁',
    scheme: '深淺',
    system: '跟隨系統',
    light: '淺色',
    dark: '深色',
    accent: '主色',
    highlight: '引文底色',
    server: '三文的地址',
    site: '你的網站',
    reset: '還原預設',
    code: '代碼',
    paste: '貼在頁面上想放置的位置：',
    allow: '在三文的伺服器上容許你的網站，然後重新啟動：',
    policy: '如頁面設有 Content-Security-Policy，須包含這兩項：',
    copy: '複製',
    copied: '已複製',
    preview: '預覽',
    corner: '按鈕在視窗的右下角。',
    contrast: '這個顏色的對比須達 4.5:1 才清楚，現時只有',
  },
  'zh-Hans': {
    title: '把三文放到你的网页',
    about: '选好选项，复制代码，贴到网页即可。不需要框架，也不会影响你的版面。',
    options: '选项',
    mode: '位置',
    launcher: '角落的按钮',
    inline: '页面之内',
    language: '界面语言',
    auto: '跟随网页',
    scheme: '深浅',
    system: '跟随系统',
    light: '浅色',
    dark: '深色',
    accent: '主色',
    highlight: '引文底色',
    server: '三文的地址',
    site: '你的网站',
    reset: '恢复默认',
    code: '代码',
    paste: '贴在页面上想放置的位置：',
    allow: '在三文的服务器上允许你的网站，然后重新启动：',
    policy: '如果页面设有 Content-Security-Policy，须包含这两项：',
    copy: '复制',
    copied: '已复制',
    preview: '预览',
    corner: '按钮在窗口的右下角。',
    contrast: '这个颜色的对比度须达 4.5:1 才清楚，现在只有',
  },
  en: {
    title: 'Samman on your page',
    about: 'Choose, copy the tag, paste it into your page. It needs no framework and leaves your layout alone.',
    options: 'Options',
    mode: 'Where',
    launcher: 'A button in the corner',
    inline: 'Inside the page',
    language: 'Interface language',
    auto: 'The page’s',
    scheme: 'Scheme',
    system: 'The reader’s',
    light: 'Light',
    dark: 'Dark',
    accent: 'Accent',
    highlight: 'Cited passage',
    server: 'Samman’s address',
    site: 'Your site',
    reset: 'Default colours',
    code: 'Code',
    paste: 'Paste it where the chat should stand:',
    allow: 'On Samman’s server, allow your site and restart:',
    policy: 'If the page has a Content-Security-Policy, it needs these two:',
    copy: 'Copy',
    copied: 'Copied',
    preview: 'Preview',
    corner: 'The button is in the window’s lower right corner.',
    contrast: 'This colour needs a contrast of 4.5:1 to be read; it has',
  },
};
