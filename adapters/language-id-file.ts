/** The language detector with the weights under `models/language-id`. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLanguageDetector, type LanguageDetector } from '../core/language/detect.ts';

/** @returns with an id that names its weights. */
export async function loadLanguageDetector(modelsDir: string): Promise<LanguageDetector & { readonly id: string }> {
  const { id, open } = await languageDetectorFile(modelsDir);
  return { ...open(), id };
}

/** For who may not need it: to make it takes a tenth of a second. */
export async function languageDetectorFile(modelsDir: string) {
  const json = await readFile(join(modelsDir, 'language-id', 'model.json'), 'utf8');
  const id = createHash('sha256').update(json).digest('hex').slice(0, 12);
  let detector: LanguageDetector | undefined;
  function open(): LanguageDetector {
    detector ??= createLanguageDetector(JSON.parse(json));
    return detector;
  }
  return { id, open };
}
