/** Parses untrusted formats in processes of their own, which can be stopped and whose memory comes back. */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../config.ts';
import { ArticleError } from '../article-error.ts';
import type { IsolatedFormat } from './formats.ts';
import type { Loaded, LoadHints } from './loader.ts';
import type { ParseReply, ParseRequest } from './parse-process.ts';

/** Of the bundles `npm run build` makes. */
const PROCESS = join(ROOT, 'dist', 'ingest', 'loaders', 'parse-process.js');

export interface ParseLimits {
  /** Milliseconds for a file, and for each megabyte of it. */
  readonly file: number;
  readonly megabyte: number;
  /** Megabytes that a process may be resident with. */
  readonly memory: number;
}

/** A book of a thousand pages takes some seconds and some hundred megabytes. */
const LIMITS: ParseLimits = { file: 30_000, megabyte: 2000, memory: 1000 };

/** Megabytes of the heap, which has a limit of its own; buffers stand beside it. */
const HEAP = 512;

export interface IsolatedParser {
  /** @throws ArticleError */
  parse(format: IsolatedFormat, bytes: Uint8Array, hints?: LoadHints): Promise<readonly Loaded[]>;
  /** Ends the processes. */
  close(): void;
}

/** Processes are started when the first files come, and kept for the next ones until `close`. */
export function createIsolatedParser(limits = LIMITS): IsolatedParser {
  const idle: ChildProcess[] = [];
  const waiting: (() => void)[] = [];
  let free = Math.min(4, availableParallelism());

  async function parse(format: IsolatedFormat, bytes: Uint8Array, hints?: LoadHints): Promise<readonly Loaded[]> {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    const child = living(idle) ?? start(limits.memory);
    try {
      const milliseconds = limits.file + (limits.megabyte * bytes.length) / 1024 ** 2;
      return unwrap(await ask(child, { format, bytes, ...(hints && { hints }) }, milliseconds));
    } finally {
      if (child.connected && !child.killed) idle.push(child);
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  }

  return {
    parse,
    close: () => {
      for (const child of idle.splice(0)) child.kill('SIGKILL');
    },
  };
}

/** One that was killed while it had nothing to do (a system short of memory takes the idle first) is passed over. */
function living(idle: ChildProcess[]): ChildProcess | undefined {
  const child = idle.pop();
  return child && !(child.connected && child.exitCode === null && child.signalCode === null) ? living(idle) : child;
}

function start(memory: number): ChildProcess {
  const child = fork(PROCESS, [String(memory)], {
    execArgv: [`--max-old-space-size=${HEAP}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // Between two files it must not keep the program from ending.
  child.unref();
  child.channel?.unref();
  return child;
}

function ask(child: ChildProcess, request: ParseRequest, milliseconds: number): Promise<ParseReply> {
  return new Promise((resolve, reject) => {
    const stop = (error: Error): void => {
      settle();
      child.kill('SIGKILL');
      reject(error);
    };
    const tooLong = `takes longer to read than ${Math.round(milliseconds / 1000)} s. Split it, or save it anew.`;
    const timer = setTimeout(() => stop(new ArticleError(tooLong, true)), milliseconds);
    const onMessage = (reply: ParseReply | 'ready'): void => {
      if (reply === 'ready') return void ready.add(child);
      settle();
      resolve(reply);
    };
    const onExit = (code: number | null): void => stop(endedBy(child, code));
    const onError = (cause: Error): void => stop(cause);
    const settle = (): void => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      child.channel?.unref();
    };
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
    child.channel?.ref();
    child.send(request, (error) => error && child.exitCode === null && child.signalCode === null && stop(error));
  });
}

/** Processes that have said that they run. */
const ready = new WeakSet<ChildProcess>();

/** A process that grew too large is killed, or aborts; one that was never there exits. */
function endedBy(child: ChildProcess, code: number | null): Error {
  if (!ready.has(child)) return new Error(`${PROCESS} does not run. Build it: npm run build`);
  if (code === 1) return new ArticleError('is damaged: its parser broke.');
  return new ArticleError('takes more memory to read than an article may. Split it, or save it anew.', true);
}

function unwrap(reply: ParseReply): readonly Loaded[] {
  if ('loaded' in reply) return reply.loaded;
  throw new ArticleError('reason' in reply ? reply.reason : `is damaged: ${reply.damaged}`);
}
