/** What readers lose by a file that cannot be read any more. */
import type { Manifest } from '../store/index-folder.ts';
import type { Problem, SourceArticle } from './articles.ts';
import { firstNames } from './first-names.ts';

type Known = Pick<Manifest['articles'][number], 'file' | 'id' | 'language'>;

/** @returns the articles, as “tram (en)”, that came from this file and come from no other now. */
export function lostBy({ file }: Problem, served: readonly Known[], now: readonly SourceArticle[]): string[] {
  const present = new Set(now.map(nameOf));
  return served
    .filter((article) => article.file === file || article.file.startsWith(`${file}:`))
    .map(nameOf)
    .filter((name) => !present.has(name));
}

const nameOf = ({ id, language }: Pick<Known, 'id' | 'language'>): string => `${id} (${language})`;

/** Names told of a feed that has many. */
export const NAMED = 5;

/** To an editor whose article is gone. */
export function lossOf(lost: readonly string[]): string {
  const it = lost.length === 1 ? 'the article is' : 'the articles are';
  return `Readers lose ${firstNames(lost, NAMED)} by it, which the index had until now. Put the whole file back, and ${it} back with the next ingest; remove the file if ${it} meant to go.`;
}
