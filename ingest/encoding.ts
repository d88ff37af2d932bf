/**
 * Tells the encodings of Hong Kong's files apart by their content: UTF-8, UTF-16, Big5 with the HKSCS, GB18030.
 * Each candidate decodes the bytes; the one whose text reads most like Chinese wins, and where none does, none is taken.
 */
import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { ArticleError } from './article-error.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'big5' | 'gb18030';

interface Decoded {
  /** With `\n` line ends and no byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
}

/** Bytes that are looked at to tell the encoding. */
const SAMPLE = 64 * 1024;

/** Mean points of a character beyond ASCII, below which a text is not believed to be Chinese. */
const BELIEVABLE: Readonly<Record<Encoding, number>> = {
  'utf-8': 0,
  big5: 0.6,
  gb18030: 0.6,
  // Any two Latin letters are an ideograph in it.
  'utf-16le': 1.5,
  'utf-16be': 1.5,
};

/**
 * @param charset what the sender or the file names; believed where the bytes can be it.
 * @throws ArticleError where the bytes are none of the encodings, or no text at all.
 */
export function decodeText(bytes: Uint8Array, charset?: string): Decoded {
  for (const encoding of candidates(bytes, charset)) {
    const text = decode(bytes, encoding);
    if (text === undefined) continue;
    if (text.includes('\0')) break;
    return { text: text.replace(/\r\n?/g, '\n'), encoding };
  }
  if (bytes.subarray(0, SAMPLE).includes(0)) throw new ArticleError('is a binary file, not text.');
  throw new ArticleError('is not text in UTF-8, UTF-16, Big5 or GB18030. Save it as UTF-8.');
}

function candidates(bytes: Uint8Array, charset: string | undefined): Encoding[] {
  const marked = byteOrderMark(bytes);
  if (marked) return [marked];
  const sample = bytes.subarray(0, SAMPLE);
  const hasZeros = sample.includes(0);
  const zeros = hasZeros ? zeroBytes(sample) : undefined;
  if (zeros) return [zeros];
  // Legacy Chinese text is hardly ever valid UTF-8 by chance; what is declared is often wrong.
  if (!hasZeros && controls(sample) * 50 <= sample.length && isUtf8(bytes)) return ['utf-8'];
  const guessed = (['big5', 'gb18030', 'utf-16le', 'utf-16be'] as const)
    .map((encoding) => ({ encoding, ...reads(sample, encoding) }))
    .filter(({ encoding, mean }) => mean >= BELIEVABLE[encoding])
    .sort((a, b) => b.points - a.points)
    .map(({ encoding }) => encoding);
  const declared = charset === undefined ? undefined : named(charset);
  return declared && guessed.some((encoding) => encoding === declared) ? [declared] : guessed;
}

/** Bytes that text has none of. Short UTF-16 can be valid UTF-8, but is then full of them; a stray one does no harm. */
function controls(sample: Uint8Array): number {
  let count = 0;
  for (const byte of sample) if (byte < 32 && (byte < 9 || byte > 13)) count++;
  return count;
}

/** A label as pages and servers write it, such as `gb2312` or `Big5-HKSCS`. */
function named(charset: string): Encoding | undefined {
  try {
    const { encoding } = new TextDecoder(charset.trim());
    return encoding === 'gbk' ? 'gb18030' : (encoding as Encoding);
  } catch {
    return undefined;
  }
}

function byteOrderMark([a, b, c]: Uint8Array): Encoding | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return undefined;
}

/** Of UTF-16 without a mark: ASCII in it, even if only line ends, has its zeros on one side. */
function zeroBytes(sample: Uint8Array): Encoding | undefined {
  const zeros: [even: number, odd: number] = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2]!++;
  const [even, odd] = zeros;
  if (even + odd === 0) return undefined;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  // Numbers in a binary file have zeros on both sides.
  return Math.min(even, odd) * 20 <= Math.max(even, odd) && reads(sample, encoding).mean >= 0 ? encoding : undefined;
}

/** @returns undefined where the bytes are not of that encoding. */
function decode(bytes: Uint8Array, encoding: Encoding): string | undefined {
  if (encoding === 'big5') {
    // Node's own Big5 knows nothing of the HKSCS: it gives 喺 and 嘅 as private characters.
    const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 'big5-hkscs');
    return text.includes('\ufffd') ? undefined : text;
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** How much a sample reads like Chinese: points in all, and for each character beyond ASCII. */
function reads(sample: Uint8Array, encoding: Encoding): { points: number; mean: number } {
  const text = decode(sample, encoding) ?? withoutLast(sample, encoding);
  if (text === undefined) return { points: Number.NEGATIVE_INFINITY, mean: Number.NEGATIVE_INFINITY };
  const known = familiar(encoding);
  let points = 0;
  let counted = 0;
  for (const char of text) {
    const worth = pointsOf(char, known);
    points += worth;
    if (worth !== 0) counted++;
  }
  return { points, mean: points / Math.max(1, counted) };
}

/** A full sample may end within a character; a file may not. */
function withoutLast(sample: Uint8Array, encoding: Encoding): string | undefined {
  if (sample.length < SAMPLE) return undefined;
  const cuts = [1, 2, 3].map((bytes) => decode(sample.subarray(0, -bytes), encoding));
  return cuts.find((text) => text !== undefined);
}

function pointsOf(char: string, known: ReadonlySet<string>): number {
  if (/[\t\n\r\x20-\x7e]/.test(char)) return 0;
  if (FREQUENT.has(char)) return 3;
  if (PUNCTUATION.test(char)) return 2;
  if (known.has(char)) return 1;
  // Rare characters stand in any text; whole strings of them are another encoding misread.
  if (/\p{Script=Han}/u.test(char)) return -2;
  return /[\p{L}\p{N}\p{S}\p{P}\p{Z}]/u.test(char) ? -3 : -8;
}

const PUNCTUATION = /[　-〟！-～“”‘’…—·]/;

/** The characters that a page of Chinese is mostly made of, in both scripts, and those of Cantonese. */
const FREQUENT: ReadonlySet<string> = new Set(
  '的一是不了在人有我他這这個个們们中來来上大為为和國国地到以說说時时要就出會会可也你對对生能而子那得於于着著下自之年過过' +
    '發发後后作里裡用道行所然家種种事成方多經经麼么去法學学如都同現现當当沒没動动面起看定天分還还進进好小部其些主樣样理心她本前開开但' +
    '因只從从想實实日軍军者意無无力它與与長长把機机十民第公此已工使情明性知全三又關关點点正業业外將将兩两高間间由問问很最重並并物手應应' +
    '向頭头文體体政美相見见被利什二等產产或新己制身果加西斯月話话合回特代內内信表化老給给世位次度門门任常先海通教兒儿原東东聲声提立及比' +
    '員员解水名真論论處处走義义各入幾几口認认條条平系氣气題题活爾尔更別别打女變变四神總总何電电數数安少報报才結结反受目太量再感建務务做' +
    '接必場场件計计管期市直德資资命山金指克許许統统區区保至隊队形社便空決决治展馬马科司五基眼書书非則则聽听白卻却界達达光放強强即像難难' +
    '且權权思王象完設设式色路記记南品住告類类求據据程北邊边死張张該该交規规萬万取拉格望覺觉術术領领共確确傳传師师觀观清今切院讓让識识候' +
    '帶带導导爭争運运香港請请嗎吗呢吧啊吃喝買买錢钱車车站今早晚六七八九百千元' +
    '嘅咗喺嚟唔係佢哋冇咁啲嗰乜嘢噉咩喇啦囉㗎咯啱睇諗搵攞俾畀靚瞓嬲返仲嗌攰掂嘥嗱喎啩吖噃揸抌',
);

/** The common plane of a standard, read off the decoder: Big5's 5,401 frequent characters, GB 2312's 3,755. */
const familiar = (() => {
  let planes: { big5: ReadonlySet<string>; all: ReadonlySet<string> } | undefined;
  return (encoding: Encoding): ReadonlySet<string> => {
    if (!planes) {
      const big5 = plane('big5', [0xa4, 0xc6], [0x40, 0xfe]);
      planes = { big5, all: new Set([...big5, ...plane('gb18030', [0xb0, 0xd7], [0xa1, 0xfe])]) };
    }
    return encoding === 'big5' ? planes.big5 : planes.all;
  };
})();

function plane(encoding: Encoding, leads: [number, number], trails: [number, number]): Set<string> {
  const chars = new Set<string>();
  for (let lead = leads[0]; lead <= leads[1]; lead++) {
    for (let trail = trails[0]; trail <= trails[1]; trail++) {
      const char = decode(Uint8Array.of(lead, trail), encoding);
      if (char && /^\p{Script=Han}$/u.test(char)) chars.add(char);
    }
  }
  return chars;
}
