/** A figure measured, and what it is held against. */

export type Unit = '%' | 'points' | 'points gained' | 'ms' | 'ms added' | 'µs' | '×';

export interface Figure {
  /** `xquad.zh-en`: the measure's name, a dot, and what is measured. */
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  readonly value: number;
  /** How many texts or questions it is the mean of. */
  readonly count: number;
  readonly better: 'higher' | 'lower';
  readonly target?: number;
  /** The same measure of the stock pipeline, in the same run. */
  readonly baseline?: number;
}

/** With the worst value that is let pass. */
export interface Promised extends Figure {
  readonly floor?: number;
}

export interface FigureOptions {
  readonly unit?: Unit;
  readonly better?: Figure['better'];
  readonly target?: number | undefined;
  readonly baseline?: number | undefined;
}

/** Values are rounded here, so that what is printed is what is compared. */
export function figure(id: string, title: string, value: number, count: number, options: FigureOptions = {}): Figure {
  const { unit = '%', better = 'higher', target, baseline } = options;
  return {
    id,
    title,
    unit,
    value: round(value, unit),
    count,
    better,
    ...(target !== undefined && { target: round(target, unit) }),
    ...(baseline !== undefined && { baseline: round(baseline, unit) }),
  };
}

const DECIMALS: Record<Unit, number> = {
  '%': 1,
  points: 1,
  'points gained': 1,
  ms: 2,
  'ms added': 2,
  µs: 1,
  '×': 2,
};

export const round = (value: number, unit: Unit): number => Number(value.toFixed(DECIMALS[unit]));

export const format = (value: number, unit: Unit): string => value.toFixed(DECIMALS[unit]);

export const isWorse = ({ better, value }: Figure, than: number): boolean =>
  better === 'higher' ? value < than : value > than;

export const missesTarget = (figure: Figure): boolean => figure.target !== undefined && isWorse(figure, figure.target);

/** How far below the measured figure the floor lies at least: other processors round int8 sums differently. */
const MARGIN = 0.5;

/** So many questions may go wrong that went right when the floor was set. */
const QUESTIONS = 2;

/**
 * The worst value to let pass from now on: half a point or two questions worse than measured, whichever is more. A time
 * depends on the machine: only one with a target has a floor, and that is the target.
 */
export function floorOf(figure: Figure): number | undefined {
  const { value, unit, count, better, target } = figure;
  if (unit !== '%' && unit !== 'points') return target;
  const margin = Math.max(MARGIN, (QUESTIONS * 100) / Math.max(1, count));
  return round(better === 'higher' ? Math.max(0, value - margin) : value + margin, unit);
}
