/** `npm run widget`: the widget as a package for npm, in `dist/widget/`. */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../config.ts';
import { bundleScript } from '../server/pages/widget-bundle.ts';

export async function buildWidget(folder: string): Promise<void> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const [tag, module] = await Promise.all([bundleScript('main.ts'), bundleScript('module.ts', 'esm')]);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(join(folder, 'widget.js'), tag.code),
    writeFile(join(folder, 'samman-chat.js'), module.code),
    copyFile(join(ROOT, 'web', 'api.d.ts'), join(folder, 'samman-chat.d.ts')),
    copyFile(join(ROOT, 'docs', 'widget.md'), join(folder, 'README.md')),
    copyFile(join(ROOT, 'LICENSE'), join(folder, 'LICENSE')),
    writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest(version), undefined, 2)}\n`),
  ]);
}

const manifest = (version: string) => ({
  name: 'samman-chat',
  version,
  description: 'The chat widget of Samman: <samman-chat>, a custom element without dependencies.',
  license: 'MIT',
  type: 'module',
  types: './samman-chat.d.ts',
  exports: { '.': { types: './samman-chat.d.ts', default: './samman-chat.js' }, './widget.js': './widget.js' },
  sideEffects: true,
});

if (import.meta.filename === process.argv[1]) {
  const folder = join(ROOT, 'dist', 'widget');
  await buildWidget(folder);
  console.log(`The widget is in ${folder}.`);
}
