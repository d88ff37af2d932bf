import { describe, expect, it } from 'vitest';
import type { WeaviateClient } from 'weaviate-client';
import { createNodes } from '../../../store/weaviate/nodes.ts';
import { type StoredObject, verifyWritten, writeObjects } from '../../../store/weaviate/write-objects.ts';

/** As much of a collection as batches need: it keeps objects by their id, and may refuse one or count too few. */
function memoryCollection(options: { refuse?: (id: string) => boolean; hides?: number; waiting?: () => number } = {}) {
  const objects = new Map<string, object>();
  let underWay = 0;
  let most = 0;
  const collection = {
    withConsistency: () => collection,
    length: async () => objects.size - (options.hides ?? 0),
    data: {
      async insertMany(batch: readonly { id: string }[]) {
        most = Math.max(most, ++underWay);
        await new Promise((done) => setTimeout(done, 1));
        underWay--;
        const errors: Record<number, { message: string }> = {};
        batch.forEach((object, i) => {
          if (options.refuse?.(object.id)) errors[i] = { message: 'no quorum' };
          else objects.set(object.id, object);
        });
        return { errors };
      },
    },
  };
  const client = { isReady: async () => true, collections: { get: () => collection } } as unknown as WeaviateClient;
  const nodes = createNodes([
    {
      url: 'http://memory',
      client,
      get: async () => ({
        nodes: [{ status: 'HEALTHY', shards: [{ loaded: true, vectorQueueLength: options.waiting?.() ?? 0 }] }],
      }),
    },
  ]);
  return { nodes, objects, most: () => most, target: { nodes, collection: 'Test', consistency: 'QUORUM' as const } };
}

const object = (i: number): StoredObject => ({ id: `id-${i}`, properties: { number: i } });

describe('writeObjects', () => {
  it('writes all of them, a few batches at a time, made only as they are sent', async () => {
    const { target, objects, most } = memoryCollection();
    let ahead = 0;
    function* source() {
      for (let i = 0; i < 1250; i++) {
        ahead = Math.max(ahead, i - objects.size);
        yield object(i);
      }
    }
    await writeObjects(target, source());
    expect(objects.size).toBe(1250);
    expect(most()).toBe(3);
    expect(ahead).toBeLessThanOrEqual(300);
  });

  it('writes again what one node refused, and only that', async () => {
    let refusals = 2;
    const { target, objects } = memoryCollection({ refuse: (id) => id === 'id-7' && refusals-- > 0 });
    await writeObjects(
      target,
      Array.from({ length: 20 }, (_, i) => object(i)),
    );
    expect(objects.size).toBe(20);
    expect(refusals).toBe(-1);
  });

  it('passes on what the source throws', async () => {
    const { target } = memoryCollection();
    function* source() {
      yield object(0);
      throw new Error('no such vector');
    }
    await expect(writeObjects(target, source())).rejects.toThrow('no such vector');
  });
});

describe('verifyWritten', () => {
  it('is content once the node counts what was written', async () => {
    const { nodes, target } = memoryCollection();
    await writeObjects(target, [object(0), object(1)]);
    await verifyWritten(nodes, 'Test', 2, 1);
  });

  it('waits as long as graphs grow, though all is counted', async () => {
    let waiting = 4;
    const { nodes, target } = memoryCollection({ waiting: () => (waiting = Math.max(0, waiting - 1)) });
    await writeObjects(target, [object(0)]);
    // Less than it takes in all.
    await verifyWritten(nodes, 'Test', 1, 1, 450);
    expect(waiting).toBe(0);
  });

  it('waits no longer for a graph that stands still: it is not asked before it has caught up', async () => {
    const { nodes, target } = memoryCollection({ waiting: () => 7 });
    await writeObjects(target, [object(0)]);
    await verifyWritten(nodes, 'Test', 1, 1, 300);
  });

  it('says what is missing where it stays missing', async () => {
    const { nodes, target } = memoryCollection({ hides: 1 });
    await writeObjects(target, [object(0), object(1)]);
    await expect(verifyWritten(nodes, 'Test', 2, 1, 300)).rejects.toThrow(
      /Test should hold 2 objects .* count 1\..*ingest again/,
    );
  });
});
