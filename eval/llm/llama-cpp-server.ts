/** llama.cpp's own server with its OpenAI-compatible interface, in a process of its own. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Progress } from '../progress.ts';
import { createPython, PythonError } from './python.ts';

export interface LlamaCppServer {
  /** `http://127.0.0.1:PORT/v1` */
  readonly baseUrl: string;
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly path: string;
  readonly contextTokens: number;
  readonly threads: number;
}

/** Installs it into `cache` where it is not there. @throws PythonError when it does not start. */
export async function startLlamaCpp(
  { path, contextTokens, threads }: ServerOptions,
  cache: string,
  progress: Progress,
): Promise<LlamaCppServer> {
  const python = await installed(join(cache, 'llm', 'xllamacpp-2026.10.11549'), progress);
  const port = await freePort();
  const script = join(import.meta.dirname, 'serve.py');
  const server = spawn(python, [script, path, String(port), String(contextTokens), String(threads)], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-2000);
  });
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const close = async () => {
    server.kill();
    await exited;
  };
  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(url))) {
    if (server.exitCode !== null) throw new PythonError(`llama.cpp's server did not start: ${said}`);
    await wait(250);
  }
  return { baseUrl: `${url}/v1`, close };
}

/** It answers 503 while it loads the weights. */
const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

async function installed(folder: string, progress: Progress): Promise<string> {
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const done = join(folder, 'installed');
  if (existsSync(done)) return python;
  progress.note(`Installing llama.cpp's server from the Python package index, 34 MB, once, into ${folder}`);
  await rm(folder, { recursive: true, force: true });
  await createPython().run(['-m', 'venv', folder]);
  const requirements = join(import.meta.dirname, 'xllamacpp.requirements.txt');
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:'];
  await createPython(python).run([...pip, '--require-hashes', '-r', requirements]);
  await writeFile(done, '');
  return python;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
  });
}
