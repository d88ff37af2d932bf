/** Python with pip: how the packages that hold weights and llama.cpp's server are fetched. */
import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

export interface Python {
  readonly command: string;
  /** @throws PythonError with the last lines that were printed. */
  run(args: readonly string[]): Promise<void>;
}

/** Meant for the person who runs the measurement. */
export class PythonError extends Error {
  override readonly name = 'PythonError';
}

export function createPython(command = process.platform === 'win32' ? 'python' : 'python3'): Python {
  return {
    command,
    async run(args) {
      try {
        await promisify(execFile)(command, [...args], { maxBuffer: 64 * 1024 * 1024 });
      } catch (cause) {
        const { code, stderr = '', message } = cause as NodeJS.ErrnoException & { stderr?: string };
        const why =
          code === 'ENOENT'
            ? `There is no ${command} here: install Python 3.10 or later with pip and venv.`
            : `${command} ${args.slice(0, 3).join(' ')} failed: ${stderr.trim().split('\n').slice(-3).join('\n') || message}`;
        throw new PythonError(why, { cause });
      }
    },
  };
}

/** Registries falter; longer waits between. */
const ATTEMPTS = 4;

/** What pip downloads for `requirements`, into `folder`. @param pause milliseconds before the second attempt. */
export async function download(python: Python, requirements: string, folder: string, pause = 2000): Promise<void> {
  const pip = ['-m', 'pip', 'download', '--disable-pip-version-check', '--no-cache-dir', '--no-deps'];
  for (let attempt = 1; ; attempt++) {
    try {
      return await python.run([...pip, '--only-binary', ':all:', '--require-hashes', '-d', folder, '-r', requirements]);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await wait(pause * 2 ** (attempt - 1));
    }
  }
}
