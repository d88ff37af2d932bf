import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJsonl, readTsv, spread } from '../../eval/data.ts';
import { readAnswerable, readUnanswerable } from '../../eval/question-files.ts';
import { readXquad } from '../../eval/xquad.ts';
import { temporaryFolder } from '../support/folder.ts';

async function file(name: string, ...lines: readonly (string | object)[]): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return path;
}

describe('readTsv', () => {
  it('reads columns by name, whatever their order, line ends and byte order mark', async () => {
    const path = await file('pairs.tsv', '\ufeffen\tmore\tyue\r', 'Hello.\tx\t你好。\r', '');
    expect(await readTsv(path, ['yue', 'en'])).toEqual([{ en: 'Hello.', more: 'x', yue: '你好。' }]);
  });

  it('names the columns it lacks and those there are', async () => {
    const path = await file('pairs.tsv', 'en\tzh');
    await expect(readTsv(path, ['yue', 'en'])).rejects.toThrow(/pairs\.tsv lacks the column yue; it has en, zh/);
  });
});

it('readJsonl names the line that is not JSON', async () => {
  const path = await file('q.jsonl', { id: 1 }, '', 'oops');
  await expect(readJsonl(path)).rejects.toThrow(/q\.jsonl, line 3/);
});

it.each([
  { items: [1, 2, 3], count: 5, kept: [1, 2, 3] },
  { items: [0, 1, 2, 3, 4, 5, 6, 7], count: 4, kept: [0, 2, 4, 6] },
  { items: [0, 1, 2, 3, 4], count: 2, kept: [0, 2] },
])('spread $count over $items', ({ items, count, kept }) => {
  expect(spread(items, count)).toEqual(kept);
});

describe('question files', () => {
  const asked = { en: 'When?', yue: '幾時？', zh: '何时？' };

  it('reads what others leave out or write differently', async () => {
    const path = await file(
      'q.jsonl',
      { id: 1, article: 'tram', passage: null, facts: ['1904', ['three', 3]], ...asked },
      { id: 'b', article: 'tram', passage: 12, facts: [['x']], also: [{ article: 'ferry' }], ...asked, note: 'more' },
    );
    expect(await readAnswerable(path)).toEqual([
      { id: '1', article: 'tram', facts: [['1904'], ['three', '3']], ...asked },
      { id: 'b', article: 'tram', passage: '12', facts: [['x']], also: [{ article: 'ferry' }], ...asked },
    ]);
  });

  it('names the question and the field that cannot be used', async () => {
    const path = await file('u.jsonl', { id: 'a', ...asked }, { id: 'b', en: 'Who?', yue: '邊個？' });
    await expect(readUnanswerable(path)).rejects.toThrow(/u\.jsonl, question 2: zh: .*test\/eval\/README\.md/);
  });
});

describe('readXquad', () => {
  const passages = ['pid\ttitle\ten\tzh_hans', '0\tA\tOne.\t一。', '1\tB\tTwo.\t二。'];
  const question = (pid: number) => `q${pid}\t${pid}\tWhich?\t哪个？\t哪個？\tOne\t一`;
  const header = 'qid\tpid\ten\tzh_hans\tzh_hant_converted\tanswer_en\tanswer_zh';

  it('keeps the questions of the passages kept', async () => {
    const questions = await file('q.tsv', header, question(0), question(1));
    const data = await readXquad(await file('p.tsv', ...passages), questions, 1);
    expect(data.passages.map(({ pid }) => pid)).toEqual(['0']);
    expect(data.questions).toEqual([
      {
        pid: '0',
        text: { en: 'Which?', 'zh-Hans': '哪个？', 'zh-Hant': '哪個？' },
        answer: { en: 'One', 'zh-Hans': '一' },
      },
    ]);
  });

  it('refuses questions of another file of passages', async () => {
    const questions = await file('q.tsv', header, question(7));
    await expect(readXquad(await file('p.tsv', ...passages), questions)).rejects.toThrow(/passage 7, which is not in/);
  });
});
