/** `docs/benchmarks.svg`: how much of its target each row reaches, as a bar with the spread of its rounds. */
import { median, meets, type Row } from './row.ts';

const ROW = 30;
const LEFT = 400;
const WIDTH = 360;
/** Bars end at twice the target. */
const MOST = 2;

/** 1 at the target; above it is better. */
const reached = ({ target }: Row, ratio: number): number =>
  Math.min(MOST, target.at === 'least' ? ratio / target.value! : target.value! / Math.max(ratio, 1e-9));

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('`', '');

export function benchChart(rows: readonly Row[]): string {
  const shown = rows.filter(({ target }) => target.value !== undefined);
  const x = (value: number) => Math.round(LEFT + (value / MOST) * WIDTH);
  const bars = shown.map((row, i) => {
    const y = 40 + i * ROW;
    const value = reached(row, median(row.ratios));
    const ends = row.ratios.map((ratio) => reached(row, ratio));
    const name = row.what.length > 62 ? `${row.what.slice(0, 60)}…` : row.what;
    return [
      `<text x="${LEFT - 8}" y="${y + 14}" text-anchor="end">${escaped(name)}</text>`,
      `<rect x="${LEFT}" y="${y + 3}" width="${x(value) - LEFT}" height="14" fill="${meets(row) ? '#2a7d5f' : '#b4562d'}"/>`,
      `<path d="M${x(Math.min(...ends))} ${y + 10}H${x(Math.max(...ends))}" stroke="#888" stroke-width="2"/>`,
    ].join('');
  });
  const height = 50 + shown.length * ROW;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + 20} ${height}" font-family="sans-serif" font-size="12" role="img">
<title>How much of its target each figure reaches</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="${x(1)}" y="22" text-anchor="middle">target</text>
<text x="${x(MOST)}" y="22" text-anchor="end">twice as good</text>
${bars.join('\n')}
<path d="M${x(1)} 28V${height - 10}" stroke="#222" stroke-dasharray="4 3"/>
</svg>
`;
}
