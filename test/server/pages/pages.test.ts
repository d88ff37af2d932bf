import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Span } from '../../../core/types.ts';
import { answerPage } from '../../../server/pages/answer-page.ts';
import { articlePage } from '../../../server/pages/article-page.ts';
import { errorPage } from '../../../server/pages/error-page.ts';
import { frontPage } from '../../../server/pages/front-page.ts';
import { PAGE_STRINGS } from '../../../server/pages/strings.ts';
import { HTML_LANG } from '../../../web/language.ts';

const EVIL = '"><script>alert(1)</script>';
const article = {
  id: `a/b${EVIL}`,
  language: 'yue',
  title: EVIL,
  text: EVIL,
  format: 'markdown',
  source: EVIL,
  url: 'javascript:alert(1)',
  date: EVIL,
} as const;

const pages = {
  front: frontPage({ articles: [{ ...article, languages: ['yue', 'en'] }], language: 'en', nonce: 'N"' }),
  article: articlePage({ article, languages: ['yue', 'en'], cited: { start: 3, end: 9 }, nonce: 'N' }),
  answer: answerPage({
    answer: {
      id: '1',
      question: EVIL,
      language: 'en',
      answer: `${EVIL} [1]`,
      refused: false,
      citations: [
        {
          n: 1,
          article: article.id,
          title: EVIL,
          headings: [EVIL],
          language: 'yue',
          quote: EVIL,
          start: 0,
          end: 5,
          score: 1,
          url: 'javascript:x',
        },
      ],
    },
    language: 'en',
  }),
  error: errorPage({ status: 404, detail: EVIL, requestId: EVIL, language: 'en' }),
};

describe.each(Object.entries(pages))('the %s page', (_name, html) => {
  it('lets no markup through', () => {
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('javascript:');
    expect(html).not.toContain('[object');
  });

  it('has a language, a title, one main and no inline style or script', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="(en|zh-HK)">/);
    expect(html.match(/<main /g)).toHaveLength(1);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).not.toMatch(/ style=| on\w+=/);
  });
});

it('puts the nonce on its one script', () => {
  expect(pages.article).toContain('<script src="/widget.js" data-lang="yue" defer nonce="N"></script>');
  expect(pages.front).toContain('nonce="N&quot;"');
  expect(pages.error).not.toContain('<script');
});

it('speaks the interface language', () => {
  for (const language of LANGUAGES) {
    const html = frontPage({ articles: [], language });
    expect(html).toContain(`<samman-chat mode="inline" lang="${language}">`);
    expect(html).toContain('<noscript><form class="ask" action="/ask" method="get">');
    expect(html).toContain('npm run ingest');
  }
});

it('says in the language of the page what may be the matter with a stale link, and where the articles are', () => {
  for (const language of LANGUAGES) {
    const html = errorPage({ status: 404, detail: 'There is no article “nope”. GET /articles lists them.', language });
    expect(html).toContain(`<p>${PAGE_STRINGS[language].missingWhy} <a href="/?ui=${language}#articles">`);
    expect(html).not.toContain('GET /articles');
  }
});

it('says what to do about a request that cannot be read, in the reader’s language, and of nothing else', () => {
  for (const language of LANGUAGES) {
    const why = `<p>${PAGE_STRINGS[language].unreadableWhy}</p>`;
    expect(errorPage({ status: 400, detail: 'q: is missing', language })).toContain(why);
    for (const status of [404, 429, 500, 503]) expect(errorPage({ status, detail: 'x', language })).not.toContain(why);
  }
});

it('says that a cited passage is gone, in the language of the page', () => {
  for (const ui of LANGUAGES) {
    const draw = (cited: Span | null | undefined) => articlePage({ article, languages: ['yue'], ui, cited });
    expect(draw(null)).toMatch(new RegExp(`<p class="note" id="cited" lang="${HTML_LANG[ui]}">.{10,}</p>`));
    expect(draw({ start: 0, end: 2 })).not.toContain('class="note"');
    expect(draw(undefined)).not.toContain('class="note"');
  }
});

it('keeps the interface language over the article’s tabs', () => {
  const html = articlePage({ article: { ...article, id: 'a' }, languages: ['yue', 'en'], ui: 'en' });
  expect(html).toContain('href="/articles/a?lang=en&amp;ui=en"');
  expect(html).toContain('aria-current="page">廣東話');
  expect(html).toContain('<html lang="en">');
});

it.each([
  [404, 'There is nothing here'],
  [400, 'The request cannot be read'],
  [429, 'Too many people are asking'],
  [503, 'Too many people are asking'],
  [500, 'The server failed'],
])('says what %i means', (status, said) => {
  expect(errorPage({ status, detail: 'x', language: 'en' })).toContain(said);
});
