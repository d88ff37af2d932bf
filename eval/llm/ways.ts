/** The ways of answering that one language model allows: as the server does it, and without the check. */
import { createGrounded } from '../../core/answer/grounded/grounded.ts';
import { parallelSections } from '../../core/answer/grounded/parallel.ts';
import type { Library } from '../../core/library.ts';
import type { ChatModel, EmbeddingModel } from '../../core/types.ts';
import type { CachedModel } from './cached-model.ts';
import type { Cut, PutParts, Way } from './put.ts';
import { createUnchecked } from './unchecked.ts';

export interface WayParts {
  readonly writer: CachedModel;
  /** `gguf`, `llama-cpp`. */
  readonly engine: string;
  readonly extractive: ChatModel;
  readonly embedder: EmbeddingModel;
  readonly detect: PutParts['detect'];
  readonly library: Library;
}

/** The fence of a prompt, drawn by lot in the server: a prompt must be the same to be found in the cache. */
export const NONCE = 'fence';

export function createWays({ writer, engine, extractive, embedder, detect, library }: WayParts): Way[] {
  const cuts: Cut[] = [];
  const checked = (trustRefusal: boolean) =>
    createGrounded({
      ...{ model: writer, extractive, embedder, detect, trustRefusal },
      parallel: async (passage) => parallelSections(library, passage),
      nonce: () => NONCE,
      onCut: (cut) => cuts.push(cut),
    });
  return [
    { name: `${engine} checked`, chatModel: checked(false), writer, cuts: () => cuts.splice(0) },
    { name: `${engine} checked, refusals trusted`, chatModel: checked(true), writer, cuts: () => cuts.splice(0) },
    { name: `${engine} unchecked`, chatModel: createUnchecked(writer, extractive), writer },
  ];
}
