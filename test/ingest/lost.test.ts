import { describe, expect, it } from 'vitest';
import { leftOutOf } from '../../ingest/lost.ts';
import { toyArticle } from '../support/toy-index.ts';

const problem = (file: string, reason = 'is damaged.') => ({ file, reason });
const article = (file: string, id = file) => ({ ...toyArticle(id, 'en', 'Text.'), file, hash: '' });
const feed = (ids: string, from = 1) => [...ids].map((id, i) => article(`feed.jsonl:${from + i}`, id));
const lostOf = (...[problems, served, now]: Parameters<typeof leftOutOf>) =>
  leftOutOf(problems, served, now).map(({ lost = [] }) => lost);

describe('what is left out', () => {
  it('costs readers the articles that came from it and come from no other file', () => {
    const served = { articles: [article('tram.docx'), ...feed('ab'), article('2024/a.md')], leftOut: [] };
    const now = [article('x', 'a')];
    const problems = ['tram.docx', 'feed.jsonl', '2024/'].map((file) => problem(file));
    expect(lostOf(problems, served, now)).toEqual([['tram.docx (en)'], ['b (en)'], ['2024/a.md (en)']]);
    expect(lostOf([problem('tram')], served, now)).toEqual([[]]);
  });

  it('costs whatever the feed had, wherever its lines are now, and is told of it once', () => {
    const served = { articles: feed('abcdef'), leftOut: [] };
    const broken = [problem('feed.jsonl:3'), problem('feed.jsonl:5')];
    expect(lostOf(broken, served, feed('xabdf'))).toEqual([['c (en)', 'e (en)'], []]);
  });

  it('says what to do', () => {
    const served = { articles: [article('tram.docx'), ...feed('abcdef'), article('2024/a.md')], leftOut: [] };
    const advice = (file: string) => leftOutOf([problem(file)], served, [])[0]!.advice;
    expect(advice('feed.jsonl')).toMatch(
      /^Readers lose a \(en\), .*, e \(en\) and 1 more by it.*whole file back, and the articles are back.*the file if/,
    );
    expect(advice('feed.jsonl:1')).toMatch(/Mend the line,.*remove the line if/);
    expect(advice('2024/')).toMatch(/Make the folder readable, and the article is back.*remove the folder if/);
  });

  it('is as before for the same reason, a line of a feed on any line, and new for another or once more', () => {
    const before = [problem('a.pdf'), problem('feed.jsonl:3'), problem('b.pdf'), problem('gone.pdf')];
    const problems = [
      problem('a.pdf'),
      problem('feed.jsonl:4'),
      problem('feed.jsonl:9'),
      problem('b.pdf', 'is empty.'),
      problem('new.pdf'),
    ];
    const told = leftOutOf(problems, { articles: feed('ab'), leftOut: before }, []);
    expect(told.map(({ asBefore = false }) => asBefore)).toEqual([true, true, false, false, false]);
    expect(told.map(({ lost = [] }) => lost.length)).toEqual([0, 0, 2, 0, 0]);
  });
});
