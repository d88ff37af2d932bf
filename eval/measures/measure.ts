import type { DetectedLanguage } from '../../core/answer/conversation.ts';
import type { RetrievalAids } from '../../core/retrieval/retriever.ts';
import type { EmbeddingModel } from '../../core/types.ts';
import type { Baseline } from '../baseline.ts';
import type { Figure } from '../figures.ts';
import type { DataFiles, MeasureName } from '../flags.ts';
import type { CreatePool } from '../pool.ts';
import type { Progress } from '../progress.ts';

export interface Embedders {
  /** Embeds each text once a run. */
  readonly embedder: EmbeddingModel;
  readonly uncached: EmbeddingModel;
}

/** What is measured: the product's own parts, put together as the server does. */
export interface Parts extends Embedders {
  detect(text: string): DetectedLanguage;
  /** The same, one part left out of each; a model that only this needs is opened when it is asked for. */
  readonly without: Record<'bridge' | 'means', () => Promise<Embedders>>;
  readonly createPool: CreatePool;
  readonly aids?: RetrievalAids | undefined;
  /** Undefined where hnswlib-node is not built. */
  readonly baseline: Baseline | undefined;
  /** Refuse below this confidence, 0 to 1. */
  readonly threshold: number;
}

export interface MeasureInput {
  readonly parts: Parts;
  readonly files: DataFiles;
  /** A part of the data only. */
  readonly quick: boolean;
  readonly progress: Progress;
}

export interface Measure {
  readonly name: MeasureName;
  readonly title: string;
  /** How it is measured and what the figures mean, in Markdown. */
  readonly method: string;
  /** The files without which it is skipped. */
  readonly needs: readonly (keyof DataFiles)[];
  run(input: MeasureInput): Promise<Figure[]>;
}
