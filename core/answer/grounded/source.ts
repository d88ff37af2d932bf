/** A passage as evidence: its trusted sentences, read once for all the claims that cite it. */
import type { Embedding, EmbeddingModel, Passage } from '../../types.ts';
import { type Clause, clausesOf, readClause } from './claim.ts';
import type { ParallelSection } from './parallel.ts';
import { trustedSentences } from './trusted.ts';
import type { Backing } from './verdict.ts';

export interface SourceSentence extends Backing {
  readonly vector: Embedding;
  readonly clauses: readonly Clause[];
  readonly whole: Clause;
  /** The sentence before it in the passage; empty where it is the first. */
  readonly before: string;
}

export interface Source {
  readonly sentences: readonly SourceSentence[];
  /** Title and headings. */
  readonly heads: string;
  /** The same section in the other languages, and their titles and headings. */
  readonly parallel: string;
  readonly parallelHeads: string;
}

export interface SourceParts {
  readonly embedder: EmbeddingModel;
  /** The same section in the article's other languages: they link 陳茂波 with Paul Chan. */
  parallel?(passage: Passage): Promise<readonly ParallelSection[]>;
}

export function createSourceReader({ embedder, parallel }: SourceParts): (passage: Passage) => Promise<Source> {
  // A passage is an object of its request: its readings go with it.
  const read = new WeakMap<Passage, Promise<Source>>();

  async function readSource(passage: Passage): Promise<Source> {
    const trusted = trustedSentences(passage);
    const texts = trusted.map(({ text }) => text);
    const vectors = await embedder.embed(texts, 'passage', passage.language);
    const sentences = trusted.map((sentence, i): SourceSentence => {
      const spaced = sentence.text.replace(/\s+/g, ' ');
      return {
        ...sentence,
        passage,
        similarity: 0,
        vector: vectors[i]!,
        clauses: clausesOf(spaced),
        whole: readClause(spaced),
        before: texts[i - 1] ?? '',
      };
    });
    const others = (await parallel?.(passage)) ?? [];
    return {
      sentences,
      heads: [passage.title, ...passage.headings].join('\n'),
      parallel: others.map(({ text }) => text).join('\n'),
      parallelHeads: others.map(({ heads }) => heads).join('\n'),
    };
  }

  return (passage) => {
    const known = read.get(passage) ?? readSource(passage);
    read.set(passage, known);
    return known;
  };
}
