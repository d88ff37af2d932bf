/** `docs/evaluation.md`. */
import type { Run } from '../committed.ts';
import { format, missesTarget, type Promised } from '../figures.ts';
import type { Measure } from '../measures/measure.ts';

const HEAD = `# Evaluation

Written by \`npm run eval\`; change nothing here by hand. The figures in a form for programs: [evaluation.json](evaluation.json).
Answers of a real language model, checked and unchecked, are measured by \`npm run test:llm\`: [language-models.md](language-models.md).

![Samman, the stock pipeline and the targets](evaluation.svg)
`;

const READING = `## Reading the tables

**Baseline** is the same weights, in the same run, in the stock LangChain pipeline: \`RecursiveCharacterTextSplitter\` with its
defaults (1,000 characters, 200 of them shared), \`HNSWLib\`, the model's own prefixes, vectors only. A passage is ranked by
its best chunk. **Target** is what the project set itself; *italics* fall short of it. **Floor** is a promise: \`npm run eval\`
ends with exit code 1 when a figure is worse. A floor lies half a point, or two questions, below what was measured when it was
set, whichever is more; a time has one only where it has a target. Figures are percentages unless a unit is given; in a row
that says “refused” of answerable questions, in “behind”, and in times, less is better.

Where the data come from: XQuAD and NTREX-128 (CC BY-SA 4.0), Tatoeba (CC BY 2.0 FR), and for the language of a text also
UD_Cantonese-HK, UD_Chinese-HK, DRCD and TruthfulQA. They lie in \`../shared/data/eval\`, outside of this repository; what is not
there is skipped. The own question set is in \`test/eval\`, and nothing in the product knows it. Thresholds and weights were
fitted on XQuAD’s half that is measured here and on articles written to train with (\`models/train/passages\`), so figures on
other data, by the same command with its flags, are the better judge.
`;

export function markdown(measures: readonly Measure[], full: Run, quick: Run | undefined): string {
  return [
    HEAD,
    summary(full),
    READING,
    ...measures.flatMap((measure) => section(measure, full.figures)),
    commands(quick),
  ].join('\n');
}

function summary({ measured, embedder, node, cores, seconds, figures }: Run): string {
  const aimed = figures.filter(({ target }) => target !== undefined);
  const reached = aimed.filter((figure) => !missesTarget(figure)).length;
  return `Measured on ${measured} with \`${embedder}\`, Node ${node}, ${cores} cores, in ${Math.round(seconds)} s. ${reached} of ${aimed.length} targets are reached.\n`;
}

function section({ name, title, method }: Measure, figures: readonly Promised[]): string[] {
  const own = figures.filter(({ id }) => id.startsWith(`${name}.`));
  if (own.length === 0) return [];
  const rows = own.map((figure) => {
    const cell = (value: number | undefined) => (value === undefined ? '–' : format(value, figure.unit));
    const value = missesTarget(figure) ? `*${cell(figure.value)}*` : cell(figure.value);
    const unit = figure.unit === '%' ? '' : ` (${figure.unit})`;
    const cells = [`${figure.title}${unit}`, value, cell(figure.target), cell(figure.baseline), cell(figure.floor)];
    return `| ${[...cells, figure.count].join(' | ')} |`;
  });
  return [
    `## ${title}\n\n\`--only ${name}\`. ${method}\n`,
    `| | Samman | target | baseline | floor | of |\n|---|--:|--:|--:|--:|--:|\n${rows.join('\n')}\n`,
  ];
}

function commands(quick: Run | undefined): string {
  const took = quick ? `, ${Math.round(quick.seconds)} s when its floors were set` : '';
  return `## Commands

\`\`\`
npm run eval                    # everything, writes docs/
npm run eval -- --quick         # a part of the data with floors of its own, for CI${took}
npm run eval -- --only xquad --xquad passages.tsv questions.tsv
npm run eval -- --set-floor     # with --quick for the quick floors
npm run eval -- --help
\`\`\`
`;
}
