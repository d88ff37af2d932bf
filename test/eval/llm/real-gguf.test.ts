/** The contract with real weights, where `npm run test:llm -- --model smollm2` has fetched them. */
import { createRequire } from 'node:module';
import { describe, it } from 'vitest';
import { createGgufModel } from '../../../adapters/language-model/gguf.ts';
import { cacheFolder } from '../../../eval/llm/cache-folder.ts';
import { isFetched, WEIGHTS, weightsPath } from '../../../eval/llm/weights.ts';
import { languageModelContract } from '../../support/language-model-contract.ts';

const missing = [
  !isInstalled('node-llama-cpp') && 'node-llama-cpp is not installed',
  !isFetched(WEIGHTS.smollm2, cacheFolder()) && 'SmolLM2 is not fetched: npm run test:llm -- --model smollm2 does it',
].filter(Boolean);

describe.skipIf(missing.length > 0)('SmolLM2 in process', () => {
  languageModelContract({
    backend: 'gguf',
    async open() {
      const model = await createGgufModel({ path: weightsPath(WEIGHTS.smollm2, cacheFolder()), threads: 1 });
      return { model, close: model.close };
    },
  });
});

it.runIf(missing.length > 0)(`SmolLM2 in process: skipped, since ${missing.join(' and ')}`, ({ skip }) => skip());

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
  }
}
