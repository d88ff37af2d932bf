/** The command line of `npm run eval`. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const MEASURES = [
  'lid',
  'tatoeba',
  'ntrex',
  'xquad',
  'questions',
  'unanswerable',
  'speed',
  'additions',
] as const;
export type MeasureName = (typeof MEASURES)[number];

/** Every file and folder the measures read. */
export interface DataFiles {
  readonly lid: string;
  readonly tatoeba: string;
  readonly ntrex: string;
  readonly xquadPassages: string;
  readonly xquadQuestions: string;
  readonly questions: string;
  readonly unanswerable: string;
  readonly corpus: string;
}

export interface Flags {
  readonly files: DataFiles;
  /** No file was named: what is measured may be compared with what was. */
  readonly defaultData: boolean;
  readonly only: readonly MeasureName[];
  readonly quick: boolean;
  readonly json: boolean;
  readonly setFloor: boolean;
  readonly help: boolean;
}

export const HELP = `Usage: npm run eval -- [--quick] [--only NAME]... [--json] [files]

  --quick                     a part of the data, in under a minute
  --only NAME                 only this measure; may be repeated: ${MEASURES.join(', ')}
  --json                      print JSON instead of the table
  --set-floor                 keep what is measured, a little lowered, as the floor from now on

Other data, in the formats of ../shared/data/eval and test/eval:
  --lid FILE                  label (yue, zh, en), source, text
  --tatoeba FILE              yue, en
  --ntrex FILE                en, yue
  --xquad PASSAGES QUESTIONS  two files
  --questions FILE            JSONL: id, article, passage, facts, en, yue, zh
  --unanswerable FILE         JSONL: id, en, yue, zh
  --corpus DIR                the articles that the questions are about

A full run over the default data writes docs/evaluation.md, .json and .svg.
Exit code: 0 done, 1 a figure is below its floor or the run failed.`;

/** The command line cannot be used; meant for the person who typed it. */
export class FlagError extends Error {
  override readonly name = 'FlagError';
}

export const defaultFiles = (root: string): DataFiles => ({
  lid: resolve(root, '../shared/data/eval/lid-dev.tsv'),
  tatoeba: resolve(root, '../shared/data/eval/tatoeba-yue-dev.tsv'),
  ntrex: resolve(root, '../shared/data/eval/ntrex-dev.tsv'),
  xquadPassages: resolve(root, '../shared/data/eval/xquad-dev-passages.tsv'),
  xquadQuestions: resolve(root, '../shared/data/eval/xquad-dev-questions.tsv'),
  questions: resolve(root, 'test/eval/questions.jsonl'),
  unanswerable: resolve(root, 'test/eval/unanswerable.jsonl'),
  corpus: resolve(root, 'corpus'),
});

const FILE = { type: 'string' } as const;
const SWITCH = { type: 'boolean', default: false } as const;

/** @throws FlagError that says what is wrong and what there is to choose from. */
export function readFlags(args: readonly string[], root: string): Flags {
  const { values, positionals } = parse(args);
  const [xquadQuestions, ...surplus] = positionals;
  if (values.xquad !== undefined && xquadQuestions === undefined) {
    throw new FlagError(`--xquad takes two files, passages and questions; after ${values.xquad} there is none.`);
  }
  const unknown = values.xquad === undefined ? positionals : surplus;
  if (unknown.length > 0) throw new FlagError(`What is ${unknown.join(' ')} for? A file needs its flag before it.`);
  const only = values.only ?? [];
  for (const name of only) {
    if (!isMeasure(name)) throw new FlagError(`--only ${name}: no such measure. There are ${MEASURES.join(', ')}.`);
  }
  const { lid, tatoeba, ntrex, questions, unanswerable, corpus } = values;
  const named = Object.entries({
    ...{ lid, tatoeba, ntrex, questions, unanswerable, corpus },
    ...{ xquadPassages: values.xquad, xquadQuestions },
  }).filter((entry): entry is [keyof DataFiles, string] => entry[1] !== undefined);
  for (const [, path] of named) {
    if (!existsSync(path)) throw new FlagError(`There is no ${resolve(path)}: check the path after its flag.`);
  }
  const given = Object.fromEntries(named.map(([name, path]) => [name, resolve(path)]));
  const defaultData = named.length === 0;
  if (values['set-floor'] && (!defaultData || only.length > 0)) {
    throw new FlagError('--set-floor needs every measure over the default data: leave out --only and the files.');
  }
  return {
    files: { ...defaultFiles(root), ...given },
    defaultData,
    only: only as MeasureName[],
    quick: values.quick,
    json: values.json,
    setFloor: values['set-floor'],
    help: values.help,
  };
}

const isMeasure = (name: string): name is MeasureName => (MEASURES as readonly string[]).includes(name);

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ lid: FILE, tatoeba: FILE, ntrex: FILE, xquad: FILE, questions: FILE, unanswerable: FILE, corpus: FILE },
        only: { type: 'string', multiple: true },
        ...{ quick: SWITCH, json: SWITCH, 'set-floor': SWITCH, help: SWITCH },
      },
    });
  } catch (error) {
    throw new FlagError((error as Error).message);
  }
}
