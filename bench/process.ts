/** A command line as a user runs it, with the time and the memory it took. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

export interface Spent {
  readonly ms: number;
  /** Most memory it held, MB. undefined where the system has no /proc. */
  readonly peakMb: number | undefined;
  /** What it printed, both streams. */
  readonly output: string;
}

const LOOK_EVERY_MS = 50;

/** @throws Error with what it printed when it fails. */
export async function spend(args: readonly string[], cwd: string): Promise<Spent> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  let peakMb: number | undefined;
  const timer = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const kb = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]);
    if (kb > 0) peakMb = Math.round(kb / 1000);
  }, LOOK_EVERY_MS);
  const [code] = await once(child, 'close');
  clearInterval(timer);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${output}`);
  return { ms: performance.now() - started, peakMb, output };
}
