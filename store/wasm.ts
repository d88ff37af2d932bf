/** The kernels in WebAssembly: bytes that wat2wasm (npm's `wabt`) made of the `.wat` beside each. */

/** Bytes that memory grows by. */
export const PAGE = 65_536;

/** @param bytes in base64. @returns what the kernel exports. */
export const instantiate = <E>(bytes: string, imports?: WebAssembly.Imports): E =>
  new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(bytes, 'base64')), imports).exports as unknown as E;
