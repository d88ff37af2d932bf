import { describe, expect, it } from 'vitest';
import { compareArticles, rebuildReason } from '../../ingest/plan.ts';
import { CHUNKING } from '../../ingest/prepare.ts';
import type { Manifest } from '../../store/index-folder.ts';

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
    });
  });

  it('counts every article of the corpus once', () => {
    const before = [article('a', 'a', 'x'), article('b', 'b', 'x')];
    const now = [article('c', 'c', 'x'), article('d', 'd', 'x'), article('e', 'e', 'x')];
    const { added, moved, removed } = compareArticles(before, now);
    expect(added.length + moved.length).toBe(3);
    expect(moved.length + removed.length).toBe(2);
  });
});

describe('rebuildReason', () => {
  const served = { embeddingModel: 'e5', chunking: CHUNKING } as Manifest;
  it.each([
    [undefined, 'e5', false, /no index yet/],
    [new Error('It is torn.'), 'e5', false, /It is torn/],
    [served, 'bge', false, /made with the embedding model e5, and now it is bge/],
    [{ ...served, chunking: 'old' }, 'e5', false, /cut into passages differently.*old/],
    [served, 'e5', true, /--rebuild/],
  ])('says why: %#', (manifest, model, asked, reason) => {
    expect(rebuildReason(manifest, model, asked)).toMatch(reason);
  });
  it('says nothing where only what changed is made', () => {
    expect(rebuildReason(served, 'e5', false)).toBeUndefined();
  });
});
