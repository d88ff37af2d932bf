/** Writes objects in batches, of which only so many are on their way that the cluster keeps up. */
import { setTimeout as sleep } from 'node:timers/promises';
import { IndexError } from '../index-error.ts';
import { vectorsWaiting } from './graph.ts';
import { isReady, type Node, type Nodes, withPatience } from './nodes.ts';

export interface StoredObject {
  readonly id: string;
  readonly properties: Record<string, string | number>;
  readonly vector?: Float32Array;
}

interface WriteTarget {
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

/** How long copies may take to catch up with what was written at quorum, and graphs to take in one vector more. */
const SETTLING_MS = 30_000;

/**
 * Waits until every node that answers counts `expected` objects, and has them in its graph.
 * @param needed nodes that must count them.
 * @throws IndexError when fewer do and nothing has changed for `settlingMs`.
 */
export async function verifyWritten(
  nodes: Nodes,
  collection: string,
  expected: number,
  needed: number,
  settlingMs = SETTLING_MS,
): Promise<void> {
  let until = performance.now() + settlingMs;
  let fewest = Number.POSITIVE_INFINITY;
  for (;;) {
    const answers = await Promise.all(nodes.all.map((node) => countsOf(node, collection)));
    const answering = answers.filter((answer) => answer !== undefined);
    const complete = answering.filter(({ count }) => count === expected).length;
    const waiting = Math.max(0, ...answering.map((answer) => answer.waiting));
    if (complete >= needed && complete === answering.length && waiting === 0) return;
    // A graph of millions takes hours; one that grows is waited for.
    if (waiting < fewest) until = performance.now() + settlingMs;
    fewest = Math.min(fewest, waiting);
    if (performance.now() > until) {
      // A copy that lags is not asked before it has caught up.
      if (complete >= needed) return;
      throw new IndexError(
        `${collection} should hold ${expected} objects on ${needed} nodes, but they count ${answers.map((answer) => answer?.count ?? 'nothing').join(', ')}. ` +
          'The index from before goes on serving. See that the nodes run, and run the ingest again.',
      );
    }
    await sleep(200);
  }
}

async function countsOf(node: Node, collection: string): Promise<{ count: number; waiting: number } | undefined> {
  if (!(await isReady(node.client))) return undefined;
  try {
    const count = await node.client.collections.get(collection).length();
    return { count, waiting: await vectorsWaiting(node, collection) };
  } catch {
    return undefined;
  }
}
