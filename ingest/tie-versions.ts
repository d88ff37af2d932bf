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

/** Pages that name each other by `hreflang`, in different languages, are one article: it has the first one's id. */
function byAddress(candidates: readonly Candidate[], ids: readonly string[]): string[] {
  const at = new Map<string, number>();
  candidates.forEach(({ loaded }, i) => {
    if (loaded.url && !at.has(loaded.url)) at.set(loaded.url, i);
  });
  const result = [...ids];
  candidates.forEach(({ loaded, language }, i) => {
    for (const address of loaded.alternates ?? []) {
      const other = at.get(address);
      if (other === undefined || candidates[other]!.language === language || result[other] === result[i]) continue;
      const [kept, given] = [result[Math.min(i, other)]!, result[Math.max(i, other)]!];
      result.forEach((id, j) => {
        if (id === given) result[j] = kept;
      });
    }
  });
  return result;
}
