/** `docs/evaluation.svg`: a bar of ours and one of the baseline for each figure with a target, which is a line. */
import { format, type Promised } from '../figures.ts';
import type { Measure } from '../measures/measure.ts';

const WIDTH = 890;
const LEFT = 270;
/** Pixels a percent; the axis begins at 0, so that lengths can be compared. */
const SCALE = 5.3;
const ROW = 30;
const HEADING = 34;
const TOP = 56;

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; } .small { font-size: 11px; fill: #59636e; }
  .ours { fill: #0b6e4f; } .baseline { fill: #a3acb5; }
  .target { stroke: #b3261e; stroke-width: 2; } .grid { stroke: #d1d9e0; stroke-width: 1; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; } .small { fill: #b1bac4; }
    .ours { fill: #3fb68b; } .baseline { fill: #656c76; }
    .target { stroke: #ff8a80; } .grid { stroke: #3d444d; }
  }`;

export function chart(measures: readonly Measure[], figures: readonly Promised[]): string {
  const parts: string[] = [];
  let y = TOP;
  for (const { name, title } of measures) {
    const own = figures.filter(
      ({ id, unit, better, target }) =>
        id.startsWith(`${name}.`) && unit === '%' && better === 'higher' && target !== undefined,
    );
    if (own.length === 0) continue;
    parts.push(`<text class="title" x="16" y="${y + 22}">${escapeXml(title)}</text>`);
    y += HEADING;
    for (const figure of own) {
      parts.push(row(figure, y));
      y += ROW;
    }
  }
  const height = y + 16;
  const grid = [0, 25, 50, 75, 100].map(
    (percent) =>
      `<line class="grid" x1="${at(percent)}" x2="${at(percent)}" y1="${TOP}" y2="${y}"/>` +
      `<text class="small" x="${at(percent)}" y="${TOP - 6}" text-anchor="middle">${percent}%</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Samman beside the stock pipeline and the targets">
<style>${STYLE}
</style>
${[legend(), ...grid, ...parts].join('\n')}
</svg>
`;
}

const at = (percent: number): number => Math.round((LEFT + percent * SCALE) * 10) / 10;

function row({ title, unit, value, target, baseline }: Promised, y: number): string {
  const bar = (className: string, length: number, from: number, thickness: number) =>
    `<rect class="${className}" x="${LEFT}" y="${from}" width="${Math.round(length * SCALE * 10) / 10}" height="${thickness}"/>`;
  const beside = baseline === undefined ? '' : ` / ${format(baseline, unit)}`;
  const tip =
    baseline === undefined ? format(value, unit) : `${format(value, unit)} (baseline ${format(baseline, unit)})`;
  return [
    `<g><title>${escapeXml(`${title}: ${tip}, target ${format(target!, unit)}`)}</title>`,
    `<text x="${LEFT - 10}" y="${y + 16}" text-anchor="end">${escapeXml(title)}</text>`,
    bar('ours', value, y + 4, 11),
    baseline === undefined ? '' : bar('baseline', Math.max(0, baseline), y + 15, 7),
    `<line class="target" x1="${at(target!)}" x2="${at(target!)}" y1="${y + 1}" y2="${y + 24}"/>`,
    `<text class="small" x="${at(100) + 12}" y="${y + 17}">${format(value, unit)}${beside}</text></g>`,
  ].join('');
}

const legend = (): string =>
  [
    `<rect class="ours" x="16" y="14" width="22" height="11"/><text x="44" y="24">Samman</text>`,
    `<rect class="baseline" x="124" y="16" width="22" height="7"/><text x="152" y="24">same weights, stock pipeline</text>`,
    `<line class="target" x1="350" x2="350" y1="10" y2="29"/><text x="358" y="24">target</text>`,
  ].join('');

const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
