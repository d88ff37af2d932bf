/** The command line of `npm run test:llm`. */
import { parseArgs } from 'node:util';
import { FlagError } from '../flags.ts';
import { isWeightsName, WEIGHTS, type WeightsName } from './weights.ts';

export const ENGINES = ['gguf', 'llama-cpp'] as const;
export type Engine = (typeof ENGINES)[number];

export interface LlmFlags {
  readonly model: WeightsName;
  readonly engines: readonly Engine[];
  /** Undefined for every question. */
  readonly sample?: number;
  readonly seed: string;
  readonly threads: number;
  /** As far as earlier runs came. */
  readonly kept: boolean;
  readonly docs: boolean;
  readonly help: boolean;
}

export const HELP = `Usage: npm run test:llm -- [--sample N] [--engine NAME]...

Asks a real language model the question set, with the check of its answers on and off, beside the extractive answers.
Fetches the model once (1.1 GB, Python 3.10 with pip and venv needed) and keeps what it generates, both in SAMMAN_CACHE or
the system's cache folder: asked again, it answers at once. Reads only; nothing of it is part of npm test.

  --sample N      N questions instead of all 405: of each kind and language its share
  --seed TEXT     which of them (default: samman)
  --engine NAME   ${ENGINES.join(' (in this process) or ')} (its own server); may be repeated; both when not given
  --model NAME    ${Object.keys(WEIGHTS).join(' or ')} (default: qwen; smollm2 only shows that everything fits together)
  --threads N     CPU threads (default: 2)
  --kept          as many of them as earlier runs came to, stopped ones too: nothing new is generated
  --docs          write docs/language-models.md and .json
Exit code: 0 done, 1 failed.`;

/** @throws FlagError that says what is wrong and what there is to choose from. */
export function readLlmFlags(args: readonly string[]): LlmFlags {
  const { values } = parse(args);
  const { model, seed, kept, docs, help } = values;
  if (!isWeightsName(model)) throw new FlagError(`--model ${model}: there are ${Object.keys(WEIGHTS).join(', ')}.`);
  for (const engine of values.engine ?? []) {
    if (!isEngine(engine)) throw new FlagError(`--engine ${engine}: there are ${ENGINES.join(', ')}.`);
  }
  const sample = values.sample === undefined ? undefined : positive('--sample', values.sample);
  return {
    ...{ model, seed, kept, docs, help },
    engines: values.engine ? (values.engine as Engine[]) : ENGINES,
    threads: positive('--threads', values.threads),
    ...(sample !== undefined && { sample }),
  };
}

const isEngine = (name: string): name is Engine => (ENGINES as readonly string[]).includes(name);

function positive(flag: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new FlagError(`${flag} ${value}: a whole number from 1 is expected.`);
  return number;
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const on = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{ sample: text, seed: { ...text, default: 'samman' }, threads: { ...text, default: '2' } },
        ...{ model: { ...text, default: 'qwen' }, engine: { ...text, multiple: true } },
        ...{ kept: on, docs: on, help: on },
      },
    });
  } catch (error) {
    throw new FlagError((error as Error).message);
  }
}
