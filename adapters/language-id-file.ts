/** The language detector with the weights under `models/language-id`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLanguageDetector, type LanguageDetector } from '../core/language/detect.ts';

export async function loadLanguageDetector(modelsDir: string): Promise<LanguageDetector> {
  return createLanguageDetector(JSON.parse(await readFile(join(modelsDir, 'language-id', 'model.json'), 'utf8')));
}
