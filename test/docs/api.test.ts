/** Every command of docs/api.md against the real server. */
import { execFile, execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../config.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const run = promisify(execFile);
const page = await readFile(join(ROOT, 'docs', 'api.md'), 'utf8');
const commands = [...page.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block]) => block!.trim().split('\n'));

/** What the output of a command holds, by a piece of the command; the first that fits. */
const HOLDS: readonly (readonly [piece: string, output: RegExp])[] = [
  ['幾多個政府部門', /"language":"yue".*超過70個政府部門.*"quote":/s],
  ["text/event-stream' -d '{\"question", /^event: retrieval\n.*event: done\ndata: .*10億.*"language":"yue"/s],
  ['text/plain', /超过70个政府部门.*\n\n\[1\] .* — http:\/\/[\w.:]+\/articles\//s],
  ['"k": 3}', /^\{"results":\[\{"article":/],
  ['起人工智能研發院', /"explain":\{"fused":\{"place":1,.*"text":"query: .*"standalone":"起人工智能研發院/s],
  ['explain=1', /"judgement":\{"confidence":/],
  ['/v1/models', /"id":"samman"/],
  ['"stream": true', /"annotations":\[\{"type":"url_citation".*"usage":\{"prompt_tokens":\d.*data: \[DONE\]/s],
  ['/v1/chat', /"content":"[^"]*HK\$1 billion.*"annotations":\[\{"type":"url_citation"/s],
  ['/mcp', /"structuredContent":\{"answer":"[^"]*HK\$1 billion/],
];

const hasCurl = (() => {
  try {
    execFileSync('curl', ['--version']);
    return true;
  } catch {
    console.warn('docs/api.md is not run: there is no curl on this machine.');
    return false;
  }
})();

describe.skipIf(!hasCurl)('docs/api.md', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  it.each(commands)('%s', async (command) => {
    const holds = HOLDS.find(([piece]) => command.includes(piece));
    expect(holds, 'a new command needs a line in HOLDS').toBeDefined();
    const { stdout } = await run('bash', ['-c', command.replace('localhost:8787', server.url)]);
    expect(stdout).toMatch(holds![1]);
  });

  it('has commands', () => {
    expect(commands.length).toBe(HOLDS.length);
  });
});
