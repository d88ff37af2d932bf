/** Runs the measures asked for, as far as their files are there. */
import { existsSync } from 'node:fs';
import type { Figure } from './figures.ts';
import type { MeasureName } from './flags.ts';
import type { Measure, MeasureInput } from './measures/measure.ts';

export interface Outcome {
  readonly figures: readonly Figure[];
  /** Measures left out because a file is missing. */
  readonly skipped: readonly { readonly name: MeasureName; readonly missing: readonly string[] }[];
}

/** @param only measures to run; all of them when empty. */
export async function runMeasures(
  measures: readonly Measure[],
  only: readonly MeasureName[],
  input: MeasureInput,
): Promise<Outcome> {
  const figures: Figure[] = [];
  const skipped: { name: MeasureName; missing: string[] }[] = [];
  for (const { name, title, needs, run } of measures) {
    if (only.length > 0 && !only.includes(name)) continue;
    const missing = needs.map((file) => input.files[file]).filter((path) => !existsSync(path));
    if (missing.length > 0) {
      skipped.push({ name, missing });
      input.progress.note(`Skipped ${name} (${title}): there is no ${missing.join(', no ')}.`);
      continue;
    }
    figures.push(...(await run(input)));
  }
  return { figures, skipped };
}
