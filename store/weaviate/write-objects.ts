/** Writes objects in batches, of which only so many are on their way that the cluster keeps up. */
import { setTimeout as sleep } from 'node:timers/promises';
import { IndexError } from '../index-folder.ts';
import { isReady, type Nodes, withPatience } from './nodes.ts';

export interface StoredObject {
  readonly id: string;
  readonly properties: Record<string, string | number>;
  readonly vector?: Float32Array;
}

export interface WriteTarget {
  readonly nodes: Nodes;
  readonly collection: string;
  readonly consistency: 'ONE' | 'QUORUM' | 'ALL';
}

/** Objects, some 10 kB each with their sentence vectors. */
const BATCH = 100;
/** Batches on their way. The next is made only when one is through, so memory stays at a few MB. */
const AT_ONCE = 3;
/** Of one batch: some 20 s in all, in which a cluster that lost a node chooses a new leader. */
const TRIES = 10;

/** @throws IndexError when a batch does not get through. */
export async function writeObjects(target: WriteTarget, objects: Iterable<StoredObject>): Promise<void> {
  const batches = batchesOf(objects);
  let failed = false;
  async function work(): Promise<void> {
    for (const batch of { [Symbol.iterator]: () => batches }) {
      if (failed) return;
      await writeBatch(target, batch).catch((error) => {
        failed = true;
        throw error;
      });
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** One for all workers; it must not be closed when one of them leaves. */
function batchesOf(objects: Iterable<StoredObject>): Pick<Iterator<StoredObject[]>, 'next'> {
  const source = objects[Symbol.iterator]();
  return {
    next() {
      const batch: StoredObject[] = [];
      while (batch.length < BATCH) {
        const { value, done } = source.next();
        if (done) break;
        batch.push(value);
      }
      return batch.length > 0 ? { value: batch } : { value: undefined, done: true };
    },
  };
}

async function writeBatch({ nodes, collection, consistency }: WriteTarget, batch: StoredObject[]): Promise<void> {
  let missing = batch;
  await withPatience(TRIES, async () => {
    const { errors } = await nodes.run((client) =>
      client.collections
        .get(collection)
        .withConsistency(consistency)
        .data.insertMany(
          missing.map(({ id, properties, vector }) => ({
            id,
            properties,
            ...(vector && { vectors: Array.from(vector) }),
          })),
        ),
    );
    const wrong = Object.entries(errors);
    missing = wrong.map(([at]) => missing[Number(at)]!);
    if (missing.length === 0) return;
    throw new IndexError(`${missing.length} objects could not be written to ${collection}: ${wrong[0]![1].message}`);
  });
}

/** How long copies may take to catch up with what was written at quorum. */
const SETTLING_MS = 30_000;

/**
 * Waits until every node that answers counts `expected` objects.
 * @param needed nodes that must.
 * @throws IndexError when fewer do after `settlingMs`.
 */
export async function verifyCount(
  nodes: Nodes,
  collection: string,
  expected: number,
  needed: number,
  settlingMs = SETTLING_MS,
): Promise<void> {
  const until = performance.now() + settlingMs;
  for (;;) {
    const counts = await Promise.all(
      nodes.all.map(async ({ client }) =>
        (await isReady(client))
          ? client.collections
              .get(collection)
              .length()
              .catch(() => undefined)
          : undefined,
      ),
    );
    const complete = counts.filter((count) => count === expected).length;
    const answering = counts.filter((count) => count !== undefined).length;
    if (complete >= needed && complete === answering) return;
    if (performance.now() > until) {
      // A copy that lags is not asked before it has caught up.
      if (complete >= needed) return;
      throw new IndexError(
        `${collection} should hold ${expected} objects on ${needed} nodes, but they count ${counts.map((c) => c ?? 'nothing').join(', ')}. ` +
          'The index from before goes on serving. See that the nodes run, and run the ingest again.',
      );
    }
    await sleep(200);
  }
}
