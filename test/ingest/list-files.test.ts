import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readCorpus } from '../../ingest/articles.ts';
import { listFiles } from '../../ingest/list-files.ts';
import { watchFolder } from '../../ingest/watch.ts';
import { temporaryFolder } from '../support/folder.ts';

/** As the kubelet lays a ConfigMap out: a hidden folder a version, and links that lead through `..data`. */
async function configMap(folder: string): Promise<(text: string) => Promise<void>> {
  let version = 0;
  const publish = async (text: string) => {
    const name = `..2026_0${++version}`;
    await mkdir(join(folder, name, 'news'), { recursive: true });
    for (const file of ['a.en.md', 'news/b.en.md']) await writeFile(join(folder, name, file), text);
    await symlink(name, join(folder, '..data_tmp'));
    await rename(join(folder, '..data_tmp'), join(folder, '..data'));
  };
  await publish('First.');
  for (const name of ['a.en.md', 'news']) await symlink(join('..data', name), join(folder, name));
  return publish;
}

describe('listFiles', () => {
  it('follows the links of a ConfigMap, once, and reads its new version', async () => {
    const folder = await temporaryFolder();
    const publish = await configMap(folder);
    expect((await listFiles(folder)).files).toEqual(['a.en.md', 'news/b.en.md']);
    const texts = async () => (await readCorpus(folder, () => 'en')).articles.map(({ text }) => text);
    expect(await texts()).toEqual(['First.', 'First.']);
    const controller = new AbortController();
    let runs = 0;
    const onChange = async () => void runs++ as undefined;
    const onFailure = () => expect.unreachable();
    const ended = watchFolder({ folder, everyMs: 5, signal: controller.signal, onChange, onFailure });
    while (runs < 1) await sleep(2);
    await publish('Second.');
    while (runs < 2) await sleep(2);
    controller.abort();
    await ended;
    expect(await texts()).toEqual(['Second.', 'Second.']);
  });

  it('takes what has several names once, and goes round in no circle', async () => {
    const folder = await temporaryFolder();
    const [corpus, other] = [join(folder, 'corpus'), join(folder, 'other')];
    for (const path of [join(corpus, 'sub'), join(other, 'deep')]) await mkdir(path, { recursive: true });
    for (const path of ['corpus/z.md', 'corpus/sub/y.md', 'other/x.md', 'other/deep/w.md', 'outside.md'])
      await writeFile(join(folder, path), 'Text.');
    const links = {
      'corpus/a.md': 'z.md',
      'corpus/sub-again': 'sub',
      'corpus/more': '../other',
      'corpus/more-deep': '../other/deep',
      'corpus/self': '.',
      'corpus/up': '..',
      'corpus/root': '/',
      'corpus/zero.md': '/dev/zero',
      'corpus/.hidden': '../other',
      'corpus/outside.md': '../outside.md',
      'other/back': '../corpus',
      'other/round': '.',
    };
    for (const [path, target] of Object.entries(links)) await symlink(target, join(folder, path));
    expect((await listFiles(corpus)).files).toEqual(['more/deep/w.md', 'more/x.md', 'outside.md', 'sub/y.md', 'z.md']);
    await symlink('corpus', join(folder, 'link'));
    expect((await listFiles(join(folder, 'link'))).files).toHaveLength(5);
  });

  it('names a link that leads nowhere', async () => {
    const folder = await temporaryFolder();
    await symlink('gone.md', join(folder, 'a.en.md'));
    expect((await readCorpus(folder, () => 'en')).problems).toEqual([
      { file: 'a.en.md', reason: 'cannot be read (ENOENT).' },
    ]);
  });
});
