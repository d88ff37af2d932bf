/** Whether a version is on disk as it was written. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from './checksum.ts';
import { IndexError } from './index-error.ts';
import type { Manifest } from './index-folder.ts';

/** @throws IndexError that names the first file that is not as the manifest says, and the remedy. */
export async function verify(folder: string, manifest: Manifest): Promise<void> {
  for (const [name, expected] of Object.entries(manifest.files)) {
    const path = join(folder, name);
    const bytes = (await stat(path).catch(() => undefined))?.size;
    const problem =
      bytes === undefined
        ? 'is missing'
        : bytes !== expected.bytes
          ? `has ${bytes} bytes instead of ${expected.bytes}`
          : (await sha256(path)) !== expected.sha256
            ? 'was altered'
            : undefined;
    if (problem) throw new IndexError(`${path} ${problem}. Run: npm run ingest -- --rebuild`);
  }
}
