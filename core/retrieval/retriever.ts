/** From a question to the passages that may answer it, in the version its reader wants. */
import { groupOf, type LanguageGroup } from '../language-group.ts';
import type { Library, Standing } from '../library.ts';
import { tokenize } from '../text/tokens.ts';
import type {
  Embedding,
  EmbeddingModel,
  Evidence,
  EvidenceModel,
  Hit,
  Language,
  Passage,
  RetrievalExplanation,
  Retriever,
} from '../types.ts';
import { dot } from '../vector.ts';
import { type LookedAt, orderBest } from './best-order.ts';
import type { Candidates, FindCandidates, PoolSize, Similarities } from './candidates.ts';
import { explainHits } from './explanation.ts';
import { type Candidate, fuseWithinLanguage, languageShift } from './fusion.ts';
import type { Explaining } from './glosses.ts';
import type { TermRarity } from './keyword-index.ts';
import { createOverlap, type Overlap } from './overlap.ts';
import { createPassageTerms, type PassageTerms } from './passage-terms.ts';
import { saysAnything } from './token-match.ts';
import { createTranslatedShare } from './translated-share.ts';
import type { Translations } from './translations.ts';
import { weigh, withQuestions } from './weighed-hits.ts';
import { askEach, createWord, otherWording, type Wordings } from './wording.ts';

export interface RetrieverParts {
  readonly embedder: EmbeddingModel;
  readonly library: Library;
  readonly keywords: TermRarity;
  readonly candidates: FindCandidates;
  /** Of a passage, by its number; worked out where an index has them not. */
  readonly termsOf?: (passage: number) => PassageTerms;
  /** Without them the passages of the other languages are ordered without their words. */
  readonly translations?: Translations | undefined;
  /** Without it sentences are told apart by their vectors and words alone. */
  readonly evidence?: EvidenceModel | undefined;
  /** Passages of each ranking in which the question's names may be explained; 8 by default. */
  readonly explaining?: number;
  /** What the question's own language gains for an overlap; `languageShift` by default. */
  readonly shift?: typeof languageShift;
}

/**
 * Candidates each ranking brings in: more where of parallel versions only one in three or four is shown. Measured over the
 * 7,373 articles of `models/train/passages`, half in English and half in Chinese, with 8,460 questions about those kept from
 * training: with 48 instead of 64 nearest the right one is among the best eight of zh→en / yue→en in 78.3 / 74.0% of cases
 * instead of 79.0 / 75.2; with 32 matches instead of 64 it is first and among the best eight as often in all six directions,
 * within 0.4 points. Of XQuAD (development half, zh→zh) the answer is in the best two sentences with 64, 48, 40, 32 matches in
 * 94.0, 94.0, 93.8, 93.6%.
 */
const POOL: Readonly<Record<'alone' | 'versions', PoolSize>> = {
  alone: { nearest: 64, matches: 48 },
  versions: { nearest: 128, matches: 96 },
};

/**
 * Weight of a passage's best sentence beside the passage as a whole: one sentence answers, the others dilute it.
 * Right passage first of questions about the articles kept from training, zh→en / en→zh: 84.2 / 83.5% with 0.3, 85.0 / 83.9
 * with 0.6, 85.7 / 84.5 with 1, 85.6 / 85.0 with 1.5; XQuAD (development half) moves by 0.1.
 */
const SENTENCE_WEIGHT = 1;

/** Cosine above which two passages of one article, in two languages, say the same. */
const SAME = 0.5;

/** The question's overlap with texts of a group. */
type OverlapIn = (group: LanguageGroup) => Overlap;

export interface Ranked extends Candidate, LookedAt {
  readonly score: number;
  /** Of the whole passage with the question. */
  readonly cosine: number;
  /** Places in the two rankings, from 1. */
  readonly places: { readonly vector: number | undefined; readonly keyword: number | undefined };
  /** Of each sentence with the question. */
  readonly sentences: readonly number[];
}

interface Ranking {
  readonly ranked: readonly Ranked[];
  readonly ownLanguage?: RetrievalExplanation['ownLanguage'];
}

/** What a retriever can do without, at a price in quality. */
export type RetrievalAids = Pick<RetrieverParts, 'translations' | 'evidence'>;

export function createRetriever(parts: RetrieverParts): Retriever {
  const { embedder, library, keywords, candidates, translations, evidence } = parts;
  const { shift: shiftFor = languageShift, explaining = 8 } = parts;
  const { termsOf = createPassageTerms(library.passages) } = parts;
  const poolSize = library.hasVersions ? POOL.versions : POOL.alone;
  const word = createWord(embedder);

  const groupOfPassage = (passage: number): LanguageGroup => groupOf(library.versionOf(passage).language);

  /** The question's terms are worked out once a group, not once a hit. */
  function overlapOf(asked: Wordings, own: LanguageGroup): OverlapIn {
    const made = new Map<LanguageGroup, Overlap>();
    return (group) => {
      const overlap = made.get(group) ?? createOverlap(asked(group).terms, keywords, group, group === own);
      made.set(group, overlap);
      return overlap;
    };
  }

  /** How much of the question passages of the other group say; its terms are translated once, for the first of them. */
  function translatedShare(asked: readonly string[], from: LanguageGroup): Overlap {
    if (!translations) return () => undefined;
    let share: Overlap | undefined;
    return (terms) => {
      share ??= createTranslatedShare(asked, translations, keywords, { from, to: from === 'en' ? 'zh' : 'en' });
      return share(terms);
    };
  }

  /** Candidates of all languages on one scale, best first, and what put the languages on it. */
  function rank(pool: Candidates, asked: Wordings, questionLanguage: Language, overlapIn: OverlapIn): Ranking {
    const group = groupOf(questionLanguage);
    const found = new Map<number, Pick<Ranked, 'keyword' | 'places'> & { readonly similarity?: number }>();
    pool.nearest.forEach(({ passage, similarity }, i) => {
      found.set(passage, { similarity, keyword: 0, places: { vector: i + 1, keyword: undefined } });
    });
    pool.matches.forEach(({ passage, score }, i) => {
      const known = found.get(passage);
      found.set(passage, { ...known, keyword: score, places: { vector: known?.places.vector, keyword: i + 1 } });
    });
    const searched = asked(group);
    const own: Ranked[] = [];
    const others: Ranked[] = [];
    for (const [passage, { similarity, keyword, places }] of found) {
      const of = groupOfPassage(passage);
      const wording = asked(of);
      const { vector: query } = wording;
      const { own: cosineOf, sentences } = pool.similarities?.(passage, query) ?? similaritiesIn(pool, passage, query);
      const cosine = (wording === searched ? similarity : undefined) ?? cosineOf;
      const vector = (cosine + SENTENCE_WEIGHT * Math.max(cosine, ...sentences)) / (1 + SENTENCE_WEIGHT);
      (of === group ? own : others).push({ passage, vector, keyword, cosine, places, sentences, score: vector });
    }
    const fused = fuseWithinLanguage(own);
    if (fused.length === 0 || others.length === 0) return { ranked: [...fused, ...others].sort(byScore) };
    const overlap = overlapIn(group)(termsOf(fused[0]!.passage).all) ?? 0;
    const shift = shiftFor(overlap, questionLanguage);
    for (const candidate of fused) candidate.score += shift;
    return { ranked: [...fused, ...others].sort(byScore), ownLanguage: { overlap, shift } };
  }

  /** The passages found first. */
  function firstOf({ nearest, matches }: Candidates): Explaining[] {
    const first = [...nearest.slice(0, explaining), ...matches.slice(0, explaining)];
    return [...new Set(first.map(({ passage }) => passage))].map((number) => {
      let passage: Passage | undefined;
      return {
        explains: library.passages.explains?.(number) ?? true,
        get text() {
          // Which remembers its text once that is read.
          passage ??= library.passages.at(number)!;
          return passage.text;
        },
      };
    });
  }

  /** Whether a better hit from the version that the reader is shown says what this passage says. */
  function isSaid(number: number, { isShown }: Standing, shown: readonly number[], pool: Candidates): boolean {
    if (isShown) return false;
    const { id: article } = library.versionOf(number);
    const others = shown.filter((other) => library.versionOf(other).id === article);
    if (others.length === 0) return false;
    const vector = pool.vector(number);
    return others.some((other) => dot(vector, pool.vector(other)) > SAME);
  }

  return {
    async retrieve(question, { language, questionLanguage, k, within, reading, explain }) {
      const wording = word(question, questionLanguage);
      const group = groupOf(questionLanguage);
      const hits: Hit[] = [];
      const shown: number[] = [];
      const vector = wording.then((own) => own.vector);
      // Whoever waits for it is told; where the search for words failed, nobody does.
      vector.catch(() => {});
      const pool = await candidates({ question, vector, group }, poolSize);
      const own = await wording;
      // Where every passage of the other group gives way to a version in the reader's, nobody is asked in other words.
      const asksOthers = pool.nearest.some(
        ({ passage }) => groupOfPassage(passage) !== group && !library.standing(passage, language).isReplaced,
      );
      const other = asksOthers ? await otherWording(own, firstOf(pool), questionLanguage, word) : own;
      const asked: Wordings = (of) => (of === group ? own : other);
      const overlapIn = overlapOf(asked, group);
      const { ranked: all, ownLanguage } = rank(pool, asked, questionLanguage, overlapIn);
      const isWanted = ({ passage }: Ranked): boolean =>
        (!library.hasVersions || !library.standing(passage, language).isReplaced) &&
        (!within || within.has(library.versionOf(passage).id));
      const wanted = library.hasVersions || within ? all.filter(isWanted) : all;
      const translated = translatedShare(other.terms, group);
      const ranked = await orderBest(wanted, {
        isOwn: ({ passage }) => groupOfPassage(passage) === group,
        met: (best) =>
          askEach(
            best.map(({ passage }) => passage),
            (passage) => asked(groupOfPassage(passage)),
            async ({ tokens }, passages) =>
              (tokens && saysAnything(tokens) && (await pool.tokenMatches?.(passages, tokens))) || [],
          ),
        translated: ({ passage }) => translated(termsOf(passage).all),
      });
      for (const { passage: number, score, vector, keyword, sentences: similarities } of ranked) {
        if (hits.length >= k) break;
        const standing = library.standing(number, language);
        if (isSaid(number, standing, shown, pool)) continue;
        shown.push(number);
        const passage = library.show(number, standing.shownIn);
        const passageGroup = groupOf(passage.language);
        const overlap = overlapIn(passageGroup);
        const { all: terms, sentences: termsIn } = termsOf(number);
        const sentences = passage.sentences.map(({ start, end }, i): Evidence => {
          const text = passage.text.slice(start - passage.start, end - passage.start);
          return {
            start,
            end,
            text,
            similarity: similarities[i]!,
            overlap: overlap(termsIn[i]!),
            translated: passageGroup === group ? undefined : translated(termsIn[i]!),
          };
        });
        hits.push({
          passage,
          date: library.dateOf(number),
          score,
          vector,
          keyword,
          overlap: overlap(terms),
          sameLanguage: passageGroup === group,
          sentences: withQuestions(sentences),
        });
      }
      explain?.({
        embedded: [...new Set([own.question, other.question])].flatMap(
          (put) => embedder.inputs?.(put, 'query', questionLanguage) ?? [],
        ),
        terms: [...new Set(tokenize(question))],
        ownLanguage,
        hits: explainHits(ranked, shown),
      });
      return reading && evidence ? weigh(asked, hits, reading, evidence) : hits;
    },
  };
}

const similaritiesIn = (pool: Candidates, passage: number, query: Embedding): Similarities => ({
  own: dot(query, pool.vector(passage)),
  sentences: cosines(query, pool.sentenceVectors(passage)),
});

const byScore = (a: Ranked, b: Ranked): number => b.score - a.score;

/** Of a unit vector with each of some of any length. */
function cosines(unit: Embedding, others: readonly ArrayLike<number>[]): number[] {
  return others.map((other) => dot(unit, other) / (Math.sqrt(dot(other, other)) || 1));
}
