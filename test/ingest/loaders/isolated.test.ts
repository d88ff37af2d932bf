import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createIsolatedParser } from '../../../ingest/loaders/isolated.ts';
import { column, docx, paragraph, pdf } from '../../support/documents.ts';

let parser = createIsolatedParser();
afterEach(() => parser.close());

/** Tables in tables: linkedom and Readability walk them for longer than anybody waits. */
const slow = () => new TextEncoder().encode(`<table><tr><td>${'<div><p>a'.repeat(40_000)}`);

/** Children belong to the thread that started them. */
const childrenOfThis = async (): Promise<number[]> => {
  const tasks = await readdir('/proc/self/task');
  const lists = await Promise.all(
    tasks.map((id) => readFile(`/proc/self/task/${id}/children`, 'utf8').catch(() => '')),
  );
  return lists.join(' ').split(/\s+/).filter(Boolean).map(Number);
};

describe('the process that parses', () => {
  it('reads many files at once, and again after a rest', async () => {
    parser = createIsolatedParser();
    const bytes = docx(paragraph('Text of a document.'));
    const loaded = await Promise.all(Array.from({ length: 12 }, () => parser.parse('docx', bytes)));
    expect(loaded.map(([article]) => (article as { text: string }).text)).toEqual(
      Array(12).fill('Text of a document.\n'),
    );
    expect(await parser.parse('pdf', await pdf([column(['More text.'])]))).toHaveLength(1);
  });

  it('is stopped when it takes too long, and the next file is read', async () => {
    parser = createIsolatedParser({ file: 8000, megabyte: 0, memory: 1000 });
    await expect(parser.parse('html', slow())).rejects.toThrow(/takes longer to read than 8 s/);
    expect(await parser.parse('html', new TextEncoder().encode('<p>Fine.</p>'))).toMatchObject([{ text: 'Fine.\n' }]);
  });

  it('is stopped when it takes too much memory', async () => {
    parser = createIsolatedParser({ file: 30_000, megabyte: 0, memory: 150 });
    const large = new TextEncoder().encode('<p>A page with more elements than fit.</p>'.repeat(60_000));
    await expect(parser.parse('html', large)).rejects.toThrow(/takes more memory to read/);
    expect(await parser.parse('html', new TextEncoder().encode('<p>Fine.</p>'))).toMatchObject([{ text: 'Fine.\n' }]);
  });

  it.runIf(process.platform === 'linux')('may be killed while it has nothing to do', async () => {
    parser = createIsolatedParser({ file: 5000, megabyte: 0, memory: 1000 });
    const bytes = new TextEncoder().encode('<p>Fine.</p>');
    const before = await childrenOfThis();
    await parser.parse('html', bytes);
    const started = (await childrenOfThis()).filter((pid) => !before.includes(pid));
    expect(started).toHaveLength(1);
    process.kill(started[0]!, 'SIGKILL');
    await sleep(200);
    expect(await parser.parse('html', bytes)).toMatchObject([{ text: 'Fine.\n' }]);
  });

  it('passes on the reason why a file cannot be read', async () => {
    parser = createIsolatedParser();
    await expect(parser.parse('pdf', new TextEncoder().encode('x'))).rejects.toThrow(
      'is no PDF, whatever its name says.',
    );
  });
});
