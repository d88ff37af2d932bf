/** The process that parses what strangers wrote: one file at a time, until it is told to stop or breaks its limits. */
import { Worker } from 'node:worker_threads';
import { ArticleError } from '../article-error.ts';
import { ISOLATED, type IsolatedFormat } from './formats.ts';
import type { Loaded, LoadHints } from './loader.ts';

export interface ParseRequest {
  readonly format: IsolatedFormat;
  readonly bytes: Uint8Array;
  readonly hints?: LoadHints;
}

/** `reason` is for the editor; `damaged` is what the parser said that could not go on. */
export type ParseReply =
  | { readonly loaded: readonly Loaded[] }
  | { readonly reason: string }
  | { readonly damaged: string };

/** Bytes this process may be resident with. */
const MAX_RESIDENT = Number(process.argv[2]) * 1024 ** 2;

/** A parser does not give control back, so a thread watches: it ends the process, and the parent says why. */
const WATCH = `
const { ppid } = process;
setInterval(() => {
  if (process.memoryUsage.rss() > ${MAX_RESIDENT} || process.ppid !== ppid) process.kill(process.pid, 'SIGKILL');
}, 25);
`;

async function parse({ format, bytes, hints }: ParseRequest): Promise<ParseReply> {
  try {
    const loader = await ISOLATED[format]();
    return { loaded: await loader.load(bytes, hints) };
  } catch (error) {
    if (error instanceof ArticleError) return { reason: error.message };
    return {
      damaged: String((error as Error)?.message ?? error)
        .split('\n')[0]!
        .slice(0, 200),
    };
  }
}

new Worker(WATCH, { eval: true }).unref();
// A parser's own stray rejection must not end the process under the next file.
process.on('unhandledRejection', () => {});
process.on('message', async (request: ParseRequest) => process.send?.(await parse(request)));
// Ctrl-C is the parent's to answer.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.send?.('ready');
