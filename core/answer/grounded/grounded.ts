/** A language model's answer, of which the reader sees what a cited passage bears out, and nothing else. */
import { ModelError } from '../../model-error.ts';
import type {
  ChatEvent,
  ChatModel,
  ChatRequest,
  EmbeddingModel,
  FallbackReason,
  Language,
  LanguageModel,
  Passage,
} from '../../types.ts';
import type { AnswerCache } from '../answer-cache.ts';
import type { AnswerQueue } from '../answer-queue.ts';
import type { DetectedLanguage } from '../conversation.ts';
import { fallbackLabel } from '../phrases.ts';
import { type MarkedText, readMarks } from './citation-marks.ts';
import { type Checked, createLanguageGate } from './language-gate.ts';
import { sentencesOf } from './model-sentences.ts';
import { isHeading, isRefusal, lettersOf, withoutDebris } from './no-statement.ts';
import type { ParallelSection } from './parallel.ts';
import { buildPrompt } from './prompt.ts';
import { inScript } from './register.ts';
import type { StreamedSentence } from './sentence-stream.ts';
import { createSpeech } from './speech.ts';
import { createSupportCheck, type SupportCheck } from './support.ts';
import type { CutReason, Verdict } from './verdict.ts';

export interface GroundedParts {
  readonly model: LanguageModel;
  /** Says whether the articles hold an answer at all, and stands in for the model. */
  readonly extractive: ChatModel;
  readonly embedder: EmbeddingModel;
  detect(text: string): DetectedLanguage;
  /** See `SourceParts`. */
  parallel?(passage: Passage): Promise<readonly ParallelSection[]>;
  /** Of an answer, at most; 400 when not given. */
  readonly maxTokens?: number;
  /** Whether the model's “the articles don’t say” is the answer; otherwise the articles' closest sentences are. */
  readonly trustRefusal?: boolean;
  /** In place of the usual one; for measuring what it does. */
  readonly check?: SupportCheck;
  readonly queue?: AnswerQueue;
  readonly cache?: AnswerCache;
  /** A failure of the model. The question is not in it. */
  onError?(error: unknown): void;
  /** Each sentence of the model that the reader does not see. For measuring: sentences may repeat the question. */
  onCut?(cut: { readonly sentence: string; readonly reason: CutReason; readonly detail?: string }): void;
  /** Letters and digits that no article can know. */
  nonce?(): string;
}

/** What became of one try. `refused`: the model said that the passages do not say, and nothing else. */
type Outcome = 'answered' | 'nothing' | 'refused' | 'wrong-language';

/**
 * Where the extractive answer refuses, the model is not asked: what the articles do not hold it would have to invent.
 *
 * Where nothing of what the model said is borne out, the reader gets the extractive answer as well, labelled `unsupported`:
 * it has passed its own threshold and cannot invent. The same goes for the refusal of a model that refuses what it should
 * answer; that of a model worth trusting (`trustRefusal`) is the answer, since it has read the question and the passages
 * together, which the threshold has not. `docs/language-models.md` has the figures of a small one.
 *
 * A model that fails gives way to the extractive answer, unless sentences of it have been released: then those stand, and the
 * answer ends there without a word, since each of them is whole and checked, and saying the articles' sentences after them
 * would say things twice.
 */
export function createGrounded(parts: GroundedParts): ChatModel {
  const { model, extractive, queue, cache, onError } = parts;
  const check = parts.check ?? createSupportCheck(parts);

  return {
    backend: model.backend,
    model: model.model,
    // The gate before the model is the extractive answer's.
    ...(extractive.judge && { judge: extractive.judge }),
    ...(extractive.reading && { reading: extractive.reading }),
    async *reply(request, signal) {
      const quoted = await collect(extractive.reply(request, signal));
      if (signal.aborted) return;
      if (quoted.some(({ type }) => type === 'refusal')) {
        yield { type: 'refusal' };
        return;
      }
      const key = await cache?.key(request);
      const known = key === undefined ? undefined : cache?.get(key);
      if (known) {
        yield* known;
        return;
      }
      const released: ChatEvent[] = [];
      try {
        const turn = queue?.enter(signal);
        let outcome: Outcome = 'nothing';
        try {
          if (turn) for await (const position of turn.positions) yield { type: 'queued', position };
          for (const again of [false, true]) {
            if (signal.aborted) return;
            // A sign of life: a second try may double the time that nothing is heard.
            if (again) yield { type: 'queued', position: 0 };
            outcome = yield* attempt(request, again, released, signal);
            if (outcome !== 'wrong-language') break;
          }
        } finally {
          turn?.leave();
        }
        if (signal.aborted) return;
        if (outcome === 'wrong-language') yield* fallBack('wrong-language', request.language, quoted);
        else if (outcome === 'refused' && parts.trustRefusal) yield* refuse(key);
        else if (outcome !== 'answered') yield* fallBack('unsupported', request.language, quoted);
        else if (key !== undefined) cache?.set(key, released);
      } catch (error) {
        if (signal.aborted) return;
        onError?.(error);
        if (released.length === 0) yield* fallBack(kindOf(error), request.language, quoted);
      }
    },
  };

  function* refuse(key: string | undefined): Generator<ChatEvent> {
    const refusal: ChatEvent = { type: 'refusal' };
    if (key !== undefined) cache?.set(key, [refusal]);
    yield refusal;
  }

  /** Asks the model once. What it yields is in `released` too. */
  async function* attempt(
    request: ChatRequest,
    again: boolean,
    released: ChatEvent[],
    signal: AbortSignal,
  ): AsyncGenerator<ChatEvent, Outcome> {
    const { language } = request;
    const nonce = (parts.nonce ?? randomNonce)();
    const prompt = buildPrompt(request, { model, again, nonce, maxTokens: parts.maxTokens });
    if (!prompt) {
      throw new ModelError(
        'bad-request',
        `No passage fits into the ${model.contextTokens} tokens that ${model.model} reads: give it a longer context, or take another model.`,
      );
    }
    const speech = createSpeech(language);
    const said = new Set<string>();
    const gate = createLanguageGate(language, parts.detect);
    let refusals = 0;
    let claims = 0;
    for await (const sentence of sentencesOf(model, prompt, signal)) {
      if (signal.aborted) return 'nothing';
      const { text, numbers } = readMarks(withoutDebris(sentence.text));
      const letters = lettersOf(text);
      if (letters === '') continue;
      if (isRefusal(text)) {
        refusals += 1;
        continue;
      }
      claims += 1;
      const marked = { lead: sentence.lead, written: sentence.text, text, numbers };
      const checked = said.has(letters) ? undefined : await inspect(marked, language, prompt.passages);
      if (checked) said.add(letters);
      const passed = gate.hear(text, checked);
      if (passed === 'wrong-language') return passed;
      for (const { lead, text, by } of passed) yield* say(speech.say(lead, text, by));
    }
    const left = gate.end();
    if (left === 'wrong-language') return left;
    for (const { lead, text, by } of left) yield* say(speech.say(lead, text, by));
    if (released.length > 0) return 'answered';
    return refusals > 0 && claims === 0 ? 'refused' : 'nothing';

    function* say(events: readonly ChatEvent[]): Generator<ChatEvent> {
      for (const event of events) {
        if (signal.aborted) return;
        released.push(event);
        yield event;
      }
    }
  }

  /** The sentence as the reader may see it; undefined where it is cut. */
  async function inspect(
    { lead, written, text: bare, numbers }: MarkedText & Pick<StreamedSentence, 'lead'> & { readonly written: string },
    language: Language,
    passages: readonly Passage[],
  ): Promise<Checked | undefined> {
    const text = inScript(bare, language).replace(UNCHECKABLE, '');
    const verdict: Verdict = isHeading(text, passages)
      ? { reason: 'form' }
      : await verify(text, language, numbers, passages);
    if (verdict.by) return { lead, text, by: verdict.by };
    const { reason, detail } = verdict;
    parts.onCut?.({ sentence: written, reason, ...(detail !== undefined && { detail }) });
    return undefined;
  }

  /**
   * One of the passages named, or all of them together, must bear the sentence out. A sentence that names none is given the
   * passage that supports it where there is exactly one: small models forget the mark more often than they invent, and
   * the check is the same; where several do, which of them was meant is not ours to say. A sentence that names the wrong
   * passages is cut, since whoever wrote it did not read it there.
   */
  async function verify(
    text: string,
    language: Language,
    numbers: readonly number[],
    passages: readonly Passage[],
  ): Promise<Verdict> {
    const named = numbers.flatMap((n) => passages[n - 1] ?? []);
    if (numbers.length > 0 && named.length === 0) return { reason: 'uncited' };
    const verdicts: Verdict[] = [];
    for (const passage of numbers.length > 0 ? named : passages) verdicts.push(await check(text, language, [passage]));
    const supported = verdicts.filter(({ by }) => by);
    if (numbers.length === 0)
      return supported.length === 1
        ? supported[0]!
        : supported[0]
          ? { reason: 'uncited' }
          : (verdicts[0] ?? { reason: 'uncited' });
    if (supported.length > 0) return { by: supported.flatMap(({ by }) => by ?? []) };
    return named.length > 1 ? check(text, language, named) : verdicts[0]!;
  }
}

/** A yes or no says something of the question, which no passage holds; the statement after it stands. */
const UNCHECKABLE = /^(?:yes|no|sure|certainly|係|唔係|是的?|不是|對|对|冇錯|沒錯|没错|好的?)\s*[,，。.!！:：]\s*/i;

function* fallBack(reason: FallbackReason, language: Language, quoted: readonly ChatEvent[]): Generator<ChatEvent> {
  yield { type: 'fallback', reason };
  // The label ends in a colon: nothing but the sentences may follow it.
  yield* quoted.filter(({ type }) => type === 'unsure');
  yield { type: 'token', text: fallbackLabel(language, reason) };
  yield* quoted.filter(({ type }) => type !== 'unsure');
}

/** Whatever is not a model's failure is a fault of ours; the reader gets the same. */
const kindOf = (error: unknown): FallbackReason => (error instanceof ModelError ? error.kind : 'server-error');

const randomNonce = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 12);

async function collect<T>(events: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const event of events) all.push(event);
  return all;
}
