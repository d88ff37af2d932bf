/** The real server in a process of its own: real corpus, real weights, real index, real socket. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../../config.ts';
import { ingest } from './ingest.ts';

export interface TestServer {
  readonly url: string;
  readonly process: ChildProcess;
  /** What it printed so far. */
  output(): string;
  close(): Promise<void>;
}

/** Test files run side by side and share this index: the second finds it built. */
const SHARED_INDEX = join(ROOT, 'node_modules', '.cache', 'samman-test-index');

/**
 * @param env settings beside the defaults.
 * @param through a command that runs the one it is given, such as one that limits its resources.
 * @param nodeArgs options of Node itself; with any, the process has a channel for messages.
 */
export async function startTestServer(
  env: Record<string, string> = {},
  through: readonly string[] = [],
  nodeArgs: readonly string[] = [],
): Promise<TestServer> {
  // A server answers from what there is while it brings it up to date; tests want all articles.
  if (!env.INDEX_DIR) await ingest(env.CORPUS_DIR ?? join(ROOT, 'corpus'), SHARED_INDEX, '--if-changed');
  const [command, ...args] = [...through, process.execPath, ...nodeArgs, join(ROOT, 'dist', 'server', 'main.js')];
  const child = spawn(command!, args, {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', RATE_LIMIT: '0', INDEX_DIR: SHARED_INDEX, ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(nodeArgs.length > 0 ? (['ipc'] as const) : [])],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const ready = /^Samman is ready: (\S+)$/m.exec(output);
      if (ready) resolve(ready[1]!);
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready:\n${output}`)));
  });
  return {
    url,
    process: child,
    output: () => output,
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
