import { describe, expect, it } from 'vitest';
import type { WeaviateClient } from 'weaviate-client';
import { createNodes, type Node } from '../../../store/weaviate/nodes.ts';

/** Nodes that only have a name: what is asked of them is up to the work. */
const nodesNamed = (...names: string[]): Node[] =>
  names.map((name) => ({ url: `http://${name}`, client: name as unknown as WeaviateClient, get: async () => ({}) }));

const nameOf = (client: WeaviateClient): string => client as unknown as string;

describe('nodes of a cluster', () => {
  it('are asked in turn', async () => {
    const nodes = createNodes(nodesNamed('a', 'b', 'c'));
    const asked: string[] = [];
    for (let i = 0; i < 6; i++) asked.push(await nodes.run(async (client) => nameOf(client)));
    expect(asked).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  });

  it('stand in for one that fails, which is then left out for a while', async () => {
    const nodes = createNodes(nodesNamed('a', 'b'));
    const tried: string[] = [];
    const work = async (client: WeaviateClient) => {
      tried.push(nameOf(client));
      if (nameOf(client) === 'a') throw new Error('connection refused');
      return nameOf(client);
    };
    for (let i = 0; i < 4; i++) expect(await nodes.run(work)).toBe('b');
    expect(tried).toEqual(['a', 'b', 'b', 'b', 'b']);
  });

  it('are asked even in their rest when no other is left', async () => {
    const nodes = createNodes(nodesNamed('a'));
    let down = true;
    const work = async () => {
      if (down) throw new Error('no leader');
      return 'done';
    };
    await expect(nodes.run(work)).rejects.toThrow('http://a (no leader)');
    down = false;
    expect(await nodes.run(work)).toBe('done');
  });

  it('are not asked before they are fit, and are looked at again after each failure', async () => {
    const looks: string[] = [];
    const nodes = createNodes(nodesNamed('a', 'b')).only(async ({ client }) => {
      looks.push(nameOf(client));
      return nameOf(client) === 'b';
    });
    for (let i = 0; i < 3; i++) expect(await nodes.run(async (client) => nameOf(client))).toBe('b');
    expect(looks).toEqual(['a', 'b']);
    let fails = 1;
    const work = async (client: WeaviateClient) => {
      if (fails-- > 0) throw new Error('reset');
      return nameOf(client);
    };
    await expect(nodes.run(work)).rejects.toThrow(
      /http:\/\/a \(not ready, or without all of its copy yet\), http:\/\/b \(reset\)/,
    );
    expect(await nodes.run(work)).toBe('b');
  });
});
