/** Encodes to a two-byte encoding by turning its decoder around; there is no encoder for them in Node. */
export function legacyEncoder(encoding: 'big5' | 'gb18030'): (text: string) => Uint8Array {
  const decoder = new TextDecoder(encoding);
  const codes = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const char = decoder.decode(Uint8Array.of(lead, trail));
      // Big5 has a few characters twice: among the signs before 0xA4, and where they belong.
      const first =
        !codes.has(char) || (encoding === 'big5' && codes.get(char)![0]! < 0xa4 && lead >= 0xa4 && lead <= 0xc6);
      if ([...char].length === 1 && char !== '\ufffd' && first) codes.set(char, [lead, trail]);
    }
  }
  return (text) =>
    Uint8Array.from(
      [...text].flatMap((char) => {
        if (char <= '\x7f') return char.charCodeAt(0);
        const code = codes.get(char);
        if (!code) throw new Error(`${char} is not in ${encoding}.`);
        return code;
      }),
    );
}
