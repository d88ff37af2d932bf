/**
 * Whether a node's graph has the vectors that its copy counts. Weaviate 1.35.2 writes its object store before its graph:
 *
 * - Without ASYNC_INDEXING a batch's vectors enter the graph's log after that was flushed, so a node that is killed comes back
 *   without those of its last batch, counts its objects as before, and never finds them again. Such nodes are refused.
 * - With it, vectors wait in a queue on disk and enter the graph a moment later.
 */
import type { WeaviateClient } from 'weaviate-client';
import { z } from 'zod';
import type { PassageProperties } from './collections.ts';
import type { Node } from './nodes.ts';

const statusSchema = z.object({
  nodes: z.array(
    z.object({
      status: z.string(),
      /** `queueLength` is of the vectors in memory, which only nodes without ASYNC_INDEXING have. */
      batchStats: z.object({ queueLength: z.number().optional() }).nullish(),
      shards: z.array(z.object({ loaded: z.boolean().optional(), vectorQueueLength: z.number().default(0) })).nullish(),
    }),
  ),
});

/** Of all nodes of the cluster that are up, as this one sees them; it does not say which of them it is. */
async function statusOf(node: Node, collection: string) {
  const { nodes } = statusSchema.parse(await node.get(`/v1/nodes/${collection}?output=verbose`));
  return nodes.filter(({ status }) => status === 'HEALTHY');
}

/** Whether a kill loses vectors for good on some node. */
export const losesVectors = async (node: Node, collection: string): Promise<boolean> =>
  (await statusOf(node, collection)).some(({ batchStats }) => batchStats?.queueLength !== undefined);

/** Vectors that wait on all nodes that are up; a shard that its node has not looked at since it started counts as one. */
export async function vectorsWaiting(node: Node, collection: string): Promise<number> {
  const shards = (await statusOf(node, collection)).flatMap((one) => one.shards ?? []);
  return shards.reduce((sum, shard) => sum + (shard.loaded === false ? 1 : shard.vectorQueueLength), 0);
}

/** Passages looked for. If three in a hundred are missing, 95 times in 100 one of them is among these. */
const PROBES = 100;

/** Of a vector with itself, after rounding. */
const ITSELF = 0.001;

/** Whether the graph that this client's node searches finds passages by their own vectors. */
export async function findsItsOwn(client: WeaviateClient, collection: string): Promise<boolean> {
  const { query } = client.collections.get<PassageProperties>(collection);
  // In order of ids, which are hashes: as good as drawn by lot.
  const { objects } = await query.fetchObjects({ limit: PROBES, includeVector: true, returnProperties: ['number'] });
  const found = await Promise.all(
    objects.map(async ({ vectors }) => {
      const [nearest] = (
        await query.nearVector(vectors.default as number[], {
          limit: 1,
          returnProperties: ['number'],
          returnMetadata: ['distance'],
        })
      ).objects;
      return nearest !== undefined && nearest.metadata!.distance! < ITSELF;
    }),
  );
  return found.every(Boolean);
}
