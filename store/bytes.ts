/** The memory of a typed array as bytes, not copied. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

/** Of int8 vectors one after the other, each: views, not copies. */
export const rowsOf = (all: Int8Array, dimensions: number): Int8Array[] =>
  Array.from({ length: all.length / dimensions }, (_, i) => all.subarray(i * dimensions, (i + 1) * dimensions));
