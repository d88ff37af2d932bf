/** Three real Weaviate nodes on loopback, each a process of its own over a folder that goes with them. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WeaviateSettings } from '../../../store/weaviate/nodes.ts';

export interface Cluster {
  readonly settings: WeaviateSettings;
  /** Holds a folder for each node, `node-0` and so on, and its log. */
  readonly folder: string;
  readonly pids: () => number[];
  /** `kill -9`. */
  kill(node: number): Promise<void>;
  /** Starts a killed node over the folder it had. */
  restart(node: number): Promise<void>;
  close(): Promise<void>;
}

/** WEAVIATE_SERVER, or where `go install` puts it; undefined where it is not. */
export function weaviateServer(): string | undefined {
  const named = process.env.WEAVIATE_SERVER;
  if (named) return existsSync(named) ? named : undefined;
  try {
    const path = join(execFileSync('go', ['env', 'GOPATH'], { encoding: 'utf8' }).trim(), 'bin', 'weaviate-server');
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

export const WHY_SKIPPED =
  'there is no weaviate-server: go install github.com/weaviate/weaviate/cmd/weaviate-server@v1.35.2, or set WEAVIATE_SERVER';

const NODES = [0, 1, 2];
const http = (node: number) => 18101 + node;
const grpc = (node: number) => 50151 + node;
/** Weaviate takes the next port for data. */
const gossip = (node: number) => 7200 + 2 * node;
const raft = (node: number) => 8400 + 2 * node;

/** What Weaviate is by default, each of which an ingest refuses. */
export interface ClusterOptions {
  /** USE_INVERTED_SEARCHABLE=true */
  readonly blockMax?: boolean;
  /** ASYNC_INDEXING=false */
  readonly lossy?: boolean;
}

function startNode(binary: string, folder: string, node: number, { blockMax = false, lossy = false }: ClusterOptions) {
  const child = spawn(binary, ['--host', '127.0.0.1', '--port', String(http(node)), '--scheme', 'http'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PERSISTENCE_DATA_PATH: join(folder, `node-${node}`),
      AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: 'true',
      DEFAULT_VECTORIZER_MODULE: 'none',
      DISABLE_TELEMETRY: 'true',
      GRPC_PORT: String(grpc(node)),
      CLUSTER_HOSTNAME: `weaviate-${node}`,
      CLUSTER_GOSSIP_BIND_PORT: String(gossip(node)),
      CLUSTER_DATA_BIND_PORT: String(gossip(node) + 1),
      CLUSTER_JOIN: `localhost:${gossip(0)}`,
      CLUSTER_IN_LOCALHOST: 'true',
      CLUSTER_ADVERTISE_ADDR: '127.0.0.1',
      CLUSTER_BIND_ADDR: '127.0.0.1',
      RAFT_PORT: String(raft(node)),
      RAFT_INTERNAL_RPC_PORT: String(raft(node) + 1),
      RAFT_JOIN: NODES.map((n) => `weaviate-${n}:${raft(n)}`).join(','),
      RAFT_BOOTSTRAP_EXPECT: '3',
      PROMETHEUS_MONITORING_ENABLED: 'false',
      GO_PROFILING_DISABLE: 'true',
      GOMEMLIMIT: '700MiB',
      LIMIT_RESOURCES: 'false',
      // See `refuseBlockMax` of `store/weaviate/write-version.ts`.
      USE_INVERTED_SEARCHABLE: String(blockMax),
      // See `store/weaviate/graph.ts`.
      ASYNC_INDEXING: String(!lossy),
      ENABLE_TOKENIZER_GSE: process.env.ENABLE_TOKENIZER_GSE ?? 'false',
    },
  });
  const log = createWriteStream(join(folder, `node-${node}.log`), { flags: 'a' });
  child.stdout!.pipe(log, { end: false });
  child.stderr!.pipe(log, { end: false });
  return child;
}

/** Half a minute on two idle cores. */
const READY_MS = 240_000;

async function whenReady(folder: string, node: number, child: ChildProcess): Promise<void> {
  const until = performance.now() + READY_MS;
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${http(node)}/v1/.well-known/ready`).catch(() => undefined);
    if (ready?.ok) return;
    if (child.exitCode !== null)
      throw new Error(`Weaviate node ${node} ended with ${child.exitCode}:\n${await lastLines(folder, node)}`);
    if (performance.now() > until) throw new Error(`Weaviate node ${node} is not ready after ${READY_MS / 1000} s.`);
    await sleep(250);
  }
}

const lastLines = async (folder: string, node: number): Promise<string> =>
  (await readFile(join(folder, `node-${node}.log`), 'utf8')).split('\n').slice(-6).join('\n');

/** The others look for the first node as soon as they start. */
async function whenListening(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const socket = connect(port, '127.0.0.1');
    const open = await once(socket, 'connect')
      .then(() => true)
      .catch(() => false);
    socket.destroy();
    if (open) return;
    await sleep(100);
  }
  throw new Error(`Nothing listens on port ${port} after a minute.`);
}

export async function startCluster(binary: string, options: ClusterOptions = {}): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'samman-cluster-'));
  for (const node of NODES) await mkdir(join(folder, `node-${node}`));
  const children = [startNode(binary, folder, 0, options)];
  const end = async (node: number) => {
    const child = children[node];
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const close = async () => {
    await Promise.all(NODES.map(end));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await whenListening(gossip(0));
    for (const node of NODES.slice(1)) children.push(startNode(binary, folder, node, options));
    await Promise.all(NODES.map((node) => whenReady(folder, node, children[node]!)));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    settings: {
      urls: NODES.map((node) => `http://127.0.0.1:${http(node)}`),
      grpcUrls: NODES.map((node) => `http://127.0.0.1:${grpc(node)}`),
      apiKey: undefined,
      collection: 'Test',
      replication: 3,
      shards: 1,
      consistency: 'QUORUM',
    },
    folder,
    pids: () => children.map(({ pid }) => pid!),
    kill: end,
    async restart(node) {
      children[node] = startNode(binary, folder, node, options);
      await whenReady(folder, node, children[node]!);
    },
    close,
  };
}
