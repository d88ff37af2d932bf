/** The table on the terminal. */
import { type Figure, format, isWorse, missesTarget, type Promised } from '../figures.ts';
import type { Measure } from '../measures/measure.ts';

const COLUMNS = ['figure', 'target', 'baseline', 'last'] as const;
const WIDTH = 9;

/** @param last the figures committed, to compare with. */
export function table(measures: readonly Measure[], figures: readonly Promised[], last: readonly Figure[]): string {
  const name = Math.max(20, ...figures.map(({ title }) => title.length + 2));
  const head = `${''.padEnd(name)}${COLUMNS.map((column) => column.padStart(WIDTH)).join('')}`;
  const blocks = measures.flatMap((measure) => {
    const own = figures.filter((figure) => figure.id.startsWith(`${measure.name}.`));
    return own.length === 0 ? [] : [`\n${measure.title}\n${own.map((figure) => row(figure, last, name)).join('\n')}`];
  });
  return [head, ...blocks].join('\n');
}

function row(figure: Promised, last: readonly Figure[], width: number): string {
  const { id, title, unit, value, target, baseline } = figure;
  const before = last.find((other) => other.id === id)?.value;
  const cells = [value, target, baseline, before].map((number) =>
    (number === undefined ? '–' : format(number, unit)).padStart(WIDTH),
  );
  return `${`  ${title}`.padEnd(width)}${cells.join('')} ${unit.padEnd(14)}${remark(figure)}`.trimEnd();
}

function remark(figure: Promised): string {
  if (figure.floor !== undefined && isWorse(figure, figure.floor)) {
    return `BELOW THE FLOOR of ${format(figure.floor, figure.unit)}`;
  }
  return missesTarget(figure) ? 'below target' : '';
}
