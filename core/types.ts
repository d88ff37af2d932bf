/**
 * The nouns and the six interfaces of Samman. This file imports nothing; everything else imports it.
 * Offsets are UTF-16 code units (JavaScript string indices), end exclusive.
 */

/** `yue` Cantonese, `zh-Hans` / `zh-Hant` written Chinese in Simplified / Traditional characters, `en` English. */
export type Language = 'yue' | 'zh-Hans' | 'zh-Hant' | 'en';

export const LANGUAGES: readonly Language[] = ['yue', 'zh-Hans', 'zh-Hant', 'en'];

/** A half-open range of an article's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One version of an article, in one language. Versions with the same `id` are parallel. */
export interface Article {
  /** The slug: `corpus/<id>.<language>.md`. */
  readonly id: string;
  readonly language: Language;
  readonly title: string;
  /** The body as the editor wrote it, without the front matter. Every offset counts from its start. */
  readonly text: string;
  readonly format: 'markdown' | 'text';
  /** Who published the facts, in words. */
  readonly source?: string;
  /** Where the original can be read. */
  readonly url?: string;
  /** ISO 8601 date, `2026-03-01`. */
  readonly date?: string;
  /** Questions the editor offers a reader to begin with. */
  readonly questions?: readonly string[];
}

/** What is embedded, searched and cited: some whole sentences of one section of an article. */
export interface Passage extends Span {
  readonly article: string;
  readonly language: Language;
  readonly title: string;
  /** The headings above it, outermost first. Context for the embedder, never quoted. */
  readonly headings: readonly string[];
  /** Exactly the article's text from `start` to `end`. */
  readonly text: string;
  /** Its sentences, in order, in article offsets. */
  readonly sentences: readonly Span[];
  /** Of the table that it goes on with, where the head is left to the passage before; exactly the text there. */
  readonly tableHead?: (Span & { readonly text: string }) | undefined;
}

/** A unit-length vector; length = `EmbeddingModel.dimensions`. */
export type Embedding = Float32Array;

/** A text's tokens one by one, as far as one bit a dimension goes. */
export interface TokenBits {
  /** `tokens × dimensions / 32` words: each bit says whether the token lies above the mean token of its language. */
  readonly bits: Int32Array;
  /** How much each token says; 0 for one that says nothing, such as “the”. */
  readonly weights: Float32Array;
}

export interface EmbeddedText {
  readonly vector: Embedding;
  readonly tokens: TokenBits;
}

/** A passage as an embedding model reads it. */
export interface PassageText {
  /** What stands above it, to be read before it; empty where nothing does. */
  readonly context: string;
  readonly sentences: readonly string[];
}

export interface EmbeddedPassage {
  readonly vector: Embedding;
  /** A vector of each sentence, and the bits of its tokens, as `TokenBits` has them. */
  readonly sentences: readonly { readonly vector: Embedding; readonly bits: Int32Array }[];
}

export type EmbeddingRole = 'query' | 'passage';

/** What an embedding model reads for a text. */
export interface EmbeddingInput {
  /** With the prefix of its role, in the words it is led through. */
  readonly text: string;
  /** Whose mean is taken off the vector, and how long that mean is; undefined where none is. */
  readonly mean: { readonly language: string; readonly length: number } | undefined;
}

/** Turns text into vectors on one scale for all languages: the mean of the text's language is already taken off. */
export interface EmbeddingModel {
  /** Name and revision; vectors of different ids never meet. */
  readonly id: string;
  readonly dimensions: number;
  /** Tokens the model reads at most, prefix and special tokens included. */
  readonly maxTokens: number;
  countTokens(text: string): number;
  /** The numbers of a text's tokens, without prefix and marks; missing where the model does not tell. */
  tokenIds?(text: string): readonly number[];
  /** One vector per text, in order; `language` is the language of them all. */
  embed(texts: readonly string[], role: EmbeddingRole, language: Language): Promise<Embedding[]>;
  /** As `embed`, with the tokens; missing where the model's mean tokens are not known. */
  embedTokens?(texts: readonly string[], role: EmbeddingRole, language: Language): Promise<EmbeddedText[]>;
  /** Passages read once, with their sentences; missing where a sentence has to be embedded on its own. */
  embedPassages?(passages: readonly PassageText[], language: Language): Promise<EmbeddedPassage[]>;
  /** What `embed` reads for a text, to be shown; the vector is the direction of their mean where there are several. */
  inputs?(text: string, role: EmbeddingRole, language: Language): EmbeddingInput[];
}

/** A passage as an `EvidenceModel` reads it. */
export interface PassageEvidence {
  /** Of its article: what its sentences are about, and is often not said again in them. */
  readonly title: string;
  readonly sentences: readonly string[];
  /** The cosine of each sentence with the question. */
  readonly similarities: readonly number[];
  /** As `Hit.sameLanguage`. */
  readonly sameLanguage: boolean;
}

/** Reads a question and a passage together, word by word, where vectors only meet as wholes. */
export interface EvidenceModel {
  /** @returns of each sentence, the log odds that it answers; -Infinity for one that was not looked at. */
  weigh(question: string, passage: PassageEvidence): Promise<number[]>;
}

/**
 * @param hits the best, with the log odds of those that were read; -Infinity of the others.
 * @returns the places of those to read next; none where the others can change nothing.
 */
export type ReadingPlan = (hits: readonly Hit[]) => readonly number[];

export interface Neighbour {
  /** The passage's number in the index. */
  readonly passage: number;
  /** Cosine similarity, -1 to 1. */
  readonly similarity: number;
}

/** Nearest neighbours among the passages' vectors. Approximate or exact. */
export interface VectorIndex {
  readonly size: number;
  /** The `k` most similar passages, best first; fewer when there are fewer. */
  search(query: Embedding, k: number): Neighbour[];
  vector(passage: number): Embedding;
}

export interface RetrieveOptions {
  /** The reader's language: which of several parallel versions is shown. */
  readonly language: Language;
  /** The language the question is written in. */
  readonly questionLanguage: Language;
  /** How many hits at most. */
  readonly k: number;
  /** The articles that hits may be of; all of them where it is not given. */
  readonly within?: ReadonlySet<string> | undefined;
  /** To be answered from: which of the best hits an evidence model reads, since that takes longer than finding them. */
  readonly reading?: ReadingPlan | undefined;
  /** Told, once, why the hits are what they are. */
  readonly explain?: (explanation: RetrievalExplanation) => void;
}

/** A score with its place in its ranking, from 1; no place where the ranking does not hold the passage. */
export interface Placing {
  readonly place: number | undefined;
  readonly score: number;
}

export interface RetrievalExplanation {
  /** What the embedding model read for the question; empty where it cannot tell. */
  readonly embedded: readonly EmbeddingInput[];
  /** What keyword search looked for. */
  readonly terms: readonly string[];
  /**
   * What the passages of the question's own language group gained over the others (`shift`, in cosines) for the share of
   * the question's words that the best of them holds; undefined where one group is all there is.
   */
  readonly ownLanguage: { readonly overlap: number; readonly shift: number } | undefined;
  /** One a hit, in order. */
  readonly hits: readonly HitExplanation[];
}

export interface HitExplanation {
  /** How nearly the passage's tokens meet the question's; no score where that was not looked at. */
  readonly tokens: { readonly place: number | undefined; readonly score: number | undefined };
  /** How much of the question a passage of another language says in translation; no score where that was not looked at. */
  readonly translated: { readonly place: number | undefined; readonly score: number | undefined };
  /** Of the whole passage: cosine. */
  readonly vector: Placing;
  /** Of its best sentence: cosine; the place is that of `Hit.vector`, which joins the two. */
  readonly sentence: Placing;
  /** BM25. */
  readonly keyword: Placing;
  /** `Hit.score`. */
  readonly fused: Placing;
}

/** A sentence of a hit, with what speaks for it. */
export interface Evidence extends Span {
  readonly text: string;
  /** Cosine similarity with the question. */
  readonly similarity: number;
  /**
   * Share of the question's words, weighted by rarity, that the sentence holds, 0 to 1. Across languages only names
   * and quantities can be shared: undefined when the question has none.
   */
  readonly overlap: number | undefined;
  /** As `overlap`, of the words it says in translation; undefined in the question's language, or where nobody can translate. */
  readonly translated?: number | undefined;
  /** Log odds that it answers the question, by an `EvidenceModel`; undefined where none has looked at it. */
  readonly logOdds?: number;
}

/** One passage found, as the reader sees it. */
export interface Hit {
  readonly passage: Passage;
  /** Of its article, ISO 8601, where it has one. */
  readonly date?: string | undefined;
  /** The fused score hits are ordered by; comparable within one retrieval only. */
  readonly score: number;
  /** Similarity with the question, of the passage and its best sentence: a weighted mean of cosines. */
  readonly vector: number;
  /** BM25 score among the passages of the question's language; 0 when no word is shared. */
  readonly keyword: number;
  /** As `Evidence.overlap`, over the whole passage with its title and headings. */
  readonly overlap: number | undefined;
  /** The question and the passage are in the same language, Chinese and Cantonese counting as one. */
  readonly sameLanguage: boolean;
  readonly sentences: readonly Evidence[];
}

export interface Retriever {
  retrieve(question: string, options: RetrieveOptions): Promise<Hit[]>;
}

/** A passage's sentence behind a claim of an answer. */
export interface Citation extends Span {
  /** Its number in the text: `[n]`, from 1. */
  readonly n: number;
  readonly article: string;
  readonly title: string;
  /** Those that it stands under, outermost first: which branch 「星期日休息」 is about. */
  readonly headings: readonly string[];
  readonly language: Language;
  /** Exactly the article's text from `start` to `end`. */
  readonly quote: string;
  readonly score: number;
}

export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

export interface ChatRequest {
  readonly question: string;
  /** The language to answer in. */
  readonly language: Language;
  readonly hits: readonly Hit[];
  readonly history: readonly Turn[];
}

/** Why the answer is the articles' own sentences although a language model was to write it. */
export type FallbackReason =
  | ModelErrorKind
  | 'wrong-language'
  /** The model refused, or the passages bear out nothing of what it said. */
  | 'unsupported';

export type ChatEvent =
  | { readonly type: 'token'; readonly text: string }
  | { readonly type: 'citation'; readonly citation: Citation }
  /** The articles do not hold the answer. Said before or instead of any token. */
  | { readonly type: 'refusal' }
  /** What follows is the closest that the articles come, and may not answer. Said before any token, each of which may stand. */
  | { readonly type: 'unsure' }
  /** The model is busy; `position` questions are answered first, 0 when it is this one's turn. */
  | { readonly type: 'queued'; readonly position: number }
  /** What follows is the extractive answer. Its tokens begin with a label in the reader's language. */
  | { readonly type: 'fallback'; readonly reason: FallbackReason };

/** How sure a chat model is that the passages answer. */
export interface Judgement {
  /** 0 to 1; below `threshold` the question is refused. */
  readonly confidence: number;
  readonly threshold: number;
  /** The sentence most likely to answer; undefined where there is none. */
  readonly best: string | undefined;
}

/** Answers a question from the passages found, and from nothing else. */
export interface ChatModel {
  /** The backend's name, as in `LLM_BACKEND`. */
  readonly backend: string;
  readonly model: string;
  /** Stops, without an error, soon after `signal` fires. */
  reply(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatEvent>;
  /** As `reply` judges, to be shown. */
  judge?(request: ChatRequest): Judgement;
  /** Which hits are to be read for the reply to a question. */
  reading?(question: string): ReadingPlan;
}

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  /** Always the last one. `length`: the answer was cut at `maxTokens`. Tokens as the backend counted them. */
  | {
      readonly type: 'end';
      readonly reason: 'stop' | 'length';
      readonly usage?: { readonly prompt: number; readonly completion: number };
    };

/** What went wrong with a language model, as far as a reader or an operator can do something about it. */
export type ModelErrorKind =
  | 'unreachable'
  | 'loading'
  | 'key-refused'
  | 'no-balance'
  | 'no-such-model'
  | 'too-many-requests'
  | 'bad-request'
  | 'server-error'
  | 'timeout'
  | 'cut-off'
  | 'silent';

/** Writes text after text. It knows nothing of passages; a `ChatModel` is built over it. */
export interface LanguageModel {
  /** The backend's name, as in `LLM_BACKEND`. */
  readonly backend: string;
  readonly model: string;
  /** Tokens of prompt and answer together. */
  readonly contextTokens: number;
  /** Never too few: exact where the backend can count, an upper bound elsewhere. */
  countTokens(text: string): number;
  /**
   * Stops, without an error and without `end`, soon after `signal` fires, closing the connection.
   * @throws ModelError (`core/model-error.ts`)
   */
  generate(
    messages: readonly Message[],
    options: { readonly maxTokens: number },
    signal: AbortSignal,
  ): AsyncIterable<ModelEvent>;
}
