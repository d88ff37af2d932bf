/** A disk that is soon full. */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { afterAll } from 'vitest';

const mounts: string[] = [];
afterAll(() => {
  for (const path of mounts) execFileSync('umount', ['--lazy', path], { stdio: 'ignore' });
});

/** @returns false where this user may not mount one. */
export function smallDisk(path: string, megabytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' });
    mounts.push(path);
    return true;
  } catch {
    return false;
  }
}

/** Writes to `path` until nothing more fits. */
export async function fill(path: string): Promise<void> {
  for (const size of [256, 16, 1]) {
    const block = Buffer.alloc(size * 1024);
    for (;;) {
      const done = await writeFile(path, block, { flag: 'a' }).then(
        () => true,
        () => false,
      );
      if (!done) break;
    }
  }
}
