import { describe, expect, it } from 'vitest';
import { rebuildReason } from '../../ingest/plan.ts';
import { CHUNKING } from '../../ingest/prepare.ts';
import type { Manifest } from '../../store/index-folder.ts';

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
