/** How the articles of the index that is served were cut into passages, so that an unchanged one is not cut again. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Article, Passage } from '../core/types.ts';
import { readColumns } from './column-file.ts';
import { FILES, type Manifest, servedAs, versionFolder } from './index-folder.ts';
import { openPassages } from './passage-file.ts';

/** @returns the passages of an article that the index has just as it is; undefined for any other. */
export type KnownCuts = (article: Article & { readonly hash: string }) => Passage[] | undefined;

export const noKnownCuts: KnownCuts = () => undefined;

/** @param made by which model and how passages must have been made to be of use. */
export async function openKnownCuts(
  indexDir: string,
  made: Pick<Manifest, 'embeddingModel' | 'chunking'>,
): Promise<KnownCuts> {
  const served = await servedAs(indexDir, made);
  if (!served) return noKnownCuts;
  const { version, manifest } = served;
  const bytes = await readFile(join(versionFolder(indexDir, version), FILES.passages)).catch(() => undefined);
  const seal = bytes && createHash('sha256').update(bytes).digest('hex');
  if (!bytes || seal !== manifest.files[FILES.passages]?.sha256) return noKnownCuts;

  // Known by their hashes, and without their texts: an article with the same hash has the same.
  const articles = manifest.articles.map(({ hash: id, language }) => ({ id, language, title: '' }));
  const cuts = new Map<string, Passage[]>();
  for (const cut of openPassages(readColumns(bytes), { articles }).passages) {
    const known = cuts.get(cut.article);
    if (known) known.push(cut);
    else cuts.set(cut.article, [cut]);
  }

  return ({ id: article, language, title, text, hash }) =>
    cuts.get(hash)?.map(
      ({ headings, start, end, sentences }): Passage => ({
        ...{ article, language, title, headings, start, end, text: text.slice(start, end), sentences },
      }),
    );
}
