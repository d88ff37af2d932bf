/** Whether the configured language model is fit to write answers. */
import { backendOf } from '../../adapters/language-model/backends.ts';
import type { CreateOptions } from '../../adapters/language-model/create.ts';
import { type ProviderFacts, probeProvider } from '../../adapters/language-model/probe.ts';
import type { ModelSettings } from '../../adapters/language-model/settings.ts';
import type { DetectedLanguage } from '../../core/answer/conversation.ts';
import { ModelError } from '../../core/model-error.ts';
import type { ModelErrorKind } from '../../core/types.ts';
import { type Check, ill, well } from './check.ts';
import { type Trial, tryModel } from './trial.ts';

interface ModelDoctorParts {
  readonly settings: ModelSettings;
  detect(text: string): DetectedLanguage;
  readonly options?: CreateOptions;
}

/** One check after the other, as far as there is a point in going on. */
export async function* checkModel({ settings, detect, options }: ModelDoctorParts): AsyncGenerator<Check> {
  const facts = await probeProvider(settings).catch(modelError);
  const error = facts instanceof ModelError ? facts : undefined;
  if (error && ['unreachable', 'timeout'].includes(error.kind)) return yield ill('reachable', error.message);
  yield well('reachable', `${backendOf(settings.backend).label} answers at ${settings.baseUrl}.`);
  if (error?.kind === 'loading') return yield ill('loaded', error.message);
  if (error?.kind === 'key-refused') return yield ill('key accepted', error.message);

  const trial = await tryModel(settings, options);
  const known = facts instanceof ModelError ? undefined : facts;
  yield checkKey(settings, trial);
  if (!isAbout(trial, 'key-refused', 'no-balance')) yield checkPresence(settings, trial, known);
  if (!trial.error || trial.text) yield* checkAnswer(settings, trial, known, detect);
  else if (!isAbout(trial, 'key-refused', 'no-balance', 'no-such-model')) yield ill('answers', trial.error.message);
}

function modelError(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  throw error;
}

const isAbout = ({ error }: Trial, ...kinds: ModelErrorKind[]): boolean =>
  error !== undefined && kinds.includes(error.kind);

function checkKey({ apiKey }: ModelSettings, trial: Trial): Check {
  if (isAbout(trial, 'key-refused', 'no-balance')) return ill('key accepted', trial.error!.message);
  return well('key accepted', apiKey() ? 'The key is good.' : 'It asks for none.');
}

/** Names shown of a long list. */
const SHOWN = 12;

function checkPresence({ model }: ModelSettings, trial: Trial, facts: ProviderFacts | undefined): Check {
  const models = facts?.models ?? [];
  const list = models.length
    ? `It has ${models.slice(0, SHOWN).join(', ')}${models.length > SHOWN ? ` and ${models.length - SHOWN} more` : ''}.`
    : 'It does not list its models.';
  if (isAbout(trial, 'no-such-model')) return ill('model present', `${trial.error!.message} ${list}`);
  // Servers of one model answer to any name, services to names that they do not list.
  const isListed = models.includes(model) || models.includes(`${model}:latest`);
  return well('model present', `${model}${isListed ? '' : ' is not in its list, but answers'}. ${list}`);
}

function* checkAnswer(
  settings: ModelSettings,
  trial: Trial,
  facts: ProviderFacts | undefined,
  detect: (text: string) => DetectedLanguage,
): Generator<Check> {
  const { error, pieces } = trial;
  if (error) yield ill('streams', error.message);
  else if (pieces > 1) yield well('streams', `The answer came in ${pieces} pieces.`);
  else
    yield ill('streams', 'The answer came in one piece: a proxy before it holds it back. Readers wait for all of it.');
  yield checkThinking(settings, trial);
  yield checkContext(settings, facts);
  yield checkCantonese(trial, detect);
  yield checkSpeed(trial);
}

function checkThinking({ backend }: ModelSettings, { hasThought }: Trial): Check {
  if (!hasThought) return well('thinking off', 'It answers at once.');
  const remedy =
    backendOf(backend).wire === 'openai'
      ? 'set LLM_EXTRA_BODY to the field that switches it off for this model, for example {"reasoning_effort":"none"}, or take one that does not think'
      : 'take a model that does not think';
  return ill('thinking off', `It thinks first, which readers wait for and never see: ${remedy}.`);
}

function checkContext({ contextTokens: used }: ModelSettings, facts: ProviderFacts | undefined): Check {
  const allowed = facts?.contextTokens;
  if (!allowed) {
    return well('context length', `It does not say; prompts are kept within ${used} tokens (LLM_CONTEXT_TOKENS).`);
  }
  if (allowed >= used) return well('context length', `It takes ${allowed} tokens; prompts are kept within ${used}.`);
  return ill(
    'context length',
    `It takes ${allowed} tokens, and prompts may have ${used}: set LLM_CONTEXT_TOKENS=${allowed}.`,
  );
}

export function checkCantonese({ text }: Trial, detect: (text: string) => DetectedLanguage): Check {
  const { language } = detect(text);
  const quote = `“${text.replace(/\s+/g, ' ').slice(0, 60)}”`;
  if (language === 'yue') return well('answers Cantonese in Cantonese', quote);
  return ill(
    'answers Cantonese in Cantonese',
    `It answered in ${language}: ${quote}. Cantonese readers will get the articles’ own sentences; a larger model may do better.`,
  );
}

/** Below these a reader is likely to give up: Cantonese is read aloud at some 4 characters a second, silently at twice that. */
const SLOWEST = { tokensPerSecond: 5, firstWord: 15_000 };

export function checkSpeed({ first, rest, tokens, pieces }: Trial): Check {
  // Where the backend does not count, a piece is about a token.
  const perSecond = (Math.max(tokens ?? pieces, 1) / Math.max(rest, 1)) * 1000;
  const says = `${(first / 1000).toFixed(1)} s to the first word, then ${perSecond.toFixed(1)} tokens a second`;
  if (perSecond >= SLOWEST.tokensPerSecond && first <= SLOWEST.firstWord) return well('fast enough', `${says}.`);
  return ill('fast enough', `${says}: readers will give up. Take a smaller model or a faster machine.`);
}
