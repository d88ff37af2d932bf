/** The package of `npm run widget`, taken by another project the way npm hands it out. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { ROOT } from '../../config.ts';
import { buildWidget } from '../../scripts/build-widget.ts';
import { temporaryFolder } from '../support/folder.ts';

const run = promisify(execFile);

const USE = `import { SammanChat, type Answer } from 'samman-chat';

const chat = document.createElement('samman-chat');
chat.setAttribute('server', 'https://your-host/');
document.body.append(chat);
chat.addEventListener('samman:answer', ({ detail }) => console.log(detail.citations.map(({ url }) => url)));
const answer: Promise<Answer | undefined> = chat.ask('When?');
export const isOurs: boolean = chat instanceof SammanChat;
export { answer };
`;

it('installs from its tarball, has types that hold, and is bundled', async () => {
  const folder = await temporaryFolder();
  await buildWidget(join(folder, 'package'));
  const npm = (args: readonly string[], cwd: string) => run('npm', [...args], { cwd });
  const { stdout } = await npm(['pack', '--json', '--pack-destination', folder], join(folder, 'package'));
  const [{ filename, files }] = JSON.parse(stdout);
  expect(files.map(({ path }: { path: string }) => path)).toContain('samman-chat.d.ts');

  const site = join(folder, 'site');
  await mkdir(site);
  await writeFile(join(site, 'package.json'), '{"name":"site","private":true,"type":"module"}');
  await npm(['install', '--offline', '--no-audit', '--no-fund', join(folder, filename)], site);
  await writeFile(join(site, 'use.ts'), USE);
  const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');
  const options = ['--noEmit', '--strict', '--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2022'];
  const check = () => run(tsc, [...options, '--lib', 'es2022,dom', '--types', '', 'use.ts'], { cwd: site });
  await check();
  const { outputFiles } = await build({
    entryPoints: [join(site, 'use.ts')],
    bundle: true,
    format: 'esm',
    write: false,
    charset: 'utf8',
    logLevel: 'silent',
  });
  expect(outputFiles[0]!.text).toContain('想問啲咩');

  // A use that the types forbid.
  await writeFile(join(site, 'use.ts'), USE.replace("chat.ask('When?')", 'chat.ask(5)'));
  await expect(check()).rejects.toMatchObject({ stdout: expect.stringContaining("'number'") });
});
