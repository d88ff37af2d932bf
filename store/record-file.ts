/**
 * A file of keyed records that is only appended to, so that a crash can cost the record being written and no other.
 *
 *   magic          16 bytes, with the format's number
 *   record*        key 16 bytes, payload's length u32, CRC-32 of all the rest u32 (little endian), payload
 *
 * What does not check out ends the file: everything from there on is dropped when it is opened.
 */
import { constants, readSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { WRITING } from './write-whole.ts';

const FORMATS = 'samman-records-';
const MAGIC = Buffer.from(`${FORMATS}2`);
export const KEY_BYTES = 16;
const HEAD = KEY_BYTES + 8;
const CHECKED = HEAD - 4;

/** Read at a time while the file is checked; records are far shorter. */
const WINDOW = 4 * 1024 * 1024;

/** `KEY_BYTES` bytes as a `latin1` string. */
export type RecordKey = string;

interface FileRecord {
  readonly key: RecordKey;
  readonly payload: Uint8Array;
}

export interface RecordFile {
  /** Size of the file in bytes. */
  readonly bytes: number;
  /** Bytes at the end that were no whole records when it was opened; damaged, unless that is a write cut off or another format. */
  readonly dropped: { readonly bytes: number; readonly damaged: boolean };
  has(key: RecordKey): boolean;
  /** Bytes that the records of these keys take. */
  sizeOf(keys: Iterable<RecordKey>): number;
  /** @throws Error when there is no such record or it was altered since the file was opened. */
  read(key: RecordKey): Buffer;
  /** Later records of a key win. */
  append(records: readonly FileRecord[]): Promise<void>;
  /** Writes a smaller file with the records of `keep`, newest of the others up to `bytes` in all, and takes its place. */
  compact(keep: ReadonlySet<RecordKey>, bytes: number): Promise<void>;
  close(): Promise<void>;
}

/** Where a payload stands. */
interface Place {
  readonly at: number;
  readonly length: number;
}

/** @throws Error of the file system. Anything in the file that is no record is dropped, not thrown. */
export async function openRecordFile(path: string, { readOnly = false } = {}): Promise<RecordFile> {
  let file = await open(path, readOnly ? 'r' : constants.O_RDWR | constants.O_CREAT, 0o644);
  let { places, end, size } = await scan(file).catch(async (error) => {
    await file.close();
    throw error;
  });
  const dropped = { bytes: size - end, damaged: size > end && !(await isTorn(file, end, size)) };

  /** Cut before the first write only: whoever reads alone changes nothing. */
  async function cut(): Promise<void> {
    if (end === 0) {
      await file.truncate(0);
      await file.write(MAGIC, 0, MAGIC.length, 0);
      end = MAGIC.length;
    } else if (size > end) await file.truncate(end);
    size = end;
  }

  async function append(records: readonly FileRecord[]): Promise<void> {
    await cut();
    const block = Buffer.concat(records.flatMap((record) => [head(record), record.payload]));
    // Should this fail half way, the next write cuts what it left.
    size = end + block.length;
    await writeFully(file, block, end);
    for (const { key, payload } of records) {
      places.set(key, { at: end + HEAD, length: payload.length });
      end += HEAD + payload.length;
    }
  }

  function read(key: RecordKey): Buffer {
    const place = places.get(key);
    if (!place) throw new Error(`${path} holds no such record.`);
    const record = Buffer.alloc(HEAD + place.length);
    // Synchronous: hundreds of thousands of short reads, ten times as fast so.
    readSync(file.fd, record, 0, record.length, place.at - HEAD);
    if (!isIntact(record, place.length)) throw new Error(`${path} was altered at byte ${place.at}. Remove it.`);
    return record.subarray(HEAD);
  }

  async function compact(keep: ReadonlySet<RecordKey>, limit: number): Promise<void> {
    const kept = choose(places, keep, limit);
    const temporary = join(dirname(path), WRITING + basename(path));
    const next = await open(temporary, 'w+');
    try {
      await next.write(MAGIC, 0, MAGIC.length, 0);
      const moved = new Map<RecordKey, Place>();
      let at = MAGIC.length;
      for (const key of kept) {
        const payload = read(key);
        await writeFully(next, Buffer.concat([head({ key, payload }), payload]), at);
        moved.set(key, { at: at + HEAD, length: payload.length });
        at += HEAD + payload.length;
      }
      await next.sync();
      await rename(temporary, path);
      await file.close();
      [file, places, end, size] = [next, moved, at, at];
    } catch (error) {
      await next.close();
      await rm(temporary, { force: true });
      throw error;
    }
  }

  return {
    get bytes() {
      return end;
    },
    dropped,
    has: (key) => places.has(key),
    sizeOf(keys) {
      let bytes = 0;
      for (const key of keys) bytes += HEAD + (places.get(key)?.length ?? -HEAD);
      return bytes;
    },
    read,
    append,
    compact,
    close: () => file.close(),
  };
}

function head({ key, payload }: FileRecord): Buffer {
  const bytes = Buffer.alloc(HEAD);
  bytes.write(key, 0, KEY_BYTES, 'latin1');
  bytes.writeUInt32LE(payload.length, KEY_BYTES);
  bytes.writeUInt32LE(crc32(payload, crc32(bytes.subarray(0, CHECKED))), CHECKED);
  return bytes;
}

function isIntact(record: Buffer, length: number): boolean {
  const payload = record.subarray(HEAD, HEAD + length);
  return record.readUInt32LE(CHECKED) === crc32(payload, crc32(record.subarray(0, CHECKED)));
}

/** The records from the start up to the first that is not whole. */
async function scan(file: FileHandle): Promise<{ places: Map<RecordKey, Place>; end: number; size: number }> {
  const { size } = await file.stat();
  const places = new Map<RecordKey, Place>();
  const magic = Buffer.alloc(MAGIC.length);
  await file.read(magic, 0, magic.length, 0);
  if (!magic.equals(MAGIC)) return { places, end: 0, size };
  let end = MAGIC.length;
  let window = Buffer.alloc(WINDOW);
  for (;;) {
    const { bytesRead } = await file.read(window, 0, window.length, end);
    const read = scanWindow(window.subarray(0, bytesRead), end, places);
    end += read;
    if (read > 0) continue;
    // A record longer than the window, or none at all.
    const length = bytesRead < HEAD ? 0 : HEAD + window.readUInt32LE(KEY_BYTES);
    if (length <= window.length || end + length > size) return { places, end, size };
    window = Buffer.alloc(length);
  }
}

/** @returns the bytes of the whole records at the beginning of `window`, which stands at `base` in the file. */
function scanWindow(window: Buffer, base: number, places: Map<RecordKey, Place>): number {
  let at = 0;
  while (at + HEAD <= window.length) {
    const record = window.subarray(at);
    const length = record.readUInt32LE(KEY_BYTES);
    if (HEAD + length > record.length || !isIntact(record, length)) break;
    places.set(record.toString('latin1', 0, KEY_BYTES), { at: base + at + HEAD, length });
    at += HEAD + length;
  }
  return at;
}

/** A write that was cut off leaves the beginning of a record and nothing behind it; another format, its name. */
async function isTorn(file: FileHandle, end: number, size: number): Promise<boolean> {
  const bytes = Buffer.alloc(HEAD);
  const { bytesRead } = await file.read(bytes, 0, HEAD, end);
  if (end === 0) return bytes.toString('latin1', 0, FORMATS.length) === FORMATS;
  return bytesRead < HEAD || end + HEAD + bytes.readUInt32LE(KEY_BYTES) > size;
}

/** In the order they were written, so that the oldest go first the next time too. */
function choose(places: ReadonlyMap<RecordKey, Place>, keep: ReadonlySet<RecordKey>, limit: number): RecordKey[] {
  const kept = new Set<RecordKey>();
  let bytes = MAGIC.length;
  const take = (key: RecordKey, place: Place) => {
    kept.add(key);
    bytes += HEAD + place.length;
  };
  for (const [key, place] of places) if (keep.has(key)) take(key, place);
  for (const [key, place] of [...places].reverse()) {
    if (!kept.has(key) && bytes + HEAD + place.length <= limit) take(key, place);
  }
  return [...places.keys()].filter((key) => kept.has(key));
}

/** `FileHandle.write` may write less than it was given, on a full disk above all. */
async function writeFully(file: FileHandle, block: Buffer, position: number): Promise<void> {
  for (let done = 0; done < block.length; ) {
    const { bytesWritten } = await file.write(block, done, block.length - done, position + done);
    done += bytesWritten;
  }
}
