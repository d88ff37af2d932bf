/** The command itself. */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../config.ts';
import { temporaryFolder } from '../support/folder.ts';

const evaluate = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', join(ROOT, 'eval/main.ts'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });

it('says how it is used', () => {
  const { status, stdout } = evaluate('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('--xquad PASSAGES QUESTIONS');
});

it('says what is wrong with the command line or a file, without a stack', async () => {
  const file = join(await temporaryFolder(), 'lid.tsv');
  await writeFile(file, 'label\ttext\nen\tHello.\n');
  for (const [args, says] of [
    [['--only', 'bleu'], /no such measure/],
    [['--only', 'lid', '--lid', file], /lid\.tsv lacks the column source/],
  ] as const) {
    const { status, stderr } = evaluate(...args);
    expect(status).toBe(1);
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('    at ');
  }
});

it('prints nothing but JSON with --json', async () => {
  const file = join(await temporaryFolder(), 'lid.tsv');
  await writeFile(
    file,
    'label\tsource\ttext\nen\tmade_up\tWhen did the tram line open?\nyue\tmade_up\t電車幾時通車㗎？\n',
  );
  const { stdout } = evaluate('--only', 'lid', '--lid', file, '--json');
  const { quick, skipped, figures } = JSON.parse(stdout);
  expect({ quick, skipped }).toEqual({ quick: false, skipped: [] });
  expect(figures[0]).toMatchObject({ id: 'lid.all', value: 100, count: 2, target: 97, belowTarget: false });
});
