/** An ingest takes the terms of unchanged articles over from the index before, so that these may not change unnoticed. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { tokenize } from '../../core/text/tokens.ts';
import { readPassages } from '../../models/train/passages/passages.ts';
import { INDEX_FORMAT } from '../../store/index-folder.ts';

it('terms are what the index format says: where they change, raise INDEX_FORMAT and put the new hash here', () => {
  const texts = readPassages()
    .filter(({ id }) => /^[a-d]-/.test(id))
    .flatMap(({ en, zh, answerable }) => [...en, ...zh, ...answerable.map(({ yue }) => yue)]);
  const terms = createHash('sha256')
    .update(JSON.stringify(texts.map(tokenize)))
    .digest('hex')
    .slice(0, 16);
  expect([INDEX_FORMAT, terms]).toEqual([15, '167466707b339f34']);
});
