/** The server as a reader, a script writer and an editor meet it: real weights, index, socket and processes. */
import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../config.ts';
import { temporaryFolder } from '../support/folder.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const run = promisify(execFile);

let server: TestServer;
let folders: { CORPUS_DIR: string; INDEX_DIR: string; DATA_DIR: string };

beforeAll(async () => {
  const folder = await temporaryFolder();
  folders = { CORPUS_DIR: join(folder, 'corpus'), INDEX_DIR: join(folder, 'index'), DATA_DIR: join(folder, 'data') };
  await mkdir(folders.CORPUS_DIR);
  await cp(join(ROOT, 'corpus'), folders.CORPUS_DIR, { recursive: true });
  server = await startTestServer(folders);
});
afterAll(() => server.close());

async function ask(question: string, more: object = {}) {
  const response = await fetch(`${server.url}/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question, ...more }),
  });
  return response.json();
}

describe('the server', () => {
  it('searches in the browser’s language where the query leaves it open, as it answers', async () => {
    const languageOf = async (browser: string) => {
      const query = new URLSearchParams({ q: '三文支持哪些文件格式？', explain: 'true' });
      const response = await fetch(`${server.url}/search?${query}`, { headers: { 'accept-language': browser } });
      return (await response.json()).explain.questionLanguage;
    };
    expect(await languageOf('zh-CN')).toBe('zh-Hans');
    expect(await languageOf('zh-HK')).toBe('zh-Hant');
  });

  it.each([
    ['而家有幾多個政府部門試緊 HKGAI v1？', 'yue', /超過70個政府部門/, 'yue'],
    ['现在有多少个政府部门在测试 HKGAI v1？', 'zh-Hans', /超过70个政府部门/, 'zh-Hans'],
    ['現在有多少個政府部門在測試 HKGAI v1？', 'zh-Hant', /超過70個政府部門/, 'zh-Hant'],
    ['How many government departments are testing HKGAI v1 now?', 'en', /more than 70 government departments/, 'en'],
  ])('answers %s', async (question, language, fact, cited) => {
    const { answer, citations, ...rest } = await ask(question);
    expect(rest).toMatchObject({ language, refused: false, backend: 'extractive' });
    expect(answer).toMatch(fact);
    // Each sentence ends in its citation.
    expect(answer.replace(/\s*\[\d+\]$/, '')).not.toBe(answer);
    for (const { article, start, end, quote, ...citation } of citations) {
      expect(citation.language).toBe(cited);
      const json = await (await fetch(`${server.url}/articles/${article}?lang=${cited}`)).json();
      expect(json.text.slice(start, end)).toBe(quote);
    }
  });

  it.each([
    ['Who won the 2022 World Cup?', 'The articles don’t say.'],
    ['邊個贏咗2022年世界盃？', '啲文章冇講到呢樣嘢。'],
    ['谁赢了2022年世界杯？', '文章没有提到这一点。'],
    ['誰贏了2022年世界盃？', '文章沒有提到這一點。'],
  ])('says that the articles do not say: %s', async (question, sentence) => {
    expect(await ask(question)).toMatchObject({ answer: sentence, refused: true, citations: [] });
  });

  it.each([
    [
      'What will the institute do in 2030?',
      'en',
      'The articles don’t say. The closest article is “',
      'hkgai-hong-kong-ai-momentum',
    ],
    [
      '阿里云在香港有多少员工？',
      'zh-Hans',
      '文章没有提到这一点。内容最接近的是《阿里云',
      'alibaba-cloud-hong-kong-ai-adoption',
    ],
  ])(
    'says which article is the nearest to what they do not say: %s',
    async (question, language, beginning, article) => {
      const { answer, refused, citations } = await ask(question);
      expect(refused).toBe(true);
      expect(answer.startsWith(beginning) && answer.endsWith('[1]')).toBe(true);
      expect(citations).toMatchObject([{ n: 1, article, language }]);
    },
  );

  it.each([
    ['你好！', 'zh-Hant', '你好！我是三文'],
    ['唔該晒', 'yue', '唔使客氣'],
    ['Hello', 'en', 'Hello! I am Samman'],
  ])('is polite: %s', async (said, language, reply) => {
    const { answer, refused, citations } = await ask(said, { language });
    expect(answer).toContain(reply);
    expect({ refused, citations }).toEqual({ refused: false, citations: [] });
  });

  it('follows up in the language of the conversation', async () => {
    const history = [
      { role: 'user', content: '而家有幾多個政府部門試緊 HKGAI v1？' },
      { role: 'assistant', content: '2025年嗰陣，有超過70個政府部門試緊用HKGAI v1。[1]' },
    ];
    const { language, answer } = await ask('咁佢幾時開放畀市民用？', { history });
    expect(language).toBe('yue');
    expect(answer).toMatch(/2025年遲啲/);
  });

  it('makes a dropped-in article answerable without a restart, embedding only what is new', async () => {
    const question = 'How long is the Peak Tram line?';
    expect(await ask(question)).toMatchObject({ refused: true });
    await writeFile(join(folders.CORPUS_DIR, 'peak-tram.en.md'), 'The Peak Tram line is 1.27 kilometres long.\n');
    const args = [
      join(ROOT, 'dist', 'ingest', 'main.js'),
      '--corpus',
      folders.CORPUS_DIR,
      '--index',
      folders.INDEX_DIR,
    ];
    const { stdout } = await run(process.execPath, args);
    expect(stdout).toMatch(/4 articles in 10 versions: \d+ passages, 1 of them new/);
    await expect
      .poll(() => ask(question), { timeout: 10_000, interval: 250 })
      .toMatchObject({ answer: 'The Peak Tram line is 1.27 kilometres long. [1]' });
  });

  it('keeps feedback for the editor', async () => {
    const { id } = await ask('How much will the institute cost?');
    const response = await fetch(`${server.url}/feedback`, {
      method: 'POST',
      body: JSON.stringify({ answerId: id, helpful: true, language: 'en' }),
    });
    expect(response.status).toBe(204);
  });

  it('answers in the terminal', async () => {
    const args = [join(ROOT, 'dist', 'server', 'ask-cli.js'), '成立人工智能研发院要花多少钱？'];
    const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...folders } });
    expect(stdout).toMatch(/10亿港元.*\[1\]\n\n\[1\] DeepSeek/s);
    const { port } = new URL(server.url);
    const { stdout: addressed } = await run(process.execPath, args, {
      env: { ...process.env, ...folders, PORT: port },
    });
    expect(addressed).toContain(` — http://localhost:${port}/articles/`);
    const { stdout: json } = await run(process.execPath, [...args, '--json'], { env: { ...process.env, ...folders } });
    const { id: _, timings, ...answer } = JSON.parse(json);
    expect(await ask('成立人工智能研发院要花多少钱？')).toMatchObject(answer);
  });

  it('says in the terminal how it is asked', async () => {
    const { stdout } = await run(process.execPath, [join(ROOT, 'dist', 'server', 'ask-cli.js'), '--help']);
    expect(stdout).toMatch(/^Usage: npm run ask -- "question"/);
  });

  it('goes on answering when its index folder is deleted, and stops in time when told to', async () => {
    await rm(folders.INDEX_DIR, { recursive: true });
    await sleep(1500);
    expect(await ask('How much will the institute cost?')).toMatchObject({ refused: false });
    const started = Date.now();
    await server.close();
    expect(Date.now() - started).toBeLessThan(6000);
  });
});
