/** The command as it is started: real index, real configuration, a process of its own. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../config.ts';
import { startFakeProvider } from '../../support/fake-providers/start.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function doctor(args: readonly string[], env: Record<string, string>): Promise<Ended> {
  const file = join(ROOT, 'dist', 'server', 'doctor.js');
  return new Promise((settle) => {
    execFile(process.execPath, [file, ...args], { env: { ...process.env, ...env }, cwd: ROOT }, (error, out, err) =>
      settle({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

describe('npm run doctor', () => {
  it('answers from the index where no model is configured', async () => {
    const index = join(ROOT, 'node_modules', '.cache', 'samman-test-index');
    const { code, out } = await doctor([], { LLM_BACKEND: 'extractive', INDEX_DIR: index });
    expect(out).toMatch(/^✓ model: .*needs none/m);
    expect(out).toMatch(/^✓ answers: “.+？?” → “.+\[1\]/m);
    expect(code).toBe(0);
  });

  it('prints JSON and exits with 1 where something is wrong', async () => {
    const fake = await startFakeProvider('deepseek', { fail: 'no-balance' });
    const env = { LLM_BACKEND: 'deepseek', DEEPSEEK_API_KEY: 'sk-quite-secret', LLM_BASE_URL: fake.url };
    const { code, out, err } = await doctor(['--json'], env);
    await fake.close();
    expect(JSON.parse(out)).toMatchObject({
      backend: 'deepseek',
      model: 'deepseek-flash',
      ok: false,
      checks: [
        { name: 'reachable', ok: true },
        { name: 'key accepted', ok: false },
      ],
    });
    expect(code).toBe(1);
    expect(out + err).not.toContain('secret');
  });

  it('says which setting is missing', async () => {
    const { code, err } = await doctor([], { LLM_BACKEND: 'ollama', LLM_MODEL: '' });
    expect([code, err]).toEqual([1, expect.stringMatching(/LLM_MODEL: LLM_BACKEND=ollama needs/)]);
  });
});
