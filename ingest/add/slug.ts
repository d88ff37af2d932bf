/** The name that an added article is kept under: readable in a folder, safe in a path and an address. */
import { createHash } from 'node:crypto';

const MAX_LENGTH = 60;

/** Names that Windows keeps for devices. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Of the title; of the address where the title is Chinese and the address has words: `fares-rise` is easier to type
 * than 港鐵宣佈加價, which it is where there is nothing else.
 */
export function slugOf(title: string | undefined, url?: string): string {
  const fromTitle = slugged(title ?? '');
  const fromUrl = url === undefined ? '' : slugged(lastSegment(url));
  const wordy = /^[a-z]+(?:-[a-z0-9]+)+$/.test(fromUrl);
  const slug = (/[^\x20-\x7e]/.test(fromTitle) && wordy ? fromUrl : fromTitle) || fromUrl;
  if (slug && !RESERVED.test(slug)) return slug;
  const hash = createHash('sha256')
    .update(url ?? title ?? '')
    .digest('hex')
    .slice(0, 8);
  return `article-${slug || hash}`;
}

/** UTF-8 bytes: a file's name has 255 at most, its language and ending among them. */
const MAX_BYTES = 200;

/** As it is where a file can be called so; a longer one is cut, and told from others by its hash. */
export function shortened(id: string): string {
  if (Buffer.byteLength(id) <= MAX_BYTES) return id;
  const mark = `-${createHash('sha256').update(id).digest('hex').slice(0, 8)}`;
  let kept = '';
  for (const char of id) {
    if (Buffer.byteLength(kept + char + mark) > MAX_BYTES) break;
    kept += char;
  }
  return kept + mark;
}

function slugged(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean);
  let slug = '';
  for (const word of words) {
    const longer = slug ? `${slug}-${word}` : word;
    if ([...longer].length > MAX_LENGTH) break;
    slug = longer;
  }
  // One word longer than the limit, as Chinese titles are.
  return slug || [...(words[0] ?? '')].slice(0, MAX_LENGTH).join('');
}

function lastSegment(url: string): string {
  const segment = new URL(url).pathname.split('/').filter(Boolean).at(-1) ?? '';
  const name = segment.replace(/\.\w{2,5}$/, '');
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
