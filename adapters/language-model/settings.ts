/** From the settings of the environment to one model that can be asked. */
import { type BackendName, backendOf, type QwenRegion, qwenUrl } from './backends.ts';

export interface ModelSettings {
  readonly backend: BackendName;
  readonly model: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** A function, so that printing the settings does not print the key. */
  readonly apiKey: () => string | undefined;
  readonly contextTokens: number;
  /** Milliseconds to the first word of an answer. */
  readonly firstWord: number;
  /** Fields added to the body of every request. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** The settings by their variables' names, empty ones left out. */
type ModelVariables = Readonly<Record<string, string | undefined>>;

interface ParsedModelSettings {
  readonly region: QwenRegion;
  readonly contextTokens?: number | undefined;
  readonly firstWord?: number | undefined;
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined;
}

/** @returns a line for each setting that is missing, with what to do about it. */
export function missingSettings(name: BackendName, given: ModelVariables): string[] {
  const backend = backendOf(name);
  const lines: string[] = [];
  const need = (variable: string, what: string) => lines.push(`  ${variable}: LLM_BACKEND=${name} needs ${what}.`);
  if (backend.needsKey && !keyOf(name, given))
    need(backend.keyVariable ?? 'LLM_API_KEY', 'the key of your account there');
  if (!modelOf(name, given)) need('LLM_MODEL', `the name of a model, for example ${backend.exampleModel}`);
  if (!urlOf(name, given, 'singapore')) {
    need(backend.baseUrlVariable ?? 'LLM_BASE_URL', 'the address of its API, for example https://llm.example.org/v1');
  }
  if (given.LLM_EXTRA_BODY && backend.wire !== 'openai') {
    lines.push(`  LLM_EXTRA_BODY: LLM_BACKEND=${name} does not take extra fields. Unset it.`);
  }
  return lines;
}

/** Call it where `missingSettings` has none. */
export function modelSettings(name: BackendName, given: ModelVariables, parsed: ParsedModelSettings): ModelSettings {
  const backend = backendOf(name);
  const key = keyOf(name, given);
  return {
    backend: name,
    model: modelOf(name, given) ?? '',
    baseUrl: (urlOf(name, given, parsed.region) ?? '').replace(/\/+$/, ''),
    apiKey: () => key,
    contextTokens: parsed.contextTokens ?? backend.contextTokens,
    firstWord: parsed.firstWord ?? backend.firstWord,
    body: { ...backend.body, ...parsed.extraBody },
  };
}

function keyOf(name: BackendName, given: ModelVariables): string | undefined {
  const { keyVariable } = backendOf(name);
  return (keyVariable && given[keyVariable]) ?? given.LLM_API_KEY;
}

const modelOf = (name: BackendName, given: ModelVariables): string | undefined =>
  given.LLM_MODEL ?? (name === 'hkgai' ? given.HKGAI_MODEL : undefined) ?? backendOf(name).model;

function urlOf(name: BackendName, given: ModelVariables, region: QwenRegion): string | undefined {
  const { baseUrl, baseUrlVariable } = backendOf(name);
  return (
    given.LLM_BASE_URL ?? (baseUrlVariable && given[baseUrlVariable]) ?? (name === 'qwen' ? qwenUrl(region) : baseUrl)
  );
}
