/** onnxruntime writes a number for the machine into the home folder when its telemetry starts: where none is, none did. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';
import { INGEST, ingestBy } from '../support/ingest.ts';
import { startTestServer } from '../support/server.ts';

/** It is also off where CI or a test runner is: neither is set for a reader's server. */
const ON = { CI: '', ORT_DISABLE_TELEMETRY: '' };

describe('the telemetry of onnxruntime is off', () => {
  it('in an ingest', async () => {
    const home = await temporaryFolder();
    const corpus = join(home, 'corpus');
    await mkdir(corpus);
    await writeFile(join(corpus, 'tram.en.md'), 'The tram line opened in 1904.\n');
    const env = { ...process.env, ...ON, HOME: home };
    const { code } = await ingestBy(process.execPath, [INGEST, '--corpus', corpus, '--index', join(home, 'index')], {
      env,
    });
    expect(code).toBe(0);
    expect((await readdir(home)).sort()).toEqual(['corpus', 'index']);
  });

  it('in a server', async () => {
    const home = await temporaryFolder();
    const server = await startTestServer({ ...ON, HOME: home, DATA_DIR: join(home, 'data') });
    try {
      const answer = await fetch(`${server.url}/ask`, {
        method: 'POST',
        body: '{"question":"How much will the institute cost?"}',
      });
      expect(answer.status).toBe(200);
      expect(existsSync(join(home, '.cache'))).toBe(false);
    } finally {
      await server.close();
    }
  });
});
