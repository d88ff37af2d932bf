/** The translations under `models/lexicon`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { createTranslations, type Translations } from '../core/retrieval/translations.ts';

/** @returns undefined where the file is missing: the order across languages is then a little worse. */
export async function loadTranslations(modelsDir: string): Promise<Translations | undefined> {
  const packed = await readFile(join(modelsDir, 'lexicon', 'lexicon.tsv.br')).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return packed && createTranslations((await promisify(brotliDecompress)(packed)).toString('utf8'));
}
