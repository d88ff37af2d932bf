/** How fast this machine embeds, kept from one ingest to the next so that a plan can say how long it will take. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { EmbeddingModel, Passage } from '../core/types.ts';
import { bytesOf, embedPassages } from './embed-passages.ts';

/** UTF-8 bytes a second. */
type Rate = number;

const rateSchema = z.object({ model: z.string(), bytesPerSecond: z.number().positive() });

const pathOf = (indexDir: string) => join(indexDir, 'ingest-rate.json');

/** Of shorter runs too much is loading the model. */
const WORTH_KEEPING_MS = 3000;

/** undefined where no run before was long enough, or it was with another model. */
export async function readRate(indexDir: string, model: string): Promise<Rate | undefined> {
  try {
    const kept = rateSchema.parse(JSON.parse(await readFile(pathOf(indexDir), 'utf8')));
    return kept.model === model ? kept.bytesPerSecond : undefined;
  } catch {
    return undefined;
  }
}

/** A rate that cannot be kept is no reason to fail. */
export async function keepRate(indexDir: string, model: string, bytes: number, ms: number): Promise<void> {
  if (ms < WORTH_KEEPING_MS || bytes === 0) return;
  const bytesPerSecond = Math.round((bytes / ms) * 1000);
  await writeFile(pathOf(indexDir), `${JSON.stringify({ model, bytesPerSecond })}\n`).catch(() => {});
}

/** Half a second's work. */
const TRIAL_PASSAGES = 16;

/** Embeds some of the passages and throws the vectors away. undefined when there is nothing to embed. */
export async function tryRate(embedder: EmbeddingModel, missing: readonly Passage[]): Promise<Rate | undefined> {
  const [first] = missing;
  if (!first) return undefined;
  const { language } = first;
  // Once for the threads to start.
  await embedPassages(embedder, Array(4).fill(first), language);
  const trial = missing.slice(0, TRIAL_PASSAGES);
  const started = performance.now();
  await embedPassages(embedder, trial, language);
  return (bytesOf(trial) / (performance.now() - started)) * 1000;
}
