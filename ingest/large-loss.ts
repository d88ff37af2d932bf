/** A disk that is not mounted looks like an editor's clean-up; time and the editor tell them apart. */
import type { Changes } from './changes.ts';
import { firstNames } from './first-names.ts';

/** So many a person removes in one go of a small library too. */
const FEW = 10;

/** Of what is served, above which it is much of the library: a folder of one year is. */
const SHARE = 1 / 20;

/** @param served versions of articles in the index. */
export const isLargeLoss = ({ removed }: Pick<Changes, 'removed'>, served: number): boolean =>
  removed.length >= FEW && removed.length > SHARE * served;

/** Names told of those that go. */
const NAMED = 3;

/** To whoever has an index made without them. */
export const largeLoss = (removed: readonly string[], served: number, folder: string): string =>
  `${removed.length} of the ${served} versions of articles in the index are gone from ${folder} or cannot be read there, and readers lose them: ${firstNames(removed, NAMED)}. If they are not meant to go (is a disk not mounted?), put them back and run the ingest again.`;

/**
 * For ingests that nobody looks at: a disk that comes back in time costs readers nothing.
 * @param patience milliseconds for which a large loss is held back, once.
 * @returns what is told of each ingest whether it would be such a loss, and says how many milliseconds it is to wait.
 */
export function createHold(patience: number): (isLarge: boolean) => number {
  let since: number | undefined;
  return (isLarge) => {
    const now = performance.now();
    since = isLarge ? (since ?? now) : undefined;
    return since === undefined ? 0 : Math.max(0, since + patience - now);
  };
}
