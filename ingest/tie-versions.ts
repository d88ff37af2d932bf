/** Finds the versions of one article in several languages, and gives them one id. */
import { type Candidate, partsOfName } from './candidate.ts';

/** @returns the id of each candidate, in their order. */
export function versionIds(candidates: readonly Candidate[]): string[] {
  const originals = originalsOf(candidates);
  const ids = candidates.map((candidate) => followed(candidate, originals));
  return byAddress(candidates, ids);
}

/** From a file, or an id, to the candidate that `translation_of` can name by it. */
function originalsOf(candidates: readonly Candidate[]): Map<string, Candidate> {
  const originals = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const file = candidate.file.normalize('NFC');
    for (const name of [candidate.id, file.split('/').at(-1)!, file]) {
      // The original, not another translation of the same name.
      if (!originals.has(name) || !candidate.loaded.translationOf) originals.set(name, candidate);
    }
  }
  return originals;
}

/** A translation of a translation has the id of the first; two that name each other, that of either. */
function followed(candidate: Candidate, originals: Map<string, Candidate>): string {
  const seen = new Set([candidate]);
  let at = candidate;
  while (at.loaded.translationOf !== undefined) {
    const name = at.loaded.translationOf;
    const original = originals.get(name);
    if (!original) return partsOfName(name)?.id ?? name;
    if (seen.has(original)) return [...seen].map(({ id }) => id).sort()[0]!;
    seen.add(original);
    at = original;
  }
  return at.id;
}

/**
 * Pages that name each other by `hreflang`, in different languages, are one article: it has the first one's id. Where one
 * of them cannot tell, a page that no other of that language names is believed: many name the front page where they have
 * no translation.
 */
function byAddress(candidates: readonly Candidate[], ids: readonly string[]): string[] {
  const at = new Map<string, number>();
  candidates.forEach(({ loaded }, i) => {
    if (loaded.url && !at.has(loaded.url)) at.set(loaded.url, i);
  });
  const claims = claimsOf(candidates);
  const result = [...ids];
  candidates.forEach((candidate, i) => {
    for (const address of othersOf(candidate)) {
      const found = at.get(address);
      const other = found === undefined ? undefined : candidates[found]!;
      if (!other || other.language === candidate.language || result[found!] === result[i]) continue;
      if (!(namesBack(other, candidate) ?? claims.get(claimOf(address, candidate)) === 1)) continue;
      const [kept, given] = [result[Math.min(i, found!)]!, result[Math.max(i, found!)]!];
      result.forEach((id, j) => {
        if (id === given) result[j] = kept;
      });
    }
  });
  return result;
}

/** Addresses of its versions; pages name themselves too. */
const othersOf = ({ loaded: { alternates = [], url } }: Candidate): Set<string> =>
  new Set(alternates.filter((address) => address !== url));

/** @returns undefined where it names nobody, or nobody knows the address by which it would. */
function namesBack(other: Candidate, { loaded: { url } }: Candidate): boolean | undefined {
  const named = othersOf(other);
  return url === undefined || named.size === 0 ? undefined : named.has(url);
}

const claimOf = (address: string, { language }: Candidate): string => `${address} ${language}`;

/** How many pages of a language name an address. */
function claimsOf(candidates: readonly Candidate[]): Map<string, number> {
  const claims = new Map<string, number>();
  for (const candidate of candidates) {
    for (const address of othersOf(candidate)) {
      const claim = claimOf(address, candidate);
      claims.set(claim, (claims.get(claim) ?? 0) + 1);
    }
  }
  return claims;
}
