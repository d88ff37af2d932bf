/** Whether a passage says what a sentence claims. What stands between a language model and the reader. */
import { groupOf } from '../../language-group.ts';
import type { Embedding, EmbeddingModel, Language, Passage, Span } from '../../types.ts';
import { dot } from '../../vector.ts';
import { bearsOut, type Clause, clausesOf, isDate, readClause, share } from './claim.ts';
import {
  addsDeed,
  foreignSubject,
  movedPlace,
  takesMainSubject,
  takesSpeakerForDoer,
  widensSuperlative,
} from './deeds.ts';
import { misplacedFigure } from './figures.ts';
import { missingName, readNameSource } from './names.ts';
import { isStatement } from './no-statement.ts';
import { changedQualifier, dropsAbility, isCondition, isNegated, saysOpposite } from './qualifiers.ts';
import { borrowsSubject, swapsRoles } from './roles.ts';
import { trustedSentences } from './trusted.ts';
import { foreignWord } from './words.ts';

/** Why a sentence does not reach the reader. */
export type CutReason =
  /** It names no passage that was given, and not exactly one supports it. */
  | 'uncited'
  /** It is a heading, a link, an order, or has no content to check. */
  | 'form'
  | 'dissimilar'
  | 'figure'
  | 'name'
  | 'word'
  | 'qualifier'
  | 'negation'
  | 'opposite'
  | 'roles'
  /** It tells of something founded, held, filled, bought, that the passage does not. */
  | 'deed'
  | 'language';

/** A passage's sentence behind a claim. */
export interface Backing extends Span {
  readonly passage: Passage;
  readonly text: string;
  /** Cosine similarity with the claim. */
  readonly similarity: number;
}

export type Verdict =
  /** Best first. */
  | { readonly by: readonly Backing[] }
  /** `detail`: the word or figure that is not supported. */
  | { readonly by?: undefined; readonly reason: CutReason; readonly detail?: string };

/**
 * @param claim one sentence, without citation marks.
 * @param passages that together are to support it.
 */
export type SupportCheck = (claim: string, language: Language, passages: readonly Passage[]) => Promise<Verdict>;

export interface SupportParts {
  readonly embedder: EmbeddingModel;
  /** The same section in the article's other languages: they link 陳茂波 with Paul Chan. */
  parallel?(passage: Passage): Promise<readonly string[]>;
}

/**
 * Cosine below which a sentence and its source are about different things. Parallel sentences of the corpus lie at 0.5 to
 * 0.75 with the bundled model, unrelated ones of the same article at 0.4. It says what is talked about, not whether it is
 * right: a changed verb or figure hardly moves it, which is what all the other checks are for.
 */
const SIMILAR = 0.42;
/** How much worse than the best a sentence may fit and still be the one a figure comes from. */
const NEARLY_BEST = 0.15;
/** Share of a claim's words from which a clause of the source is one that it retells. */
const RETOLD = 0.25;
/** And from which it is that clause and no other. */
const SAME = 0.75;

interface SourceSentence extends Backing {
  readonly vector: Embedding;
  readonly clauses: readonly Clause[];
  readonly whole: Clause;
  readonly before: string;
}

interface Source {
  readonly sentences: readonly SourceSentence[];
  /** Title and headings. */
  readonly heads: string;
  /** Of the other languages. */
  readonly parallel: string;
}

/**
 * Supported is a sentence that is similar to a sentence of the passage; whose figures, with their "more than" and "about",
 * stand there, beside the same words; whose names stand in the passage, its title or headings, or in the same section of
 * another version; that keeps what is hedged, denied, limited or ordered as it is; that founds, holds, fills or buys nothing
 * that the passage does not, and moves nothing to another place; and, in the passage's own language, that adds no word of
 * content and leaves with everybody what they did. It would rather cut a true sentence than let a false one through.
 *
 * What it cannot catch: the words of a clause put together otherwise (“trains leading universities”); in another language
 * than the passage's, a changed verb or common noun where all figures, names and qualifiers are right; a true sentence that
 * answers another question; who "they" are across sentences; a statement whose time has passed since the article was
 * written; whatever is wrong in the article itself.
 */
export function createSupportCheck({ embedder, parallel }: SupportParts): SupportCheck {
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
    return { sentences, heads: [passage.title, ...passage.headings].join('\n'), parallel: others.join('\n') };
  }

  function sourceOf(passage: Passage): Promise<Source> {
    const known = read.get(passage) ?? readSource(passage);
    read.set(passage, known);
    return known;
  }

  return async (claim, language, passages) => {
    const plain = claim
      .replace(/[*_`]+/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (!isStatement(plain)) return { reason: 'form' };
    const sources = (await Promise.all(passages.map(sourceOf))).filter(({ sentences }) => sentences.length > 0);
    const [vector] = await embedder.embed([plain], 'passage', language);
    const ranked = sources
      .flatMap(({ sentences }) => sentences)
      .map((sentence) => ({ ...sentence, similarity: dot(vector!, sentence.vector) }))
      .sort((a, b) => b.similarity - a.similarity);
    if (!ranked[0] || ranked[0].similarity < SIMILAR) return { reason: 'dissimilar' };
    const sameLanguage = passages.every((passage) => groupOf(passage.language) === groupOf(language));
    return judge({ plain, language, ranked, sources, sameLanguage, embedder });
  };
}

interface Case {
  readonly plain: string;
  readonly language: Language;
  readonly ranked: readonly SourceSentence[];
  readonly sources: readonly Source[];
  readonly sameLanguage: boolean;
  readonly embedder: EmbeddingModel;
}

async function judge({ plain, language, ranked, sources, sameLanguage, embedder }: Case): Promise<Verdict> {
  const fitOf = (clause: Clause, sentence: SourceSentence) =>
    sameLanguage ? 0.6 * share(clause, sentence.whole.terms) + 0.4 * sentence.similarity : sentence.similarity;
  const heads = sources.map((source) => source.heads).join('\n');
  const chosen = new Set<SourceSentence>();

  for (const clause of clausesOf(plain)) {
    const byFit = ranked.toSorted((a, b) => fitOf(clause, b) - fitOf(clause, a));
    const best = byFit[0]!;
    const wrong = clause.figures.find((figure) => {
      const holds = (sentence: SourceSentence) => sentence.whole.figures.some((own) => bearsOut(own, figure));
      const from = byFit.find((s) => fitOf(clause, s) >= fitOf(clause, best) - NEARLY_BEST && holds(s));
      if (from) chosen.add(from);
      // A year that the passage states once holds for the sentences that have none.
      const isSetting = isDate(figure) && !best.whole.figures.some(isDate);
      const set = isSetting && (ranked.some(holds) || readClause(heads).figures.some((own) => bearsOut(own, figure)));
      return !from && !set;
    });
    if (wrong)
      return {
        reason: 'figure',
        detail: plain.includes(clause.text) ? clause.text.slice(wrong.start, wrong.end) : wrong.key,
      };
    const told = [...chosen].find((sentence) => fitOf(clause, sentence) >= fitOf(clause, best) - NEARLY_BEST) ?? best;
    chosen.add(told);
    const near = sameLanguage ? retoldBy(clause, told) : told.text;
    if (isNegated(clause.text) !== isNegated(near)) return { reason: 'negation' };
    if (sameLanguage && dropsAbility(clause.text, near)) return { reason: 'qualifier', detail: 'ability' };
    if (saysOpposite(clause.text, near)) return { reason: 'opposite' };
    const swapped = await misplacedFigure(clause, told.clauses, {
      sameLanguage,
      language,
      from: told.passage.language,
      embedder,
    });
    if (swapped) return { reason: 'figure', detail: swapped };
  }

  const backing = [...chosen];
  const evidence = backing.map(({ text }) => text).join('\n');
  const passage = ranked.map(({ text }) => text).join('\n');
  const near = nearTo(clausesOf(plain), backing, sameLanguage);
  const changed = changedQualifier(plain, near, `${evidence}\n${heads}`);
  if (changed) return { reason: 'qualifier', detail: changed };
  // What a name of the sentence before may stand behind.
  const before = backing.map((sentence) => (POINTS_BACK.test(sentence.text) ? sentence.before : '')).join('\n');
  const name = wrongName({ plain, evidence, heads, before, passage, sources, sameLanguage });
  if (name) return { reason: 'name', detail: name };
  const told = `${evidence}\n${before}`;
  if (addsDeed(plain, told)) return { reason: 'deed' };
  const moved = movedPlace(plain, evidence, before);
  if (moved) return { reason: 'name', detail: moved };
  if (sameLanguage) {
    const word = foreignWord(plain, `${passage}\n${heads}`) ?? strayWord(plain, `${told}\n${heads}`, ranked);
    if (word) return { reason: 'word', detail: word };
    if (
      backing.some(
        ({ text }) => swapsRoles(plain, text) || takesSpeakerForDoer(plain, text) || takesMainSubject(plain, text),
      )
    )
      return { reason: 'roles' };
    if (backing.some(({ text }) => widensSuperlative(plain, text))) return { reason: 'qualifier', detail: 'scope' };
    const whole = readClause(plain);
    if (backing.some(({ clauses }) => borrowsSubject(whole, clauses))) return { reason: 'roles' };
    const subject = foreignSubject(plain, evidence);
    if (subject) return { reason: 'roles', detail: subject };
  }
  return { by: backing.sort((a, b) => b.similarity - a.similarity) };
}

/**
 * A word that the sentences retold do not hold. Beside a figure it may be what another figure was about; elsewhere its own
 * sentence must be about the same thing.
 */
function strayWord(plain: string, told: string, ranked: readonly SourceSentence[]): string | undefined {
  for (const { text, figures } of clausesOf(plain)) {
    const word = foreignWord(text, told);
    if (!word) continue;
    if (figures.length > 0) return word;
    const from = ranked.filter((sentence) => !foreignWord(word, `${sentence.text}\n${told}`));
    if (from.length > 0 && from.every(({ text: own }) => foreignSubject(plain, own) ?? movedPlace(plain, own, '')))
      return word;
  }
  return undefined;
}

/** What of a sentence a clause retells: one clause where it is nearly that one, else all that have something of it. */
function retoldBy(clause: Clause, { clauses, text }: SourceSentence): string {
  const held = clauses.map((own) => ({ own, held: share(clause, own.terms) })).sort((a, b) => b.held - a.held);
  const same = held[0] && held[0].held >= SAME ? held.slice(0, 1) : held.filter((other) => other.held >= RETOLD);
  return same.length > 0 ? same.map(({ own }) => own.text).join(' ') : text;
}

/** The clauses that the claim retells, and each sentence's first where it has to do with it: “experts believe”, “if”. */
function nearTo(claim: readonly Clause[], backing: readonly SourceSentence[], sameLanguage: boolean): string {
  if (!sameLanguage) return backing.map(({ text }) => text).join('\n');
  return backing
    .flatMap(({ clauses }) =>
      clauses.filter(({ text, terms }, i) =>
        claim.some((clause) => {
          const held = share(clause, terms);
          return held >= RETOLD || (i === 0 && (held > 0 || isCondition(text)));
        }),
      ),
    )
    .map(({ text }) => text)
    .join('\n');
}

/** What a name of the sentence before may stand behind. */
const POINTS_BACK =
  /\b(?:it|its|they|their|he|she|his|her|this|these|those|the (?:company|firm|model|tool|centre|center|institute))\b|佢|它|他|她|呢[個間隻條份啲]|其中|[当當]中|[这這]些|[这這该該](?:[个個间間家款条條]|公司|机构|機構|模型)/i;

interface Named {
  readonly plain: string;
  readonly evidence: string;
  readonly heads: string;
  readonly before: string;
  readonly passage: string;
  readonly sources: readonly Source[];
  readonly sameLanguage: boolean;
}

function wrongName({ plain, evidence, heads, before, passage, sources, sameLanguage }: Named): string | undefined {
  const other = sources.map(({ parallel }) => parallel).join('\n');
  const missing = missingName(plain, readNameSource([heads, passage, other].join('\n')));
  if (missing) return missing;
  if (!sameLanguage) return undefined;
  // A name from elsewhere in the passage where the sentence itself has another one: the wrong one does it.
  const elsewhere = missingName(plain, readNameSource([heads, before, evidence, other].join('\n')));
  return elsewhere && missingName(evidence, readNameSource(plain)) ? elsewhere : undefined;
}
