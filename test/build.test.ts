import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../config.ts';

it.each(['18.20.8', '20.18.3'])('on Node %s the build, which begins every command, says which is needed', (version) => {
  const older = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'${version}'}})`;
  const { status, stderr } = spawnSync(process.execPath, ['--import', older, join(ROOT, 'build.mjs')], {
    encoding: 'utf8',
  });
  expect(stderr).toBe(`Samman needs Node.js 20.19 or newer, and this is ${version}: https://nodejs.org\n`);
  expect(status).toBe(1);
});
