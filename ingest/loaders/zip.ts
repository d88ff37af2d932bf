/** Opens the zip archives that DOCX and EPUB are, with a limit on what comes out of them. */
import { strFromU8, unzipSync } from 'fflate';
import { ArticleError } from '../article-error.ts';

/** Bytes that the parts of one archive may unpack to. A novel has one megabyte, with pictures some tens. */
const MAX_UNPACKED = 300 * 1024 * 1024;

const MAX_PARTS = 10_000;

export type Archive = Record<string, Uint8Array>;

/**
 * @param wanted which parts are unpacked; the limits count all of them.
 * @param kind what the file says it is, for the errors.
 * @throws ArticleError
 */
export function openArchive(bytes: Uint8Array, kind: string, wanted: (name: string) => boolean): Archive {
  if (isCompoundFile(bytes))
    throw new ArticleError(
      `is protected by a password, or of an old format: it is no ${kind}. Save it without one as ${kind}.`,
    );
  let unpacked = 0;
  let parts = 0;
  try {
    return unzipSync(bytes, {
      filter({ name, originalSize }) {
        // The size that the archive declares; the unpacker writes no byte more.
        unpacked += originalSize;
        if (unpacked > MAX_UNPACKED || ++parts > MAX_PARTS)
          throw new ArticleError(
            `unpacks to more than ${MAX_UNPACKED / 1024 ** 2} MB or ${MAX_PARTS} parts: it is no article.`,
          );
        return wanted(name);
      },
    });
  } catch (error) {
    if (error instanceof ArticleError) throw error;
    throw new ArticleError(`is damaged, or no ${kind}: ${(error as Error).message}.`);
  }
}

/** @returns undefined where the archive has no such part. */
export function textOf(archive: Archive, name: string): string | undefined {
  const bytes = archive[name];
  return bytes && strFromU8(bytes).replace(/^\ufeff/, '');
}

/** Microsoft's container before zip, which also holds the encrypted newer files. */
const isCompoundFile = (bytes: Uint8Array): boolean => [0xd0, 0xcf, 0x11, 0xe0].every((byte, i) => bytes[i] === byte);
