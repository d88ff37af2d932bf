import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT, readConfig } from '../../config.ts';
import { RESIDENT_MIB } from '../../load/verdict.ts';

const read = (path: string) => readFile(join(ROOT, path), 'utf8');
const { services } = parse(await read('compose.yaml'));
const unset = /^\$\{\w+:-(.*)\}$/;

it('compose.yaml sets what the server knows, and with nothing set no more than its proxy', () => {
  const { PORT, HOST, ...settings } = services.samman.environment;
  // A PORT or HOST of .env would otherwise leave the container without a way in.
  expect(services.samman.ports).toEqual([`127.0.0.1:\${PORT:-8787}:${PORT}`]);
  expect(HOST).toBe('0.0.0.0');
  const given = Object.entries<string>(settings).map(([name, value]) => {
    expect(value).toMatch(`\${${name}:-`);
    return [name, unset.exec(value)![1]!];
  });
  const config = readConfig({}, Object.fromEntries(given));
  const { trustedHops, ...rest } = config;
  expect(trustedHops).toBe(1);
  const { trustedHops: _, ...alone } = readConfig({}, {});
  expect(JSON.stringify(rest)).toBe(JSON.stringify(alone));
});

it('the settings for Ollama in docs/deploy.md lead to the service of that name', async () => {
  const block = /```\n(LLM_BACKEND=[\s\S]*?)```/.exec(await read('docs/deploy.md'))![1]!;
  const settings = Object.fromEntries(block.split('\n').map((line) => line.split('=')));
  const { llm } = readConfig({}, settings);
  expect(llm).toMatchObject({ backend: 'ollama', baseUrl: 'http://ollama:11434' });
  expect(Object.keys(services)).toContain(new URL(llm!.baseUrl).hostname);
  expect(services.samman.env_file).toEqual([{ path: '.env', required: false }]);
});

it('secrets beside compose.yaml reach no image', async () => {
  expect((await read('.dockerignore')).split('\n')).toContain('.env');
});

it('the load test holds the server to the memory that it is given', async () => {
  expect(services.samman.mem_limit).toBe(`${RESIDENT_MIB / 1024}g`);
  expect(await read('deploy/samman.service')).toContain(`\nMemoryMax=${RESIDENT_MIB / 1024}G\n`);
});
