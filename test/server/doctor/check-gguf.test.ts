import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadLanguageDetector } from '../../../adapters/language-id-file.ts';
import { createGgufModel } from '../../../adapters/language-model/gguf.ts';
import { checkGguf } from '../../../server/doctor/check-gguf.ts';
import { fakeNodeLlamaCpp } from '../../adapters/language-model/fake-node-llama-cpp.ts';
import { temporaryFolder } from '../../support/folder.ts';

const detector = await loadLanguageDetector('models');
const detect = (text: string) => detector.detect(text);

async function checks(says: string) {
  const path = join(await temporaryFolder(), 'tiny.gguf');
  await writeFile(path, 'GGUF');
  const create = () => createGgufModel({ path }, async () => fakeNodeLlamaCpp({ says, contextTokens: 4096 }));
  const all = [];
  for await (const check of checkGguf({ path }, detect, create)) all.push(check);
  return all;
}

it('says what works', async () => {
  const all = await checks('你去 碼頭 買飛， 跟住 上船 就得㗎喇，好方便嘅。');
  expect(all.map(({ name, ok }) => [name, ok])).toEqual([
    ...[
      ['loaded', true],
      ['streams', true],
      ['answers Cantonese in Cantonese', true],
      ['fast enough', true],
    ],
  ]);
  expect(all[0]!.says).toBe('tiny.gguf is loaded; it reads 4096 tokens, prompt and answer together.');
});

it('says what does not', async () => {
  expect((await checks('You take the Star Ferry at the pier.')).at(2)).toMatchObject({ ok: false });
  expect((await checks(' ')).at(-1)).toMatchObject({ name: 'answers', ok: false, says: 'tiny.gguf said nothing.' });
  const missing = [];
  for await (const check of checkGguf({ path: '/nowhere.gguf' }, detect)) missing.push(check);
  expect(missing).toEqual([{ name: 'loaded', ok: false, says: expect.stringContaining('there is no such file') }]);
});
