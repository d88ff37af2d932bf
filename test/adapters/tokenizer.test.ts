import { join } from 'node:path';
import { AutoTokenizer, env } from '@xenova/transformers';
import { expect, it } from 'vitest';
import { openTokenizer } from '../../adapters/tokenizer.ts';
import { ROOT } from '../../config.ts';

const MODEL = 'e5-small-yue-zh-en';

it('gives the tokens that transformers.js gives, without it', async () => {
  env.localModelPath = `${join(ROOT, 'models')}/`;
  env.allowRemoteModels = false;
  const theirs = await AutoTokenizer.from_pretrained(MODEL);
  const ours = await openTokenizer(join(ROOT, 'models', MODEL), MODEL);
  const texts = [
    'query: Which tram opened in 1904, and for HK$1bn?',
    '電車喺1904年通車，車費三蚊。嘅㗎喺𨋢',
    '电车于1904年通车。',
    ' Two  spaces,\na line and <mask> a 👩‍👩‍👧 with ﬁ and ①',
    '',
  ];
  for (const text of texts) {
    const bare = { add_special_tokens: false };
    expect(ours.encode(text), text).toEqual(theirs.encode(text));
    expect(ours.encode(text, bare), text).toEqual(theirs.encode(text, bare));
    for (const token of ours.encode(text)) expect(ours.decode([token])).toBe(theirs.decode([token]));
  }
  expect(ours.pad).toBe(theirs.pad_token_id);
  expect(ours.scores?.length).toBeGreaterThan(40_000);
});
