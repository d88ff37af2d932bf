/**
 * How nearly the tokens of a question are met by those of passages: 20 by 150 tokens a passage, which took a sixth of a search
 * in JavaScript and take a tenth of that by counting sixteen bytes' bits at once.
 */
import { matchTokens, meanLikeness } from '../core/retrieval/token-match.ts';
import type { TokenBits } from '../core/types.ts';
import { bytesOf } from './bytes.ts';
import { instantiate, PAGE } from './wasm.ts';

/** `token-kernel.wat`, made into bytes by wat2wasm (npm's `wabt` 1.0.37). */
const KERNEL =
  'AGFzbQEAAAABCgFgBn9/f39/fwADAgEABQMBAAEHFAIGbWVtb3J5AgAHbmVhcmVzdAAACv8EAfwEAgV/B3v9DAEAAQABAAEAAQABAAEAAQAhDCACIA' +
  'MgBGxqIQYCQANAIAFFDQEgAiEHIAMhCv0M/////////////////////yERAkADQCAHIAZPDQFBACEI/QwAAAAAAAAAAAAAAAAAAAAAIQ39DAAAAAAA' +
  'AAAAAAAAAAAAAAAhDv0MAAAAAAAAAAAAAAAAAAAAACEP/QwAAAAAAAAAAAAAAAAAAAAAIRADQCAAIAhq/QAEACELIAcgCGohCSANIAsgCf0ABAD9Uf' +
  '1i/W4hDSAJIARqIQkgDiALIAn9AAQA/VH9Yv1uIQ4gCSAEaiEJIA8gCyAJ/QAEAP1R/WL9biEPIAkgBGohCSAQIAsgCf0ABAD9Uf1i/W4hECAIQRBq' +
  'IQggCCAESQ0ACyAN/X0gDP26ASENIA79fSAM/boBIQ4gD/19IAz9ugEhDyAQ/X0gDP26ASEQIA0gDv0NAAECAxAREhMEBQYHFBUWFyANIA79DQgJCg' +
  'sYGRobDA0ODxwdHh/9rgEhDSAPIBD9DQABAgMQERITBAUGBxQVFhcgDyAQ/Q0ICQoLGBkaGwwNDg8cHR4f/a4BIQ8gDSAP/Q0AAQIDBAUGBxAREhMU' +
  'FRYXIA0gD/0NCAkKCwwNDg8YGRobHB0eH/2uASENIBEgDf0MAQAAAAIAAAADAAAABAAAACAK/RH9O/1Q/bcBIREgCkEEayEKIAcgBEECdGohBwwACw' +
  'sgESARIBH9DQgJCgsMDQ4PAAECAwQFBgf9twEhESARIBEgEf0NBAUGBwABAgMEBQYHAAECA/23ASERIAUgEf0bADYCACAAIARqIQAgBUEEaiEFIAFB' +
  'AWshAQwACwsL';

const LANES = 16;
/** Tokens behind the last that the kernel looks at, since it takes four at once. */
const BEHIND = 3;
/** Bytes of a token in which the kernel's counts cannot run over. */
const WIDEST = 496;

export interface TokenKernel {
  /** What the texts after it are held against. */
  ask(question: TokenBits): void;
  /** As `matchTokens`. @param fill puts the text's tokens, `bytes` long, where it is told. */
  match(bytes: number, fill: (place: Uint8Array) => void): number | undefined;
}

/** @param dimensions of a token, one bit each. */
export function createTokenKernel(dimensions: number): TokenKernel {
  const width = dimensions / 8;
  if (width % LANES !== 0 || width > WIDEST) return plainTokenKernel();
  const { memory, nearest } = instantiate<{
    memory: { readonly buffer: ArrayBuffer; grow(pages: number): void };
    nearest(question: number, asked: number, text: number, there: number, width: number, out: number): void;
  }>(KERNEL);
  let weights = new Float32Array(0);
  let textAt = 0;

  const outAt = () => width * weights.length;
  /** Growing moves the memory: views are made after. */
  function hold(bytes: number): void {
    const missing = bytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  }

  return {
    ask(question) {
      const telling = [...question.weights.keys()].filter((token) => question.weights[token] !== 0);
      weights = Float32Array.from(telling, (token) => question.weights[token]!);
      textAt = LANES * Math.ceil((outAt() + weights.byteLength) / LANES);
      hold(textAt);
      const bytes = bytesOf(question.bits);
      const place = new Uint8Array(memory.buffer);
      telling.forEach((token, i) => {
        place.set(bytes.subarray(width * token, width * (token + 1)), width * i);
      });
    },
    match(bytes, fill) {
      if (weights.length === 0) return undefined;
      hold(textAt + bytes + BEHIND * width);
      fill(new Uint8Array(memory.buffer, textAt, bytes));
      nearest(0, weights.length, textAt, bytes / width, width, outAt());
      return meanLikeness(weights, new Uint32Array(memory.buffer, outAt(), weights.length), dimensions);
    },
  };
}

/** For models whose tokens are no multiple of sixteen bytes, and as the measure of the other. */
export function plainTokenKernel(): TokenKernel {
  let asked: TokenBits = { bits: new Int32Array(0), weights: new Float32Array(0) };
  return {
    ask(question) {
      asked = question;
    },
    match(bytes, fill) {
      const text = new Int32Array(bytes / Int32Array.BYTES_PER_ELEMENT);
      fill(new Uint8Array(text.buffer));
      return matchTokens(asked, text);
    },
  };
}
