/** The figures in Markdown, and every suspect in words. */
import type { Speed, Summary } from './figures.ts';
import type { Outcome } from './put.ts';

export interface Report {
  /** ISO 8601 date. */
  readonly measured: string;
  readonly model: string;
  readonly cores: number;
  readonly threads: number;
  /** Processes that wanted a core, over the last minute of the run. Times of a busy machine say little. */
  readonly load: number;
  readonly node: string;
  /** Of how many questions; `all` or a sample. */
  readonly questions: number;
  readonly sampled: boolean;
  readonly summaries: readonly Summary[];
  readonly speeds: Readonly<Record<string, Speed>>;
}

const NAMES: Readonly<Record<string, string>> = { en: 'English', yue: 'Cantonese', zh: 'written Chinese', all: 'all' };

const share = (part: number, of: number): string =>
  of === 0 ? '–' : `${part}/${of} (${Math.round((100 * part) / of)}%)`;
const seconds = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`);

const COLUMNS: readonly (readonly [string, (summary: Summary) => string])[] = [
  ['asked in', ({ asked }) => NAMES[asked] ?? asked],
  ['answered', ({ answered, answerable }) => share(answered, answerable)],
  ['answered right', ({ right, answerable }) => share(right, answerable)],
  ['cited right', ({ citedSome, answered }) => share(citedSome, answered)],
  ['in the reader’s language', ({ inLanguage, texts }) => share(inLanguage, texts)],
  ['unanswerable ones answered', ({ answeredUnanswerable, unanswerable }) => share(answeredUnanswerable, unanswerable)],
  ['with a suspect', ({ suspicious, texts }) => share(suspicious, texts)],
  ['sentences cut', ({ way, cut, written }) => (way.includes(' checked') ? share(cut, written) : '–')],
  ['extractive instead', ({ fallbacks, texts }) => share(fallbacks, texts)],
  ['first text p50 / p95', ({ firstTextP50, firstTextP95 }) => `${seconds(firstTextP50)} / ${seconds(firstTextP95)}`],
];

export function reportMarkdown(report: Report, outcomes: readonly Outcome[]): string {
  const ways = [...new Set(report.summaries.map(({ way }) => way))];
  const checked = outcomes.filter(({ way }) => way.endsWith(' checked'));
  const { model, questions, sampled, cores, threads, load, node, measured } = report;
  return [
    '# A real language model, checked and unchecked',
    `${model}, ${sampled ? `a sample of ${questions} questions` : `all ${questions} questions`}, ${threads === 1 ? 'one thread' : `${threads} threads`} on ${cores} cores (load ${load.toFixed(1)} at the end), Node ${node}, ${measured}. \`npm run test:llm\` measures it again. Retrieval, refusals and the built-in answers over more data: [evaluation.md](evaluation.md).`,
    METHOD,
    ...ways.flatMap((way) => [`## ${way}`, table(report.summaries.filter((summary) => summary.way === way))]),
    ...speedLines(report),
    '## Suspects that reached the reader',
    suspectLines(checked.filter(({ suspects }) => suspects.length > 0)),
    '## Unanswerable questions that were answered, checked',
    answerLines(checked.filter(({ right, refused }) => right === undefined && !refused)),
    '',
  ].join('\n\n');
}

const METHOD = `**Answered right**: every fact of the question stands in the answer by one of its spellings. **Cited right**: of the answers,
those with a citation from a passage that answers the question. **In the reader’s language**: script, and for Cantonese and
written Chinese not clearly the other (the detector is under 80% sure of it); refusals are left out. **With a suspect**: a
figure or a name that stands in no article in any language nor in the question, told by rules of its own
(\`eval/llm/suspects.ts\`) that know nothing of the check; it suspects too much rather than too little. **Sentences cut**: of
what the model wrote. **Refusals trusted**: \`LLM_REFUSAL=trust\`,
over the same generations; it pays with a model whose own refusals are mostly of unanswerable questions. **First text**: what the reader waits for it, retrieval included.`;

function table(rows: readonly Summary[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(COLUMNS.map(([title]) => title)),
    line(COLUMNS.map(() => '---')),
    ...rows.map((row) => line(COLUMNS.map(([, cell]) => cell(row)))),
  ].join('\n');
}

function speedLines({ speeds, summaries }: Report): string[] {
  return Object.entries(speeds).map(([engine, { generations, load, prompt, completion }]) => {
    const noted = load ? `, at a load of ${load.map((value) => value.toFixed(1)).join(' to ')} where it was noted` : '';
    const all = summaries.find(({ way, asked }) => way === `${engine} checked` && asked === 'all');
    const refusals = all
      ? ` Of the model’s own refusals ${all.modelRefusedAnswerable} were of answerable questions and ${all.modelRefusedUnanswerable} of unanswerable ones.`
      : '';
    return `**${engine}**: ${Math.round(prompt)} tokens of prompt and ${Math.round(completion)} of answer a second (medians of ${generations}${noted}).${refusals}`;
  });
}

function suspectLines(outcomes: readonly Outcome[]): string {
  if (outcomes.length === 0) return 'None.';
  return outcomes
    .map(({ id, asked, answer, suspects }) => {
      const texts = suspects.map(({ text }) => text).join(', ');
      return `- ${id} (${asked}): ${texts} in “${answer.replace(/\s+/g, ' ')}”`;
    })
    .join('\n');
}

function answerLines(outcomes: readonly Outcome[]): string {
  if (outcomes.length === 0) return 'None.';
  return outcomes
    .map(
      ({ way, id, asked, question, answer }) =>
        `- ${way}, ${id} (${asked}): ${question} → ${answer.replace(/\s+/g, ' ')}`,
    )
    .join('\n');
}

/** For a person: each answer with what speaks against it. */
export function remarkable(outcomes: readonly Outcome[]): string {
  return outcomes
    .filter(({ suspects, cut, inLanguage, right, refused }) => {
      const isAnsweredUnanswerable = right === undefined && !refused;
      return suspects.length > 0 || cut.length > 0 || inLanguage === false || isAnsweredUnanswerable;
    })
    .map(describe)
    .join('\n\n');
}

function describe(outcome: Outcome): string {
  const { way, id, asked, question, answer, refused, fallback, inLanguage, right, suspects, cut } = outcome;
  const remarks = [
    right === undefined && !refused && 'answered an unanswerable question',
    inLanguage === false && 'wrong language',
    suspects.length > 0 && `suspects: ${suspects.map(({ text }) => text).join(', ')}`,
    fallback && `extractive instead: ${fallback}`,
    ...cut.map(({ sentence, reason, detail }) => `cut (${[reason, detail].filter(Boolean).join(': ')}): ${sentence}`),
  ];
  return `${id} ${asked}, ${way}: ${question}\n  → ${answer.replace(/\s+/g, ' ')}${remarks
    .filter(Boolean)
    .map((remark) => `\n  ! ${remark}`)
    .join('')}`;
}
