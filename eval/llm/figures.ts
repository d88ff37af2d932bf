/** What the outcomes of each way of answering come to. */
import { quantile } from '../metrics.ts';
import type { Generation } from './cached-model.ts';
import type { Outcome } from './put.ts';

/** Counts, so that whoever reads “0” sees of how many. */
export interface Summary {
  readonly way: string;
  /** `en`, `yue`, `zh`, or `all`. */
  readonly asked: string;
  readonly answerable: number;
  readonly answered: number;
  /** Every fact stands in the answer. */
  readonly right: number;
  /** Of those answered. */
  readonly citedSome: number;
  readonly citedAll: number;
  readonly unanswerable: number;
  /** An answer that is no refusal, to a question that the articles do not answer. */
  readonly answeredUnanswerable: number;
  /** Answers of any kind, refusals left out, and how many were in the reader's language. */
  readonly texts: number;
  readonly inLanguage: number;
  /** Answers that reached the reader with a figure or a name that stands in no article. */
  readonly suspicious: number;
  /** Answers for which the extractive one stood in. */
  readonly fallbacks: number;
  /** Sentences the model wrote, and how many of them the check cut. */
  readonly written: number;
  readonly cut: number;
  /** Questions to which the model wrote nothing but that the articles don't say. */
  readonly modelRefusedAnswerable: number;
  readonly modelRefusedUnanswerable: number;
  /** Milliseconds. */
  readonly firstTextP50: number;
  readonly firstTextP95: number;
}

export function summarize(outcomes: readonly Outcome[], way: string, asked: string): Summary {
  const own = outcomes.filter((outcome) => outcome.way === way && (asked === 'all' || outcome.asked === asked));
  const count = (wanted: (outcome: Outcome) => boolean | undefined) => own.filter(wanted).length;
  const refusedByModel = ({ written, sentences }: Outcome) => written.length > 0 && sentences === 0;
  const delays = own.map(({ firstText }) => firstText);
  return {
    ...{ way, asked },
    answerable: count(({ right }) => right !== undefined),
    answered: count(({ right, refused }) => right !== undefined && !refused),
    right: count(({ right }) => right),
    citedSome: count(({ citedSome }) => citedSome),
    citedAll: count(({ citedAll }) => citedAll),
    unanswerable: count(({ right }) => right === undefined),
    answeredUnanswerable: count(({ right, refused }) => right === undefined && !refused),
    texts: count(({ refused }) => !refused),
    inLanguage: count(({ inLanguage }) => inLanguage),
    suspicious: count(({ suspects }) => suspects.length > 0),
    fallbacks: count(({ fallback }) => fallback !== undefined),
    written: own.reduce((sum, { sentences }) => sum + sentences, 0),
    cut: own.reduce((sum, { cut }) => sum + cut.length, 0),
    modelRefusedAnswerable: count((outcome) => outcome.right !== undefined && refusedByModel(outcome)),
    modelRefusedUnanswerable: count((outcome) => outcome.right === undefined && refusedByModel(outcome)),
    firstTextP50: quantile(delays, 0.5),
    firstTextP95: quantile(delays, 0.95),
  };
}

export interface Speed {
  readonly generations: number;
  /** Least and most, of the machine while it generated; undefined where it was not noted. */
  readonly load?: readonly [number, number];
  /** Tokens a second, medians. */
  readonly prompt: number;
  readonly completion: number;
}

/** Of the generations of one engine. */
export function speedOf(generations: readonly Generation[]): Speed {
  const prompt: number[] = [];
  const completion: number[] = [];
  for (const { events } of generations) {
    const first = events[0];
    const last = events.at(-1);
    if (!first || last?.[1].type !== 'end' || !last[1].usage) continue;
    const { usage } = last[1];
    if (first[0] > 0) prompt.push((usage.prompt * 1000) / first[0]);
    if (usage.completion > 1 && last[0] > first[0])
      completion.push(((usage.completion - 1) * 1000) / (last[0] - first[0]));
  }
  const loads = generations.flatMap(({ load }) => load ?? []);
  return {
    generations: prompt.length,
    ...(loads.length > 0 && { load: [Math.min(...loads), Math.max(...loads)] as const }),
    prompt: quantile(prompt, 0.5),
    completion: quantile(completion, 0.5),
  };
}
