import { describe, expect, it } from 'vitest';
import type { WeaviateClient } from 'weaviate-client';
import { findsItsOwn, losesVectors, vectorsWaiting } from '../../../store/weaviate/graph.ts';
import type { Node } from '../../../store/weaviate/nodes.ts';

/** A node that says of the cluster what Weaviate 1.35.2 says, as far as it is read. */
const seeing = (...nodes: object[]): Node => ({
  url: 'http://a',
  client: {} as WeaviateClient,
  get: async () => ({ nodes }),
});

const shard = (loaded: boolean, vectorQueueLength: number) => ({ class: 'Test', loaded, vectorQueueLength });
const node = (status: string, batchStats: object, ...shards: object[]) => ({ status, batchStats, shards });

describe('the state of graphs', () => {
  it('counts what waits on all nodes that are up, and shards that were not looked at yet', async () => {
    const all = [node('HEALTHY', {}, shard(true, 3), shard(true, 0)), node('HEALTHY', {}, shard(false, 0))];
    expect(await vectorsWaiting(seeing(...all), 'Test')).toBe(4);
    expect(
      await vectorsWaiting(
        seeing(node('UNAVAILABLE', {}, shard(true, 9)), { status: 'HEALTHY', shards: null }),
        'Test',
      ),
    ).toBe(0);
  });

  it('tells nodes that add vectors in memory, which a kill loses', async () => {
    expect(await losesVectors(seeing(node('HEALTHY', { queueLength: 0, ratePerSecond: 0 })), 'Test')).toBe(true);
    expect(await losesVectors(seeing(node('HEALTHY', { ratePerSecond: 0 })), 'Test')).toBe(false);
  });

  it('throws on what is no status, rather than taking a node for fit', async () => {
    const strange: Node = { ...seeing(), get: async () => ({ error: [{ message: 'forbidden' }] }) };
    await expect(vectorsWaiting(strange, 'Test')).rejects.toThrow();
  });

  it('is looked into by searching for passages with their own vectors', async () => {
    const graph = new Set([1, 2]);
    const objects = [1, 2, 3].map((number) => ({ vectors: { default: [number] } }));
    const nearVector = async ([number]: number[]) => ({
      objects: [{ metadata: { distance: graph.has(number!) ? 0 : 0.4 } }],
    });
    const query = { fetchObjects: async () => ({ objects }), nearVector };
    const client = { collections: { get: () => ({ query }) } } as unknown as WeaviateClient;
    expect(await findsItsOwn(client, 'Test')).toBe(false);
    graph.add(3);
    expect(await findsItsOwn(client, 'Test')).toBe(true);
  });
});
