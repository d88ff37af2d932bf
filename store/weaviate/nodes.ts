/** The nodes of a cluster, asked in turn: one that fails is left out for a second and the next one asked instead. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { WeaviateClient } from 'weaviate-client';
import { IndexError } from '../index-error.ts';

export interface WeaviateSettings {
  /** HTTP addresses of nodes, or of what balances them. */
  readonly urls: readonly string[];
  /** gRPC addresses, one for each of `urls`, in their order. */
  readonly grpcUrls: readonly string[];
  readonly apiKey: string | undefined;
  /** Name of the alias, and the beginning of every collection's name. */
  readonly collection: string;
  /** Copies of every passage. */
  readonly replication: number;
  /** Of each collection. */
  readonly shards: number;
  /** How many copies must be written before a passage counts as written. */
  readonly consistency: 'ONE' | 'QUORUM' | 'ALL';
}

export interface Node {
  readonly url: string;
  readonly client: WeaviateClient;
  /** JSON of a path of its REST API, for what the client does not tell. */
  get(path: string): Promise<unknown>;
}

export interface Nodes {
  readonly all: readonly Node[];
  /**
   * Runs `work` on one node, and on another when that one fails; so `work` must bear being done twice.
   * @throws IndexError naming every node and what was wrong with it.
   */
  run<T>(work: (client: WeaviateClient) => Promise<T>): Promise<T>;
  /** The same nodes, but only those that `isFit` accepts, asked before a node's first use and after each failure. */
  only(isFit: (node: Node) => Promise<boolean>): Nodes;
  close(): void;
}

/** Seconds. */
const TIMEOUT = { init: 5, query: 10, insert: 60 };

/** Between two tries of a node that failed. */
const REST_MS = 1000;

/** Connects when first used. The client brings 25 packages and is loaded only here. */
export async function connectNodes({ urls, grpcUrls, apiKey }: WeaviateSettings): Promise<Nodes> {
  const { connectToCustom, ApiKey } = await import('weaviate-client');
  const all = await Promise.all(
    urls.map(async (url, i): Promise<Node> => {
      const http = new URL(url);
      const grpc = new URL(grpcUrls[i]!);
      const client = await connectToCustom({
        httpHost: http.hostname,
        httpPort: portOf(http),
        httpSecure: http.protocol === 'https:',
        grpcHost: grpc.hostname,
        grpcPort: portOf(grpc),
        grpcSecure: grpc.protocol === 'https:',
        ...(apiKey && { authCredentials: new ApiKey(apiKey) }),
        timeout: TIMEOUT,
        // A node that is down must not keep the others from being used.
        skipInitChecks: true,
      });
      const headers = { ...(apiKey && { authorization: `Bearer ${apiKey}` }) };
      const get = async (path: string): Promise<unknown> =>
        (await fetch(new URL(path, url), { headers, signal: AbortSignal.timeout(1000 * TIMEOUT.query) })).json();
      return { url, client, get };
    }),
  );
  return createNodes(all, ({ client }) => isReady(client));
}

/** Over HTTP, where a dead node is known at once: over gRPC the client tries again for seconds, and complains on the console. */
export const isReady = (client: WeaviateClient): Promise<boolean> => client.isReady().catch(() => false);

const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);

export function createNodes(all: readonly Node[], isFit: (node: Node) => Promise<boolean> = async () => true): Nodes {
  const fit = new Set<Node>();
  const restUntil = new Map<Node, number>();
  const wrong = new Map<Node, string>();
  let next = 0;

  function leaveOut(node: Node, reason: string): void {
    fit.delete(node);
    restUntil.set(node, performance.now() + REST_MS);
    wrong.set(node, reason);
  }

  /** @returns undefined when the node did not do it. */
  async function tryOn<T>(node: Node, work: (client: WeaviateClient) => Promise<T>): Promise<{ value: T } | undefined> {
    try {
      if (!fit.has(node) && !(await isFit(node))) throw new Error('not ready, or without all of its copy yet');
      fit.add(node);
      return { value: await work(node.client) };
    } catch (error) {
      leaveOut(node, (error as Error).message);
      return undefined;
    }
  }

  async function run<T>(work: (client: WeaviateClient) => Promise<T>): Promise<T> {
    const first = next++;
    const order = all.map((_, i) => all[(first + i) % all.length]!);
    const rested = (node: Node) => (restUntil.get(node) ?? 0) <= performance.now();
    // Those that rest are better than nothing, and get their turn last.
    for (const node of [...order.filter(rested), ...order.filter((node) => !rested(node))]) {
      const done = await tryOn(node, work);
      if (done) return done.value;
    }
    throw new IndexError(
      `No Weaviate node did what was asked: ${all.map((n) => `${n.url} (${wrong.get(n)})`).join(', ')}. ` +
        'See that the nodes run and that WEAVIATE_URL, WEAVIATE_GRPC_URL and WEAVIATE_API_KEY are theirs.',
    );
  }

  return {
    all,
    run,
    only: (isFit) => createNodes(all, isFit),
    close() {
      for (const { client } of all) client.close().catch(() => {});
    },
  };
}

/** Waits 0.1 s, 0.2 s, 0.4 s … between the tries: a cluster that chooses a new leader needs some seconds. */
export async function withPatience<T>(tries: number, work: () => Promise<T>): Promise<T> {
  for (let i = 1; ; i++) {
    try {
      return await work();
    } catch (error) {
      if (i >= tries) throw error;
      await sleep(50 * 2 ** Math.min(i, 6));
    }
  }
}
