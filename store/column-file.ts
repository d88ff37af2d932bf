/**
 * A file of named columns of numbers, read as typed arrays where they lie: nothing is parsed, so that opening costs no more
 * than reading.
 *
 *   magic    16 bytes, with the format's number
 *   length   u32 of the head, which is JSON: name → [type, place, count]
 *   columns  each at a multiple of eight bytes from the end of the head, itself padded so; little endian
 */
import { open } from 'node:fs/promises';
import { bytesOf } from './bytes.ts';

const MAGIC = 'samman-columns-1';

const TYPES = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f32: Float32Array } as const;
type TypeName = keyof typeof TYPES;
export type Column = Uint8Array | Uint16Array | Uint32Array | Float32Array;

type Head = Record<string, [type: TypeName, place: number, count: number]>;

const ALIGNED = 8;
const padded = (bytes: number): number => Math.ceil(bytes / ALIGNED) * ALIGNED;

export async function writeColumns(path: string, columns: Readonly<Record<string, Column>>): Promise<void> {
  const head: Head = {};
  let place = 0;
  for (const [name, column] of Object.entries(columns)) {
    head[name] = [typeOf(column), place, column.length];
    place += padded(column.byteLength);
  }
  const json = Buffer.from(JSON.stringify(head));
  const first = Buffer.alloc(padded(MAGIC.length + 4 + json.length));
  first.write(MAGIC, 'latin1');
  first.writeUInt32LE(json.length, MAGIC.length);
  json.copy(first, MAGIC.length + 4);
  const file = await open(path, 'w');
  try {
    await file.appendFile(first);
    for (const column of Object.values(columns)) {
      await file.appendFile(bytesOf(column));
      await file.appendFile(Buffer.alloc(padded(column.byteLength) - column.byteLength));
    }
  } finally {
    await file.close();
  }
}

const typeOf = (column: Column): TypeName =>
  (Object.keys(TYPES) as TypeName[]).find((name) => column instanceof TYPES[name])!;

export interface Columns {
  u8(name: string): Uint8Array;
  u16(name: string): Uint16Array;
  u32(name: string): Uint32Array;
  f32(name: string): Float32Array;
}

/** @param bytes of the whole file, checked against the manifest before. */
export function readColumns(bytes: Uint8Array): Columns {
  // Numbers of four bytes are only read where such may begin.
  const data = bytes.byteOffset % ALIGNED === 0 ? bytes : new Uint8Array(bytes);
  const { buffer, byteOffset } = data;
  const view = Buffer.from(buffer, byteOffset, data.byteLength);
  const length = view.readUInt32LE(MAGIC.length);
  const head = JSON.parse(view.toString('utf8', MAGIC.length + 4, MAGIC.length + 4 + length)) as Head;
  const base = byteOffset + padded(MAGIC.length + 4 + length);
  const column = (name: string, wanted: TypeName) => {
    const [type, place, count] = head[name]!;
    if (type !== wanted) throw new Error(`The column ${name} holds ${type}, not ${wanted}.`);
    return new TYPES[type](buffer as ArrayBuffer, base + place, count);
  };
  return {
    u8: (name) => column(name, 'u8') as Uint8Array,
    u16: (name) => column(name, 'u16') as Uint16Array,
    u32: (name) => column(name, 'u32') as Uint32Array,
    f32: (name) => column(name, 'f32') as Float32Array,
  };
}
