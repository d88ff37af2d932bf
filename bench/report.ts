/** `docs/benchmarks.md`. */
import { LIMITS } from './limits.ts';
import { median, meets, type Row } from './row.ts';

const percent = (ratio: number): string => `${Math.round(ratio * 1000) / 10}%`;
const times = (ratio: number): string => `×${Math.round(ratio * 100) / 100}`;
const shown = ({ as }: Row, ratio: number): string => (as === 'share' ? percent : times)(ratio);
const figure = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));

/** Smallest to largest of the rounds. */
const spread = (row: Row): string => `${shown(row, Math.min(...row.ratios))} – ${shown(row, Math.max(...row.ratios))}`;

const targetOf = (row: Row): string =>
  row.target.value === undefined ? '–' : `${row.target.at === 'least' ? '≥' : '≤'} ${shown(row, row.target.value)}`;

export const rowLine = (row: Row): string =>
  `${row.what}: ${shown(row, median(row.ratios))} (${spread(row)}; target ${targetOf(row)}${meets(row) ? '' : ', not met'})`;

const notesOf = ({ id, what, notes, processor }: Row): string => {
  const limit = LIMITS[id];
  const said = [`**${what}.**`, ...(processor ? [`On ${processor}.`] : []), ...notes];
  return `- ${[...said, ...(limit ? [`What limits it: ${limit}`] : [])].join(' ')}`;
};

export function benchMarkdown(
  rows: readonly Row[],
  machine: { readonly node: string; readonly cores: number },
): string {
  const lines = rows.map(
    (row) =>
      `| ${row.what} | ${row.against} | ${figure(median(row.ours))} ${row.unit} | ${figure(median(row.theirs))} ${row.unit} | ${shown(row, median(row.ratios))} (${spread(row)}) | ${targetOf(row)}${meets(row) ? '' : ' **not met**'} | ${row.load.toFixed(1)} |`,
  );
  return `# Benchmarks

![Each ratio beside its target](benchmarks.svg)

Made by \`npm run bench\`: both sides in one run, in turn, so that a busy minute falls on both. Node ${machine.node}, ${machine.cores} cores. The load average includes the benchmark's own; medians, and in brackets the smallest and the largest of the rounds.

| what | against | ours | theirs | ratio | target | load |
|---|---|---|---|---|---|---|
${lines.join('\n')}

${rows.map(notesOf).join('\n')}

## How

\`npm run bench -- --only NAME\` runs one part; \`--only\` may be given more than once, and rows measured before stay on this page. Texts are real sentences of \`../shared/data/train\`. The passages of search, recall, memory and start are made of 8,000 of them, each with its real vector: a run of five as they follow each other, one exchanged for another text's, and the passage's vector is the direction of the five's sum with weights drawn anew. They are made once (minutes, the largest) and kept in \`~/.cache/samman/bench\`. The questions there are XQuAD's, in English, Simplified and Traditional; those of the first sentence are the evaluation's own, over \`corpus/\`. Memory and start are measured in processes of their own.
`;
}
