import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultFiles, FlagError, readFlags } from '../../eval/flags.ts';
import { temporaryFolder } from '../support/folder.ts';

const ROOT = '/somewhere/samman';
let folder: string;
let a: string;
let b: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  a = join(folder, 'a.tsv');
  b = join(folder, 'b.tsv');
  for (const path of [a, b]) writeFileSync(path, '');
  mkdirSync(join(folder, 'corpus'));
});

it('takes the default data where no file is named', () => {
  expect(readFlags([], ROOT)).toEqual({
    files: defaultFiles(ROOT),
    ...{ defaultData: true, only: [], quick: false, json: false, setFloor: false, help: false },
  });
  expect(defaultFiles(ROOT).lid).toBe(resolve('/somewhere/shared/data/eval/lid-dev.tsv'));
});

describe('files', () => {
  it.each(['lid', 'tatoeba', 'ntrex', 'questions', 'unanswerable', 'corpus'] as const)('--%s', (name) => {
    const { files, defaultData } = readFlags([`--${name}`, a], ROOT);
    expect(files).toEqual({ ...defaultFiles(ROOT), [name]: a });
    expect(defaultData).toBe(false);
  });

  it('--xquad takes two, wherever the other flags stand', () => {
    for (const args of [
      ['--xquad', a, b, '--json'],
      ['--json', '--xquad', a, b],
    ]) {
      expect(readFlags(args, ROOT).files).toMatchObject({ xquadPassages: a, xquadQuestions: b });
    }
  });
});

it('--only may be repeated', () => {
  expect(readFlags(['--only', 'lid', '--quick', '--only', 'xquad'], ROOT)).toMatchObject({
    only: ['lid', 'xquad'],
    quick: true,
  });
});

it.each([
  { name: 'a measure that is none', args: () => ['--only', 'bleu'], says: /--only bleu: .*There are lid, tatoeba/ },
  { name: 'one file of XQuAD', args: () => ['--xquad', a], says: /--xquad takes two files/ },
  { name: 'a file too many', args: () => ['--xquad', a, b, 'c.tsv'], says: /What is c\.tsv for/ },
  { name: 'a file without a flag', args: () => [a], says: /A file needs its flag/ },
  {
    name: 'a file that is not there',
    args: () => ['--lid', join(folder, 'none.tsv')],
    says: /There is no .*none\.tsv/,
  },
  { name: 'an unknown flag', args: () => ['--fast'], says: /--fast/ },
  { name: 'floors of other data', args: () => ['--set-floor', '--lid', a], says: /--set-floor needs every measure/ },
  { name: 'floors of one measure', args: () => ['--set-floor', '--only', 'lid'], says: /--set-floor needs/ },
])('refuses $name', ({ args, says }) => {
  expect(() => readFlags(args(), ROOT)).toThrow(FlagError);
  expect(() => readFlags(args(), ROOT)).toThrow(says);
});
