import { describe, expect, it } from 'vitest';
import { compareArticles } from '../../ingest/changes.ts';

const article = (file: string, hash = file, content = hash) => ({
  file,
  id: file,
  language: 'en' as const,
  hash,
  content,
});

describe('compareArticles', () => {
  it('tells added, changed, moved, removed and unchanged apart', () => {
    const before = [article('same'), article('edited', 'old'), article('from', 'h', 'text'), article('gone')];
    const now = [article('same'), article('edited', 'new'), article('to', 'other', 'text'), article('fresh')];
    expect(compareArticles(before, now)).toEqual({
      added: ['fresh'],
      changed: ['edited'],
      moved: [{ from: 'from', to: 'to' }],
      removed: ['gone'],
      unchanged: 1,
      relabelled: [{ file: 'to', what: 'id', from: 'from', to: 'to' }],
    });
  });

  it('counts every article of the corpus once', () => {
    const before = [article('a', 'a', 'x'), article('b', 'b', 'x')];
    const now = [article('c', 'c', 'x'), article('d', 'd', 'x'), article('e', 'e', 'x')];
    const { added, moved, removed } = compareArticles(before, now);
    expect(added.length + moved.length).toBe(3);
    expect(moved.length + removed.length).toBe(2);
  });

  it('knows the articles of a feed again wherever their lines are now', () => {
    const lines = Array.from({ length: 4 }, (_, i) => ({ ...article(`wire-${i}`), line: i }));
    const at = (shift: number) => lines.map(({ line, ...rest }) => ({ ...rest, file: `feed.jsonl:${line + shift}` }));
    const top = { ...article('new'), file: 'feed.jsonl:1' };
    expect(compareArticles(at(1), [top, ...at(2)])).toMatchObject({ added: [top.file], moved: [], unchanged: 4 });
  });

  it('says what a file, an edited one too, is called otherwise', () => {
    const a = article('a.md');
    const one = (before: typeof a, now: Partial<Omit<typeof a, 'language'>> & { language?: 'zh-Hant' }) =>
      compareArticles([before], [{ ...before, hash: 'other', ...now }]);
    expect(one(a, { language: 'zh-Hant' })).toMatchObject({
      changed: ['a.md'],
      moved: [],
      relabelled: [{ file: 'a.md', what: 'language', from: 'en', to: 'zh-Hant' }],
    });
    expect(one(a, { id: 'b', content: 'edited' })).toMatchObject({
      changed: ['a.md'],
      relabelled: [{ file: 'a.md', what: 'id', from: 'a.md', to: 'b' }],
    });
    expect(one(a, { file: 'a.docx', content: 'edited' })).toMatchObject({
      changed: ['a.docx'],
      removed: [],
      relabelled: [{ file: 'a.docx', what: 'file', from: 'a.md', to: 'a.docx' }],
    });
  });
});
