import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../core/library.ts';
import type { Article, Language, Passage } from '../../core/types.ts';

const article = (id: string, language: Language, text: string): Article => ({
  id,
  language,
  title: text.slice(0, 2),
  text,
  format: 'text',
});

const passage = ({ id, language, title, text }: Article, headings: string[] = []): Passage => ({
  article: id,
  language,
  title,
  headings,
  start: 0,
  end: text.length,
  text,
  sentences: [{ start: 0, end: text.length }],
});

function libraryOf(...articles: Article[]) {
  return createLibrary(
    articles,
    articles.map((a) => passage(a)),
  );
}

describe('createLibrary', () => {
  const hans = article('tram', 'zh-Hans', '电车于一九零四年通车。');
  const en = article('tram', 'en', 'The tram opened in 1904.');

  it('tells whether articles have parallel versions', () => {
    expect(libraryOf(hans, en).hasVersions).toBe(true);
    expect(libraryOf(hans, article('ferry', 'en', 'The ferry is older.')).hasVersions).toBe(false);
  });

  it('offers each article in the languages it is written in, and in the other script', () => {
    const library = libraryOf(hans, en);
    expect(library.languages('tram')).toEqual(['zh-Hant', 'zh-Hans', 'en']);
    expect(library.languages('none')).toEqual([]);
    expect(library.article('tram', 'yue')).toBeUndefined();
  });

  it('converts a version with every offset unchanged', () => {
    const library = libraryOf(hans, en);
    const converted = library.article('tram', 'zh-Hant')!;
    expect(converted.text).toBe('電車於一九零四年通車。');
    expect(converted.text).toHaveLength(hans.text.length);
    expect(library.show(0, 'zh-Hant')).toMatchObject({ language: 'zh-Hant', text: converted.text, title: '電車' });
  });

  it('shows a passage as it is where the language asked for is another text', () => {
    const library = libraryOf(hans, en);
    expect(library.show(1, 'zh-Hant')).toMatchObject({ language: 'en', text: en.text });
    const both = libraryOf(hans, article('tram', 'zh-Hant', '電車喺一九零四年開。'));
    expect(both.show(0, 'zh-Hant').language).toBe('zh-Hans');
  });

  it.each<[Language, Language[], Language]>([
    ['yue', ['yue', 'zh-Hans', 'en'], 'yue'],
    ['yue', ['zh-Hans', 'en'], 'zh-Hant'],
    ['yue', ['en'], 'en'],
    ['zh-Hant', ['yue', 'zh-Hans', 'en'], 'zh-Hant'],
    ['zh-Hant', ['yue', 'en'], 'yue'],
    ['zh-Hans', ['zh-Hant', 'yue'], 'zh-Hans'],
    ['en', ['yue', 'zh-Hans', 'en'], 'en'],
    ['en', ['zh-Hans'], 'zh-Hans'],
    ['en', ['yue', 'zh-Hans'], 'zh-Hans'],
    ['en', ['yue', 'zh-Hant', 'zh-Hans'], 'zh-Hant'],
  ])('prefers for a reader of %s among %j: %s', (reader, written, preferred) => {
    expect(libraryOf(...written.map((l) => article('a', l, '文'))).preferred('a', reader)).toBe(preferred);
  });

  it('knows versions with the same sections as parallel', () => {
    const articles = [en, hans, article('tram', 'yue', '電車。')];
    const library = createLibrary(articles, [
      passage(en, ['One']),
      passage(en, ['Two']),
      passage(hans, ['一']),
      passage(hans, ['二']),
      passage(articles[2]!, []),
    ]);
    expect(library.areParallel('tram', 'en', 'zh-Hans')).toBe(true);
    expect(library.areParallel('tram', 'en', 'yue')).toBe(false);
  });

  it('lists the newest articles first, of one day by title, and those without a date last', () => {
    const dated = (id: string, title: string, date?: string): Article => ({
      ...article(id, 'en', 'Text.'),
      title,
      ...(date && { date }),
    });
    const articles = [
      dated('a', 'None'),
      dated('b', 'Old', '2020-05-02'),
      dated('c', 'Two', '2026-03-01'),
      dated('d', 'One', '2026-03-01'),
    ];
    const titles = libraryOf(...articles)
      .articles('en')
      .map(({ title }) => title);
    expect(titles).toEqual(['One', 'Two', 'Old', 'None']);
  });

  it('lists articles by the title the reader can read, and takes any id for a plain name', () => {
    const library = libraryOf(hans, en, article('__proto__', 'en', 'Odd name.'));
    expect(library.articles('zh-Hant')).toMatchObject([
      { id: 'tram', title: '電車' },
      { id: '__proto__', title: 'Od' },
    ]);
    expect(library.languages('constructor')).toEqual([]);
  });
});
