/** Two real servers behind one address, asked without a pause while an ingest moves the alias under them. */
import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../config.ts';
import type { Answer } from '../../core/ask.ts';
import { temporaryFolder } from '../support/folder.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { type Cluster, startCluster, WHY_SKIPPED, weaviateServer } from './support/three-nodes.ts';

const binary = weaviateServer();
const run = promisify(execFile);

/** The one address: every request goes to the next server. */
async function balance(urls: readonly string[]) {
  let next = 0;
  const server = createServer((incoming, outgoing) => {
    const to = new URL(incoming.url!, urls[next++ % urls.length]);
    const onward = request(to, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

describe.skipIf(!binary)(binary ? 'two servers' : `two servers (skipped: ${WHY_SKIPPED})`, () => {
  let cluster: Cluster;
  const closing: (() => unknown)[] = [];

  beforeAll(async () => {
    cluster = await startCluster(binary!);
  });
  afterAll(async () => {
    for (const close of closing) await close();
    await cluster?.close();
  });

  it('answer rightly behind one address before, while and after the alias is moved', async () => {
    const corpus = join(await temporaryFolder(), 'corpus');
    await cp(join(ROOT, 'corpus'), corpus, { recursive: true });
    const article = join(corpus, 'lighthouse.en.md');
    const tell = (metres: number) =>
      writeFile(article, `# The lighthouse\n\nThe lighthouse of Waglan is ${metres} metres tall.\n`);
    await tell(16);
    const env = {
      VECTOR_STORE: 'weaviate',
      WEAVIATE_URL: cluster.settings.urls.join(' '),
      WEAVIATE_GRPC_URL: cluster.settings.grpcUrls.join(' '),
      WEAVIATE_REPLICATION: '3',
      CORPUS_DIR: corpus,
      INDEX_DIR: await temporaryFolder(),
      ANSWERS_AT_ONCE: '100',
    };
    const ingest = () =>
      run(process.execPath, [join(ROOT, 'dist', 'ingest', 'main.js')], { env: { ...process.env, ...env }, cwd: ROOT });
    await ingest();
    // Nothing of the ingest's machine but the address: a folder of their own, without an index.
    const servers: TestServer[] = [];
    for (let i = 0; i < 2; i++) servers.push(await startTestServer({ ...env, INDEX_DIR: await temporaryFolder() }));
    closing.push(...servers.map((server) => server.close));
    const one = await balance(servers.map(({ url }) => url));
    closing.push(one.close);

    const ask = async (question: string): Promise<Answer> => {
      const response = await fetch(`${one.url}/ask?q=${encodeURIComponent(question)}`, {
        headers: { accept: 'application/json' },
      });
      expect(response.status, await response.clone().text()).toBe(200);
      return (await response.json()) as Answer;
    };
    const height = 'How tall is the lighthouse of Waglan?';
    expect((await ask(height)).answer).toContain('16 metres');

    const heard: string[] = [];
    let stop = false;
    const asking = (async () => {
      while (!stop) {
        const { answer, refused, citations } = await ask(height);
        expect(refused).toBe(false);
        expect(citations.length).toBeGreaterThan(0);
        heard.push(/(\d+) metres/.exec(answer)?.[1] ?? answer);
      }
    })();
    await tell(77);
    await ingest();
    // Servers look at the alias once a second.
    await expect
      .poll(
        async () => [(await ask(height)).answer, (await ask(height)).answer].every((a) => a.includes('77 metres')),
        {
          timeout: 30_000,
        },
      )
      .toBe(true);
    stop = true;
    await asking;
    expect(new Set(heard)).toEqual(new Set(['16', '77']));
    console.log(`${heard.length} questions while the alias was moved, all answered and cited.`);
    expect(await readFile(article, 'utf8')).toContain('77');
  });
});
