/** From a question to the passages that may answer it, in the version its reader wants. */
import { groupOf } from '../language-group.ts';
import type { Library } from '../library.ts';
import type { Embedding, EmbeddingModel, Evidence, Hit, Passage, Retriever, VectorIndex } from '../types.ts';
import { type Candidate, type Fused, fuseWithinLanguage, languageShift } from './fusion.ts';
import type { KeywordIndex } from './keyword-index.ts';
import { createOverlap } from './overlap.ts';
import { createPassageTerms } from './passage-terms.ts';

export interface RetrieverParts {
  readonly embedder: EmbeddingModel;
  readonly library: Library;
  readonly vectors: VectorIndex;
  readonly keywords: KeywordIndex;
  /** A passage's sentence vectors; only their direction counts. */
  sentenceVectors(passage: number): readonly ArrayLike<number>[];
}

/** Candidates each ranking brings in. */
const POOL = 64;

/** Below this cosine the other version has no passage that says the same; the original is shown instead. */
const PARALLEL = 0.5;

export function createRetriever(parts: RetrieverParts): Retriever {
  const { embedder, library, vectors, keywords } = parts;
  const termsOf = createPassageTerms(library.passages);

  /** Candidates of all languages on one scale, best first. */
  function rank(question: string, query: Embedding, group: ReturnType<typeof groupOf>): Fused[] {
    const found = new Map<number, Candidate>();
    for (const { passage, similarity } of vectors.search(query, POOL)) {
      found.set(passage, { passage, vector: similarity, keyword: 0 });
    }
    for (const { passage, score } of keywords.search(question, group, POOL)) {
      const vector = found.get(passage)?.vector ?? dot(query, vectors.vector(passage));
      found.set(passage, { passage, vector, keyword: score });
    }
    const own: Candidate[] = [];
    const others: Fused[] = [];
    for (const candidate of found.values()) {
      if (groupOf(library.passages[candidate.passage]!.language) === group) own.push(candidate);
      else others.push({ ...candidate, score: candidate.vector });
    }
    const fused = fuseWithinLanguage(own);
    if (fused.length === 0 || others.length === 0) return [...fused, ...others].sort(byScore);
    const overlap = createOverlap(question, keywords, group, true)(termsOf(fused[0]!.passage).all) ?? 0;
    const shift = languageShift(overlap);
    return [...fused.map((f) => ({ ...f, score: f.score + shift })), ...others].sort(byScore);
  }

  /** The passage of the version the reader wants that says what this one says. */
  function parallel(passage: number, language: Passage['language']): number {
    const { article, language: original } = library.passages[passage]!;
    const wanted = library.passagesOf(article, language);
    if (wanted.length === 0 || library.passages[wanted[0]!]!.language === original) return passage;
    const vector = vectors.vector(passage);
    let best = passage;
    let closest = PARALLEL;
    for (const candidate of wanted) {
      const similarity = dot(vector, vectors.vector(candidate));
      if (similarity > closest) {
        closest = similarity;
        best = candidate;
      }
    }
    return best;
  }

  return {
    async retrieve(question, { language, questionLanguage, k }) {
      const [query] = await embedder.embed([question], 'query', questionLanguage);
      const group = groupOf(questionLanguage);
      const hits: Hit[] = [];
      const seen = new Set<number>();
      for (const found of rank(question, query!, group)) {
        if (hits.length >= k) break;
        const { article } = library.passages[found.passage]!;
        const shownIn = library.preferred(article, language);
        const number = parallel(found.passage, shownIn);
        if (seen.has(number)) continue;
        seen.add(number);
        const passage = library.show(number, shownIn);
        const sameLanguage = groupOf(passage.language) === group;
        const overlap = createOverlap(question, keywords, groupOf(passage.language), sameLanguage);
        const terms = termsOf(number);
        const sentenceVectors = parts.sentenceVectors(number);
        const sentences = passage.sentences.map(({ start, end }, i): Evidence => {
          const text = passage.text.slice(start - passage.start, end - passage.start);
          return {
            start,
            end,
            text,
            similarity: cosine(query!, sentenceVectors[i]!),
            overlap: overlap(terms.sentences[i]!),
          };
        });
        const vector = number === found.passage ? found.vector : dot(query!, vectors.vector(number));
        const { score, keyword } = found;
        hits.push({ passage, score, vector, keyword, overlap: overlap(terms.all), sameLanguage, sentences });
      }
      return hits;
    },
  };
}

const byScore = (a: Fused, b: Fused): number => b.score - a.score;

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Of a unit vector with one of any length. */
function cosine(unit: Embedding, other: ArrayLike<number>): number {
  return dot(unit, other) / (Math.sqrt(dot(other, other)) || 1);
}
