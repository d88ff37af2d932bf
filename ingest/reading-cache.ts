/**
 * What each file of the corpus held when it was last read, so that a file that was not touched since is not read again:
 * 20,000 of them take 14 seconds to read, and half a second to ask the system for their size and times.
 *
 * A file is the same when its size, its times of writing and of change (which no program can set), and its number on the
 * disk are. One that was written to within the clock's coarseness before it was read may have been written to once more
 * since, unseen: it is not kept until it has rested (as git does with its index).
 */
import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { writeWhole } from '../store/write-whole.ts';
import type { Reading } from './articles.ts';
import { LOADERS_VERSION } from './loaders/formats.ts';

/** Raise it when what is kept of a file changes otherwise than by its loader. */
const FORMAT = 4;

/** File systems that tell times in steps of two seconds are the coarsest in use. */
const RESTED_NS = 3_000_000_000n;

interface Kept {
  readonly file: string;
  readonly seal: string;
  readonly reading: Reading;
}

interface ReadingCache {
  /** @returns what `read` gave for this file, now or before. @throws what `read` throws; that is never kept. */
  through(file: string, path: string, read: () => Promise<Reading>): Promise<Reading>;
  /** Keeps what was read or asked for since this cache was opened, and nothing else. */
  save(): Promise<void>;
}

/** @param reader names whatever else decides what is read of a file. */
export async function openReadingCache(path: string, reader: string): Promise<ReadingCache> {
  const head = JSON.stringify({ format: FORMAT, loaders: LOADERS_VERSION, reader });
  const before = await readKept(path, head);
  const now = new Map<string, Kept>();
  let changed = false;
  return {
    async through(file, own, read) {
      const known = before.get(file);
      const first = await sealOf(own);
      if (known && first && known.seal === first.seal) {
        now.set(file, known);
        return known.reading;
      }
      changed = true;
      const reading = await read();
      const after = await sealOf(own);
      if (first?.rested && first.seal === after?.seal && !reading.passing)
        now.set(file, { file, seal: first.seal, reading });
      return reading;
    },
    async save() {
      if (!changed && now.size === before.size) return;
      await writeKept(path, head, now.values());
    },
  };
}

async function sealOf(path: string): Promise<{ seal: string; rested: boolean } | undefined> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  if (!stats) return undefined;
  const { size, mtimeNs, ctimeNs, ino } = stats as BigIntStats;
  const latest = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
  return {
    seal: [size, mtimeNs, ctimeNs, ino].join(' '),
    // One of the future, by a clock that was set back, never rests.
    rested: BigInt(Date.now()) * 1_000_000n - latest > RESTED_NS,
  };
}

/** A line with the hash of the rest, the head, and a line a file. Whatever is not right with it, the files are read again. */
async function readKept(path: string, head: string): Promise<Map<string, Kept>> {
  try {
    // As bytes, which need not be made into text and back again to be hashed.
    const bytes = await readFile(path);
    const start = bytes.indexOf('\n') + 1;
    if (bytes.toString('latin1', 0, start - 1) !== hashOf(bytes.subarray(start))) return new Map();
    const body = bytes.toString('utf8', start);
    if (!body.startsWith(`${head}\n`)) return new Map();
    const lines = body
      .slice(head.length + 1)
      .split('\n')
      .filter(Boolean);
    return new Map(lines.map((line) => JSON.parse(line) as Kept).map((kept) => [kept.file, kept]));
  } catch {
    return new Map();
  }
}

/** A full disk or a folder that may not be written to costs time, not articles. */
async function writeKept(path: string, head: string, kept: Iterable<Kept>): Promise<void> {
  try {
    const body = `${[head, ...Array.from(kept, (one) => JSON.stringify(one))].join('\n')}\n`;
    await writeWhole(path, `${hashOf(body)}\n${body}`, { durable: false });
  } catch {
    // The next ingest reads every file again.
  }
}

const hashOf = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** Keeps nothing. */
export const noReadingCache: ReadingCache = { through: (_file, _path, read) => read(), save: async () => {} };
