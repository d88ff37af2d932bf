/** The files of a folder that may hold articles. */
import { readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { FORMATS, UNREAD } from './loaders/formats.ts';

/**
 * Those in subfolders too, but for hidden ones and Word's locks on open files (`~$report.docx`).
 * @returns paths relative to the folder, with `/`, in order.
 */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && (endingOf(entry.name) in FORMATS || endingOf(entry.name) in UNREAD))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !file.split('/').some((part) => part.startsWith('.') || part.startsWith('~$')))
    .sort();
}

export const endingOf = (name: string): string => extname(name).slice(1).toLowerCase();
