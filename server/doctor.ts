/** `npm run doctor`: tries the configured backend for real and says in plain words what works. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadLanguageDetector } from '../adapters/language-id-file.ts';
import { type Config, ROOT, readConfig } from '../config.ts';
import { compose } from './compose.ts';
import type { Check } from './doctor/check.ts';
import { checkExtractive } from './doctor/check-extractive.ts';
import { checkGguf } from './doctor/check-gguf.ts';
import { checkModel } from './doctor/check-model.ts';
import { shownError } from './shown-error.ts';

async function* diagnose(config: Config): AsyncGenerator<Check> {
  if (config.llm || config.gguf) {
    const detector = await loadLanguageDetector(join(ROOT, 'models'));
    const detect = (text: string) => detector.detect(text);
    if (config.gguf) return yield* checkGguf(config.gguf, detect);
    if (config.llm) return yield* checkModel({ settings: config.llm, detect });
  }
  const running = await compose(config, { once: true });
  yield* checkExtractive(running.service);
  running.close();
}

/** @returns the exit code: 0 where all is well. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const config = readConfig({ LOG_LEVEL: 'warn' });
  const checks: Check[] = [];
  const model = config.llm?.model ?? config.gguf?.path;
  if (!values.json) console.log(`LLM_BACKEND=${config.llmBackend}${model ? `, model ${model}` : ''}`);
  for await (const check of diagnose(config)) {
    checks.push(check);
    if (!values.json) console.log(`${check.ok ? '✓' : '✗'} ${check.name}: ${check.says}`);
  }
  const ok = checks.every((check) => check.ok);
  if (values.json) console.log(JSON.stringify({ backend: config.llmBackend, model, ok, checks }, null, 2));
  return ok ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(shownError(error));
    process.exitCode = 1;
  },
);
