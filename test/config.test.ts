import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
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

  it('takes an empty variable as not set, and the command line before the environment', () => {
    expect(readConfig({}, { PORT: '' }).port).toBe(8787);
    expect(readConfig({ CORPUS_DIR: '/a' }, { CORPUS_DIR: '/b' }).corpusDir).toBe('/a');
  });

  it('reads origins from a list and refuses what is none', () => {
    const config = readConfig({}, { ALLOWED_ORIGINS: 'https://a.example/page, http://b.example:81' });
    expect(config.allowedOrigins).toEqual(['https://a.example', 'http://b.example:81']);
    expect(() => readConfig({}, { ALLOWED_ORIGINS: 'a.example' })).toThrow(/ALLOWED_ORIGINS="a.example"/);
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
