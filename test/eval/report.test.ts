import { describe, expect, it } from 'vitest';
import type { Run } from '../../eval/committed.ts';
import { figure } from '../../eval/figures.ts';
import type { Measure } from '../../eval/measures/measure.ts';
import { chart } from '../../eval/report/chart.ts';
import { markdown } from '../../eval/report/markdown.ts';
import { table } from '../../eval/report/table.ts';

const measure = (name: Measure['name'], title: string): Measure => ({
  ...{ name, title, method: `How ${title} is measured.`, needs: [] },
  run: async () => [],
});
const measures = [measure('xquad', 'XQuAD'), measure('speed', 'Time'), measure('lid', 'Language')];
const good = figure('xquad.zh-en', 'zh→en', 95.04, 612, { target: 94, baseline: 87.1 });
const poor = { ...figure('xquad.en-zh', 'en→zh <b>', 90, 612, { target: 94, baseline: 89 }), floor: 91 };
const time = figure('speed.search', 'search', 1.234, 200, { unit: 'ms', better: 'lower' });
const figures = [good, poor, time];
const run: Run = { measured: '2026-01-02', embedder: 'toy@1', node: '20.1', cores: 2, seconds: 61.4, figures };

describe('table', () => {
  const printed = table(measures, figures, [{ ...good, value: 94.5 }]);
  it.each([
    ['the figure, its target, baseline and last value', /zh→en +95\.0 +94\.0 +87\.1 +94\.5 %$/m],
    ['what has sunk below its floor', /en→zh <b> +90\.0 +94\.0 +89\.0 +– % +BELOW THE FLOOR of 91\.0$/m],
    ['a time', /search +1\.23 +– +– +– ms$/m],
  ])('shows %s', (_, line) => {
    expect(printed).toMatch(line);
  });

  it('marks what is below its target, and leaves out measures without figures', () => {
    expect(table(measures, [{ ...good, value: 93 }], [])).toMatch(/93\.0 .*below target$/m);
    expect(printed).not.toContain('Language');
  });
});

it('writes a page with method, target, baseline, floor and count', () => {
  const page = markdown(measures, run, undefined);
  expect(page).toContain('| zh→en | 95.0 | 94.0 | 87.1 | – | 612 |');
  expect(page).toContain('| *90.0* | 94.0 | 89.0 | 91.0 | 612 |');
  expect(page).toContain('| search (ms) | 1.23 | – | – | – | 200 |');
  expect(page).toContain('1 of 2 targets are reached');
  expect(page).toContain('How XQuAD is measured.');
});

describe('chart', () => {
  const svg = chart(measures, figures);
  it('draws a bar of ours, one of the baseline and the target', () => {
    expect(svg.match(/<rect class="ours"/g)).toHaveLength(2 + 1);
    expect(svg.match(/<rect class="baseline"/g)).toHaveLength(2 + 1);
    expect(svg.match(/<line class="target"/g)).toHaveLength(2 + 1);
    expect(svg).toContain('prefers-color-scheme: dark');
  });

  it('is well-formed: titles are escaped, tags closed', () => {
    expect(svg).not.toContain('<b>');
    const open: string[] = [];
    for (const [, close, name, self] of svg.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
      if (close) expect(open.pop()).toBe(name);
      else if (!self) open.push(name!);
    }
    expect(open).toEqual([]);
  });
});
