/** The files of a folder that may hold articles. */
import { readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { FORMATS, type Format, OTHER_DOCUMENTS, UNREAD } from './loaders/formats.ts';

export interface Listed {
  readonly files: string[];
  /** Documents of kinds that are not read; not the pictures and styles beside an article. */
  readonly others: string[];
}

/**
 * Those in subfolders too, but for hidden ones and Word's locks on open files (`~$report.docx`).
 * @returns paths relative to the folder, with `/`, in order.
 */
export async function listFiles(folder: string): Promise<Listed> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !file.split('/').some((part) => part.startsWith('.') || part.startsWith('~$')))
    .sort();
  return {
    files: names.filter((name) => formatOf(name) || unread(name)),
    others: names.filter((name) => OTHER_DOCUMENTS.has(endingOf(name))),
  };
}

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
    const more = files.length > NAMED ? ` and ${files.length - NAMED} more .${ending}` : '';
    return files.slice(0, NAMED).join(', ') + more;
  });
  return `Passed over, being of kinds that are not read: ${kinds.join('; ')}. Save what they say as one of ${Object.keys(FORMATS).join(', ')}.`;
}
