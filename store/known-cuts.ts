/** How the articles of the index that is served were cut into passages, so that an unchanged one is not cut again. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Article, Passage } from '../core/types.ts';
import { readColumns } from './column-file.ts';
import { currentVersion, FILES, type Manifest, readManifest, versionFolder } from './index-folder.ts';
import { openPassages } from './passage-file.ts';

/** @returns the passages of an article that the index has just as it is; undefined for any other. */
export type KnownCuts = (article: Article & { readonly hash: string }) => Passage[] | undefined;

export const noKnownCuts: KnownCuts = () => undefined;

/** @param made by which model and how passages must have been made to be of use. */
export async function openKnownCuts(
  indexDir: string,
  made: Pick<Manifest, 'embeddingModel' | 'chunking'>,
): Promise<KnownCuts> {
  const version = await currentVersion(indexDir);
  const manifest = version && (await readManifest(indexDir, version).catch(() => undefined));
  if (!manifest || manifest.embeddingModel !== made.embeddingModel || manifest.chunking !== made.chunking)
    return noKnownCuts;
  const bytes = await readFile(join(versionFolder(indexDir, version), FILES.passages)).catch(() => undefined);
  const seal = bytes && createHash('sha256').update(bytes).digest('hex');
  if (!bytes || seal !== manifest.files[FILES.passages]?.sha256) return noKnownCuts;

  // Their texts are those of the articles at hand, which are the same: their hash says so.
  const articles = manifest.articles.map(({ id, language }) => ({ id, language, title: '' }));
  const { passages } = openPassages(readColumns(bytes), { articles });
  const own = new Map<string, Passage[]>();
  for (const passage of passages) {
    const key = keyOf(passage.article, passage.language);
    const known = own.get(key);
    if (known) known.push(passage);
    else own.set(key, [passage]);
  }
  const hashes = new Map(manifest.articles.map(({ id, language, hash }) => [keyOf(id, language), hash]));

  return ({ id: article, language, title, text, hash }) => {
    const key = keyOf(article, language);
    if (hashes.get(key) !== hash) return undefined;
    return (own.get(key) ?? []).map(
      ({ headings, start, end, sentences }): Passage => ({
        ...{ article, language, title, headings, start, end, text: text.slice(start, end), sentences },
      }),
    );
  };
}

const keyOf = (article: string, language: string): string => `${article} ${language}`;
