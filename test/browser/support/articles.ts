import type { Article, Language } from '../../../core/types.ts';

/** Two invented articles, one of them in all four languages. */
export const ARTICLES: readonly Article[] = [
  {
    id: 'island-library',
    language: 'en',
    title: 'The island library',
    format: 'markdown',
    source: 'Island Library',
    date: '2026-03-01',
    questions: ['When does the library open?'],
    text: `The island library opened in **1987** beside the ferry pier. Its collection holds about 40,000 books in Chinese and English, and from the reading room on the upper floor one sees the harbour.

## Opening hours

The library opens at 9 am and closes at 7 pm from Tuesday to Sunday. It is closed on Mondays.

- Children under six come with an adult.
- Bags go into the lockers; see [the rules](https://library.example/rules).

## Borrowing

A reader may borrow up to eight books at a time. Each loan lasts fourteen days and can be renewed twice.

| Item | Loan |
|---|---|
| Book | 14 days |
| Film | 7 days |
`,
  },
  {
    id: 'island-library',
    language: 'yue',
    title: '島上圖書館',
    format: 'markdown',
    source: '島上圖書館',
    date: '2026-03-01',
    questions: ['間圖書館幾點開門㗎？'],
    text: `島上圖書館 **1987 年** 喺碼頭隔籬開幕。館入面有大約四萬本中英文書。

## 開放時間

圖書館逢星期二至日朝早九點就開門，夜晚七點先至閂門㗎。星期一休館。

## 借書

每位讀者一次過最多借得八本書。每本書借十四日，可以續借兩次。
`,
  },
  {
    id: 'island-library',
    language: 'zh-Hant',
    title: '島上圖書館',
    format: 'markdown',
    source: '島上圖書館',
    date: '2026-03-01',
    questions: ['圖書館何時開門？'],
    text: `島上圖書館於 **1987 年** 在碼頭旁開幕。館內約有四萬本中英文圖書。

## 開放時間

圖書館逢星期二至日上午九時開門，下午七時關門。星期一休館。

## 借書

每位讀者一次最多可借八本書。每次借期為十四日，可續借兩次。
`,
  },
  {
    id: 'island-library',
    language: 'zh-Hans',
    title: '岛上图书馆',
    format: 'markdown',
    source: '岛上图书馆',
    date: '2026-03-01',
    questions: ['图书馆几点开门？'],
    text: `岛上图书馆于 **1987 年** 在码头旁开幕。馆内约有四万本中英文图书。

## 开放时间

图书馆逢星期二至日上午九时开门，下午七时关门。星期一休馆。

## 借书

每位读者一次最多可借八本书。每次借期为十四日，可续借两次。
`,
  },
  {
    id: 'ferry',
    language: 'en',
    title: 'Getting here by ferry',
    format: 'markdown',
    source: 'Island Ferries',
    date: '2026-01-15',
    questions: ['How long does the ferry take?'],
    text: 'The ferry takes 35 minutes.\n\nIt leaves every half hour.\n',
  },
];

/** A question per language, and the sentences that answer it. */
export const QUOTES: Partial<Record<Language, { readonly question: string; readonly quotes: readonly string[] }>> = {
  en: {
    question: 'When does the library open?',
    quotes: ['The library opens at 9 am and closes at 7 pm from Tuesday to Sunday.', 'It is closed on Mondays.'],
  },
  yue: {
    question: '間圖書館幾點開門㗎？',
    quotes: ['圖書館逢星期二至日朝早九點就開門，夜晚七點先至閂門㗎。', '星期一休館。'],
  },
  'zh-Hant': {
    question: '圖書館何時開門？',
    quotes: ['圖書館逢星期二至日上午九時開門，下午七時關門。', '星期一休館。'],
  },
  'zh-Hans': {
    question: '图书馆几点开门？',
    quotes: ['图书馆逢星期二至日上午九时开门，下午七时关门。', '星期一休馆。'],
  },
};
