import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, ROOT, readConfig, SETTINGS } from '../config.ts';

describe('readConfig', () => {
  it('has a default for every setting', () => {
    const config = readConfig({}, {});
    expect(config).toMatchObject({ port: 8787, host: 'localhost', llmBackend: 'extractive', vectorIndex: 'auto' });
    expect(config.corpusDir).toBe(join(ROOT, 'corpus'));
  });

  it('reports every bad setting at once, by its name and value', () => {
    const read = () => readConfig({}, { PORT: 'eighty', LLM_BACKEND: 'gpt', ANSWER_THRESHOLD: '7', HOST: '0.0.0.0' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/PORT="eighty".*\n.*LLM_BACKEND="gpt".*\n.*ANSWER_THRESHOLD="7"/);
    expect(read).not.toThrow(/HOST/);
  });

  it.each([
    ['PORT', 'abc', 'PORT="abc": is not a whole number from 0 to 65535'],
    ['RATE_LIMIT', '1.5', 'RATE_LIMIT="1.5": is not a whole number from 0 to 1000000'],
    ['ANSWER_THRESHOLD', 'low', 'ANSWER_THRESHOLD="low": is not a number from 0 to 1'],
    ['ALLOWED_ORIGINS', 'foo', 'ALLOWED_ORIGINS="foo": is not an address like https://news.example'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'foo', '="foo": is not an address like http://localhost:4318'],
    ['VECTOR_INDEX', 'faiss', 'VECTOR_INDEX="faiss": is not one of auto, hnsw, flat'],
    ['LLM_BACKEND', 'gpt', 'LLM_BACKEND="gpt": is not one of extractive, gguf, ollama'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL="loud": is not one of silent, error, warn, info, debug'],
    ['LLM_EXTRA_BODY', '[1]', 'is not a JSON object, like {"reasoning_effort":"none"}'],
  ])('says what %s may be', (name, value, message) => {
    expect(() => readConfig({}, { [name]: value })).toThrow(message);
  });

  it('never answers a bad value in the words of its library', () => {
    for (const [name, { schema }] of Object.entries(SETTINGS)) {
      // What any text is good for cannot be wrong.
      if (schema.safeParse('\u00e9 §').success) continue;
      const read = () => readConfig({}, { [name]: '\u00e9 §' });
      expect(read, name).toThrow(name);
      expect(read, name).not.toThrow(/Invalid|expected|received/);
    }
  });

  it('takes an empty variable as not set, and the command line before the environment', () => {
    expect(readConfig({}, { PORT: '' }).port).toBe(8787);
    expect(readConfig({ CORPUS_DIR: '/a' }, { CORPUS_DIR: '/b' }).corpusDir).toBe('/a');
  });

  it('reads origins from a list and refuses what is none', () => {
    const config = readConfig({}, { ALLOWED_ORIGINS: 'https://a.example/page, http://b.example:81' });
    expect(config.allowedOrigins).toEqual(['https://a.example', 'http://b.example:81']);
    expect(() => readConfig({}, { ALLOWED_ORIGINS: 'a.example' })).toThrow(/ALLOWED_ORIGINS="a.example"/);
    expect(() => readConfig({}, { ALLOWED_ORIGINS: 'a.example *' })).toThrow(/^[^\n]+\n {2}ALLOWED_[^\n]+\nThe README/);
  });

  it('refuses an index among the articles, but for a hidden one', () => {
    const read = (CORPUS_DIR: string, INDEX_DIR: string) => readConfig({}, { CORPUS_DIR, INDEX_DIR });
    for (const index of ['/srv/a', '/srv/a/index', '/srv/a/b/../c'])
      expect(() => read('/srv/a', index)).toThrow(/INDEX_DIR="[^"]+": is within CORPUS_DIR="\/srv\/a"/);
    expect(() => read('.', 'index')).toThrow(/within CORPUS_DIR/);
    for (const index of ['/srv/a/.index', '/srv/ab', '/srv/index', '/srv']) read('/srv/a', index);
  });

  it('takes a cluster, with gRPC beside each address where it is not said', () => {
    expect(readConfig({}, { WEAVIATE_URL: 'http://a:8080' }).weaviate).toBeUndefined();
    const env = { VECTOR_STORE: 'weaviate', WEAVIATE_URL: 'http://a:8080, https://b.example' };
    expect(readConfig({}, env).weaviate).toEqual({
      urls: ['http://a:8080', 'https://b.example'],
      grpcUrls: ['http://a:50051', 'https://b.example:50051'],
      apiKey: undefined,
      collection: 'Samman',
      replication: 1,
      shards: 1,
      consistency: 'QUORUM',
    });
    const grpc = 'http://a:1 http://b:2';
    expect(readConfig({}, { ...env, WEAVIATE_GRPC_URL: grpc }).weaviate?.grpcUrls).toEqual(grpc.split(' '));
  });

  it.each([
    [{}, /WEAVIATE_URL: VECTOR_STORE=weaviate needs the address of a node/],
    [{ WEAVIATE_URL: 'node-1:8080' }, /WEAVIATE_URL="node-1:8080": is not an address like http:/],
    [
      { WEAVIATE_URL: 'http://a http://b', WEAVIATE_GRPC_URL: 'http://a:1' },
      /WEAVIATE_GRPC_URL names 1 .*WEAVIATE_URL 2/,
    ],
    [{ WEAVIATE_URL: 'http://a', WEAVIATE_COLLECTION: 'my index' }, /WEAVIATE_COLLECTION="my index": .*capital letter/],
  ])('says what a cluster lacks: %j', (env, message) => {
    expect(() => readConfig({}, { VECTOR_STORE: 'weaviate', ...env })).toThrow(message);
  });

  it('takes a model from two settings', () => {
    const { llm, llmBackend } = readConfig({}, { LLM_BACKEND: 'deepseek', DEEPSEEK_API_KEY: 'sk-secret\n' });
    expect(llmBackend).toBe('deepseek');
    expect(llm).toMatchObject({ baseUrl: 'https://api.deepseek.com', model: 'deepseek-flash', firstWord: 30_000 });
    expect(llm?.apiKey()).toBe('sk-secret');
    const local = readConfig({}, { LLM_BACKEND: 'ollama', LLM_MODEL: 'qwen3:4b', LLM_TIMEOUT_S: '60' }).llm;
    expect(local).toMatchObject({ baseUrl: 'http://localhost:11434', contextTokens: 8192, firstWord: 60_000 });
    expect(readConfig({}, {}).llm).toBeUndefined();
    expect(readConfig({}, {}).llmRefusal).toBeUndefined();
    expect(readConfig({}, { LLM_REFUSAL: 'trust' }).llmRefusal).toBe('trust');
    expect(() => readConfig({}, { LLM_REFUSAL: 'maybe' })).toThrow(/LLM_REFUSAL="maybe"/);
  });

  it.each([
    ['beijing', 'https://dashscope.aliyuncs.com/compatible-mode/v1'],
    ['singapore', 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1'],
    ['us', 'https://dashscope-us.aliyuncs.com/compatible-mode/v1'],
    ['hong-kong', 'https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1'],
  ])('finds Model Studio in %s', (region, url) => {
    const env = { LLM_BACKEND: 'qwen', DASHSCOPE_API_KEY: 'k', QWEN_REGION: region };
    expect(readConfig({}, env).llm?.baseUrl).toBe(url);
    const workspace = 'https://ws-1.cn-hongkong.maas.aliyuncs.com/compatible-mode/v1/';
    expect(readConfig({}, { ...env, LLM_BASE_URL: workspace }).llm?.baseUrl).toBe(workspace.slice(0, -1));
  });

  it('finds HKGAI where it is told to, by its default model or another', () => {
    const env = { LLM_BACKEND: 'hkgai', HKGAI_API_KEY: 'k', HKGAI_BASE_URL: 'https://llm.example.hk/v1/' };
    expect(readConfig({}, env).llm).toMatchObject({ baseUrl: 'https://llm.example.hk/v1', model: 'HKGAI-V1' });
    expect(readConfig({}, { ...env, HKGAI_MODEL: 'HKGAI-V2' }).llm?.model).toBe('HKGAI-V2');
  });

  it.each([
    ['deepseek', {}, 'https://api.deepseek.com', 'deepseek-flash', 32_768],
    ['deepseek', { LLM_MODEL: 'deepseek-v4-pro' }, 'https://api.deepseek.com', 'deepseek-v4-pro', 32_768],
    ['qwen', {}, 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1', 'qwen-plus', 32_768],
    ['openai', { LLM_MODEL: 'm' }, 'https://api.openai.com/v1', 'm', 32_768],
    ['anthropic', { LLM_MODEL: 'm' }, 'https://api.anthropic.com', 'm', 32_768],
    ['ollama', { LLM_MODEL: 'm' }, 'http://localhost:11434', 'm', 8192],
    ['llama-cpp', {}, 'http://localhost:8080/v1', 'default', 8192],
    ['openai-compatible', { LLM_MODEL: 'm', LLM_BASE_URL: 'http://h/v1' }, 'http://h/v1', 'm', 8192],
  ])('knows of %s with %j where it is, its model and its context', (backend, more, baseUrl, model, contextTokens) => {
    const env = { LLM_BACKEND: backend, LLM_API_KEY: 'k', ...more };
    expect(readConfig({}, env).llm).toMatchObject({ baseUrl, model, contextTokens });
  });

  it.each([
    ['deepseek', /DEEPSEEK_API_KEY: LLM_BACKEND=deepseek needs the key/],
    ['qwen', /DASHSCOPE_API_KEY/],
    ['openai', /OPENAI_API_KEY.*\n.*LLM_MODEL: .*gpt-4.1-mini/],
    ['anthropic', /ANTHROPIC_API_KEY.*\n.*LLM_MODEL/],
    ['hkgai', /HKGAI_API_KEY.*\n.*HKGAI_BASE_URL: .*address/],
    ['gguf', /LLM_MODEL: LLM_BACKEND=gguf needs the path of a .gguf file/],
    ['ollama', /LLM_MODEL: LLM_BACKEND=ollama needs the name of a model, for example qwen3:4b/],
    ['openai-compatible', /LLM_MODEL.*\n.*LLM_BASE_URL/],
  ])('says all that %s lacks, with the other bad settings', (backend, lines) => {
    const read = () => readConfig({}, { LLM_BACKEND: backend, PORT: 'x' });
    expect(read).toThrow(lines);
    expect(read).toThrow(/PORT="x"/);
  });

  it('prints no key, whatever is wrong and whoever prints the settings', () => {
    const key = 'sk-very secret';
    const messageOf = (env: Record<string, string>) => {
      try {
        return inspect(readConfig({}, env), { depth: 9 }) + JSON.stringify(readConfig({}, env));
      } catch (error) {
        return String(error);
      }
    };
    const bad = messageOf({ LLM_BACKEND: 'deepseek', DEEPSEEK_API_KEY: key });
    expect(bad).toMatch(/DEEPSEEK_API_KEY=\(hidden\): holds a space/);
    expect(bad).not.toContain('secret');
    expect(messageOf({ LLM_BACKEND: 'deepseek', DEEPSEEK_API_KEY: 'sk-secret' })).not.toContain('secret');
    const withPassword = { LLM_BACKEND: 'llama-cpp', LLM_BASE_URL: 'http://me:secret@host/v1' };
    expect(messageOf(withPassword)).toMatch(/LLM_BASE_URL=\(hidden\)/);
    for (const [name, setting] of Object.entries(SETTINGS))
      expect('secret' in setting).toBe(/_(?:KEY|TOKEN)$/.test(name));
  });

  it('adds fields to the body of OpenAI’s format only', () => {
    const extra = { LLM_EXTRA_BODY: '{"reasoning_effort":"none"}', LLM_MODEL: 'm' };
    expect(readConfig({}, { LLM_BACKEND: 'openai', OPENAI_API_KEY: 'k', ...extra }).llm?.body).toEqual({
      reasoning_effort: 'none',
    });
    expect(() => readConfig({}, { LLM_BACKEND: 'ollama', ...extra })).toThrow(/LLM_EXTRA_BODY/);
    expect(() => readConfig({}, { LLM_EXTRA_BODY: '[1' })).toThrow(/LLM_EXTRA_BODY="\[1": is not JSON/);
  });

  it('is documented: the README has a row for each setting', async () => {
    const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
    for (const [name, { help }] of Object.entries(SETTINGS)) {
      const fallback = readConfigDefault(name);
      expect(readme).toContain(`| \`${name}\` | ${fallback} | ${help} |`);
    }
  });
});

function readConfigDefault(name: string): string {
  const value = SETTINGS[name as keyof typeof SETTINGS].schema.parse(undefined);
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0) ? '' : `\`${value}\``;
}
