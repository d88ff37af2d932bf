import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEY_BYTES, openRecordFile } from '../../store/record-file.ts';
import { temporaryFolder } from '../support/folder.ts';

const key = (name: string) => name.padEnd(KEY_BYTES, '.');
const record = (name: string, text = name) => ({ key: key(name), payload: Buffer.from(text) });

async function written(...names: string[]) {
  const path = join(await temporaryFolder(), 'records');
  const file = await openRecordFile(path);
  await file.append(names.map((name) => record(name, `payload of ${name}`)));
  await file.close();
  return path;
}

describe('a file of records', () => {
  it('gives back what was appended, also in a later run', async () => {
    const path = await written('one', 'two');
    const file = await openRecordFile(path);
    expect(file.read(key('one')).toString()).toBe('payload of one');
    expect(file.read(key('two')).toString()).toBe('payload of two');
    await file.append([record('one', 'newer')]);
    expect(file.read(key('one')).toString()).toBe('newer');
    expect(file.has(key('three'))).toBe(false);
    expect(() => file.read(key('three'))).toThrow(/no such record/);
    expect(file.bytes).toBe((await stat(path)).size);
    await file.close();
  });

  it('drops a torn tail and nothing else, wherever the write was cut off', async () => {
    const path = await written('one', 'two', 'three');
    const whole = await readFile(path);
    const lengths = ['one', 'two', 'three'].map((name) => KEY_BYTES + 8 + `payload of ${name}`.length);
    for (let size = 0; size < whole.length; size++) {
      await writeFile(path, whole.subarray(0, size));
      const file = await openRecordFile(path);
      const intact = [16 + lengths[0]!, 16 + lengths[0]! + lengths[1]!].filter((end) => end <= size).length;
      expect(['one', 'two', 'three'].filter((name) => file.has(key(name)))).toHaveLength(intact);
      await file.append([record('four')]);
      await file.close();
      const again = await openRecordFile(path);
      expect(again.read(key('four')).toString()).toBe('four');
      expect(again.dropped.bytes).toBe(0);
      await again.close();
    }
  });

  it('never gives back a byte that was not written, whichever byte is altered', async () => {
    const path = await written('one', 'two', 'three');
    const whole = await readFile(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(whole);
        bytes[at]! ^= change;
        await writeFile(path, bytes);
        const file = await openRecordFile(path);
        for (const name of ['one', 'two', 'three']) {
          if (file.has(key(name))) expect(file.read(key(name)).toString()).toBe(`payload of ${name}`);
        }
        expect(file.dropped.bytes).toBeGreaterThan(0);
        await file.close();
      }),
      { numRuns: 200 },
    );
  });

  it('tells damage from a write that was cut off', async () => {
    const path = await written('one', 'two');
    const bytes = await readFile(path);
    await truncate(path, bytes.length - 3);
    const torn = await openRecordFile(path);
    expect(torn.dropped).toMatchObject({ damaged: false });
    await torn.close();
    bytes[bytes.length - 3]! ^= 1;
    await writeFile(path, bytes);
    const damaged = await openRecordFile(path);
    expect(damaged.dropped).toMatchObject({ damaged: true });
    await damaged.close();
  });

  it('begins anew, without a word of damage, where the file is of a format before', async () => {
    const path = await written('one');
    const bytes = await readFile(path);
    bytes.write('samman-records-1', 0, 'latin1');
    await writeFile(path, bytes);
    const file = await openRecordFile(path);
    expect(file.dropped.damaged).toBe(false);
    expect(file.has(key('one'))).toBe(false);
    await file.append([record('two')]);
    expect((await stat(path)).size).toBe(file.bytes);
    await file.close();
  });

  it('finds a payload that was altered while it is open', async () => {
    const path = await written('one');
    const file = await openRecordFile(path);
    const bytes = await readFile(path);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(path, bytes);
    expect(() => file.read(key('one'))).toThrow(/was altered/);
    await file.close();
  });

  it('reads without a trace where it may only read', async () => {
    const path = await written('one', 'two');
    await truncate(path, (await stat(path)).size - 1);
    const before = await readFile(path);
    const file = await openRecordFile(path, { readOnly: true });
    expect(file.has(key('one'))).toBe(true);
    await file.close();
    expect(await readFile(path)).toEqual(before);
  });

  it('compacts to what is to stay and the newest of the rest', async () => {
    const path = await written('one', 'two', 'three', 'four');
    const file = await openRecordFile(path);
    const bound = 16 + file.sizeOf([key('one'), key('four')]);
    await file.compact(new Set([key('one')]), bound);
    expect(['one', 'two', 'three', 'four'].filter((name) => file.has(key(name)))).toEqual(['one', 'four']);
    expect(file.bytes).toBe(bound);
    await file.append([record('five')]);
    await file.close();
    const again = await openRecordFile(path);
    expect(again.read(key('one')).toString()).toBe('payload of one');
    expect(again.read(key('five')).toString()).toBe('five');
    expect((await stat(path)).size).toBe(again.bytes);
    await again.close();
  });
});
