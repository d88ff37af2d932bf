import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { belowFloor, type Run, readCommitted, withFloors, writeCommitted } from '../../eval/committed.ts';
import { type FigureOptions, figure, floorOf, missesTarget } from '../../eval/figures.ts';
import { temporaryFolder } from '../support/folder.ts';

const of = (value: number, count = 1000, options: FigureOptions = {}) => figure('a.b', 'a', value, count, options);

it.each([
  { name: 'half a point below a figure of many', figure: of(97.26), floor: 96.8 },
  { name: 'two questions below a figure of few', figure: of(90, 50), floor: 86 },
  { name: 'not below nothing', figure: of(1, 10), floor: 0 },
  { name: 'above, where less is better', figure: of(4.2, 100, { better: 'lower' }), floor: 6.2 },
  { name: 'above, in points', figure: of(-1, 100, { unit: 'points', better: 'lower' }), floor: 1 },
  { name: 'the target of a time', figure: of(60, 9, { unit: 'µs', better: 'lower', target: 1000 }), floor: 1000 },
  { name: 'none for a time without a target', figure: of(60, 9, { unit: 'ms', better: 'lower' }), floor: undefined },
])('the floor lies $name', ({ figure, floor }) => {
  expect(floorOf(figure)).toBe(floor);
});

it.each([
  { figure: of(94, 9, { target: 94 }), misses: false },
  { figure: of(93.96, 9, { target: 94 }), misses: false },
  { figure: of(93.9, 9, { target: 94 }), misses: true },
  { figure: of(5.1, 9, { target: 5, better: 'lower' }), misses: true },
  { figure: of(4.9, 9, { target: 5, better: 'lower' }), misses: false },
  { figure: of(0), misses: false },
])('$figure.value against $figure.target misses the target: $misses', ({ figure, misses }) => {
  expect(missesTarget(figure)).toBe(misses);
});

describe('floors of a run', () => {
  const run = (figures: Run['figures']): Run => ({
    ...{ measured: '2026-01-02', embedder: 'toy', node: '20', cores: 2, seconds: 1 },
    figures,
  });
  const last = run([{ ...of(97), floor: 96 }, figure('a.c', 'c', 1, 5)]);

  it('stay where they were', () => {
    expect(withFloors([of(99)], last, false)).toEqual([{ ...of(99), floor: 96 }]);
    expect(withFloors([of(99)], undefined, false)).toEqual([of(99)]);
  });

  it('move when they are set', () => {
    expect(withFloors([of(99)], last, true)).toEqual([{ ...of(99), floor: 98.5 }]);
  });

  it.each([
    { value: 96, below: 0 },
    { value: 95.9, below: 1 },
  ])('$value is $below times below 96', ({ value, below }) => {
    expect(belowFloor(withFloors([of(value), figure('new', 'n', 0, 1)], last, false))).toHaveLength(below);
  });

  it('are kept in the file', async () => {
    const path = join(await temporaryFolder(), 'evaluation.json');
    expect(await readCommitted(path)).toEqual({ format: 'samman-evaluation-1' });
    const committed = { format: 'samman-evaluation-1', full: last } as const;
    await writeCommitted(path, committed);
    expect(await readCommitted(path)).toEqual(committed);
    await writeFile(path, '{"format": 2}');
    await expect(readCommitted(path)).rejects.toThrow(/format 2/);
  });
});
