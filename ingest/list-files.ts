/** The files of a folder that may hold articles. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { reasonOf } from './article-error.ts';
import type { Problem } from './articles.ts';
import { firstNames } from './first-names.ts';
import { FORMATS, type Format, OTHER_DOCUMENTS, UNREAD } from './loaders/formats.ts';

interface Listed {
  readonly files: string[];
  /** Folders, as `2024/`, which are left out with all that is in them. */
  readonly unreadable: Problem[];
  /** Documents of kinds that are not read; not the pictures and styles beside an article. */
  readonly others: string[];
}

/**
 * Those in subfolders too, but for hidden ones and Word's locks on open files (`~$report.docx`).
 * @returns paths relative to the folder, with `/`, in order.
 */
export async function listFiles(folder: string): Promise<Listed> {
  const unreadable: Problem[] = [];
  const names = await visibleFiles(folder, (file, error) => unreadable.push({ file, reason: reasonOf(error) }));
  return {
    unreadable,
    files: names.filter((name) => formatOf(name) || unread(name)),
    others: names.filter((name) => OTHER_DOCUMENTS.has(endingOf(name))),
  };
}

/**
 * Links are followed, as a volume of Kubernetes needs it, whose files lie in a hidden folder. What is here by several
 * names counts once, by its own name before a link's, so that no link leads in circles; one to a folder around this one
 * is not followed.
 * @param onUnreadable told of each folder below this one that cannot be read, as `2024/`.
 * @returns paths relative to the folder, with `/`, in order.
 * @throws what the system says where the folder itself cannot be read.
 */
export async function visibleFiles(
  folder: string,
  onUnreadable: (folder: string, error: unknown) => void = () => {},
): Promise<string[]> {
  const root = await realpath(folder);
  /** By where they are in fact: files by their names here, folders by nothing. */
  const seen = new Map<string, string | undefined>();
  const links: string[] = [];

  async function look(place: string, name: string): Promise<void> {
    const entries = await readdir(place, { withFileTypes: true }).catch((error) => {
      if (place === root) throw error;
      onUnreadable(`${name}/`, error);
      return [];
    });
    for (const entry of entries) {
      const path = join(place, entry.name);
      const own = name ? `${name}/${entry.name}` : entry.name;
      if (HIDDEN.test(own)) continue;
      if (entry.isSymbolicLink()) links.push(own);
      else if (!seen.has(path)) {
        seen.set(path, entry.isFile() ? own : undefined);
        if (entry.isDirectory()) await look(path, own);
      }
    }
  }

  await look(root, '');
  links.sort();
  for (const link of links) {
    const path = join(root, link);
    // Of a link that leads nowhere the reader says so.
    const place = await realpath(path).catch(() => path);
    if (seen.has(place) || isWithin(root, place)) continue;
    const found = await stat(place).catch(() => undefined);
    seen.set(place, !found || found.isFile() ? link : undefined);
    if (found?.isDirectory()) await look(place, link);
  }
  return [...seen.values()].filter((name) => name !== undefined).sort();
}

export const isWithin = (path: string, folder: string): boolean => relative(folder, path).split(sep)[0] !== '..';

/** Hidden, or a lock, or in such a folder. */
const HIDDEN = /(?:^|\/)(?:\.|~\$)/;

export const endingOf = (name: string): string => extname(name).slice(1).toLowerCase();

/** @returns undefined of kinds that are not read. */
export const formatOf = (name: string): Format | undefined => of(FORMATS, endingOf(name));

/** Why it is not read, where it is of a kind that most likely holds an article. */
export const unread = (name: string): string | undefined => of(UNREAD, endingOf(name));

/** `a.constructor` is of no kind. */
const of = <T>(kinds: Readonly<Record<string, T>>, ending: string): T | undefined =>
  Object.hasOwn(kinds, ending) ? kinds[ending] : undefined;

/** Named of each kind. */
const NAMED = 3;

/** In one line, with what to do. @returns undefined where there are none. */
export function passedOver(others: readonly string[]): string | undefined {
  if (others.length === 0) return undefined;
  const endings = [...new Set(others.map(endingOf))];
  const kinds = endings.map((ending) => {
    const files = others.filter((file) => endingOf(file) === ending);
    return firstNames(files, NAMED, ` .${ending}`);
  });
  return `Passed over, being of kinds that are not read: ${kinds.join('; ')}. Save what they say as one of ${Object.keys(FORMATS).join(', ')}.`;
}
