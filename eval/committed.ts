/** `docs/evaluation.json`: what was measured last, and the floors that are promised. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { type Figure, floorOf, isWorse, type Promised } from './figures.ts';

export interface Run {
  /** ISO 8601 date. */
  readonly measured: string;
  /** The embedding model and its revision. */
  readonly embedder: string;
  readonly node: string;
  readonly cores: number;
  readonly seconds: number;
  readonly figures: readonly Promised[];
}

export interface Committed {
  readonly format: 'samman-evaluation-1';
  readonly full?: Run;
  /** Over a part of the data; its figures are not those of the full run. */
  readonly quick?: Run;
}

export async function readCommitted(path: string): Promise<Committed> {
  if (!existsSync(path)) return { format: 'samman-evaluation-1' };
  const committed = JSON.parse(await readFile(path, 'utf8')) as Committed;
  if (committed.format !== 'samman-evaluation-1') {
    throw new Error(`${path} has the format ${JSON.stringify(committed.format)}: take it back from git.`);
  }
  return committed;
}

export const writeCommitted = (path: string, committed: Committed): Promise<void> =>
  writeFile(path, `${JSON.stringify(committed, null, 2)}\n`);

/** The figures with the floors they are held to: those of the last run, or new ones. */
export function withFloors(figures: readonly Figure[], last: Run | undefined, setFloor: boolean): Promised[] {
  const floors = new Map(last?.figures.map(({ id, floor }) => [id, floor]));
  return figures.map((figure) => {
    const floor = setFloor ? floorOf(figure) : floors.get(figure.id);
    return { ...figure, ...(floor !== undefined && { floor }) };
  });
}

export const belowFloor = (figures: readonly Promised[]): Promised[] =>
  figures.filter((figure) => figure.floor !== undefined && isWorse(figure, figure.floor));
