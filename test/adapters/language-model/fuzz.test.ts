/** A provider whose stream is cut off or written over in places, in each wire format. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLanguageModel } from '../../../adapters/language-model/create.ts';
import { ModelError } from '../../../core/model-error.ts';
import { wireOf } from '../../support/fake-providers/wires.ts';
import { KEY, QUICK, settingsFor } from './open.ts';

let reply = { type: '', bytes: new Uint8Array() };
let server: Server;
beforeAll(async () => {
  server = createServer((incoming, response) => {
    incoming.resume();
    response.writeHead(200, { 'content-type': reply.type }).end(reply.bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const consoles = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error'), vi.spyOn(console, 'log')];
afterEach(() => {
  for (const written of consoles) expect(written).not.toHaveBeenCalled();
});

/** A few bytes changed, the rest cut off; or lines of JSON that nobody agreed upon, in the frame of the format. */
function anyStream(whole: Uint8Array, prefix: string) {
  const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 });
  const broken = fc.tuple(fc.oneof(fc.nat(whole.length), fc.constant(whole.length)), changes).map(([end, changed]) => {
    const copy = whole.slice();
    for (const [at, byte] of changed) copy[at] = byte;
    return copy.slice(0, end);
  });
  const values = fc.array(fc.jsonValue(), { maxLength: 4 });
  const foreign = values.map((lines) => lines.map((line) => `${prefix}${JSON.stringify(line)}\n\n`).join(''));
  return fc.oneof(
    { weight: 3, arbitrary: broken },
    { weight: 2, arbitrary: foreign.map((text) => new TextEncoder().encode(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  );
}

describe.each(['openai-compatible', 'ollama', 'anthropic'] as const)('a damaged stream of %s', (kind) => {
  it('gives words, or an error that can be told', async () => {
    const { contentType, before, text, after } = wireOf(kind, 'fake-model');
    const good = { say: '電車 opened. [1]', think: 'Hm.' };
    const whole = new TextEncoder().encode([...before(good), ...text(good), ...after(good)].join(''));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const model = await createLanguageModel(settingsFor(kind, url), { patience: { ...QUICK, attempts: 1 } });
    const ends = { said: 0, failed: 0 };
    await fc.assert(
      fc.asyncProperty(anyStream(whole, kind === 'ollama' ? '' : 'data: '), async (bytes) => {
        reply = { type: contentType, bytes };
        try {
          const events = model.generate([{ role: 'user', content: '?' }], { maxTokens: 50 }, AbortSignal.timeout(5000));
          for await (const event of events) if ('text' in event) expect(typeof event.text).toBe('string');
          ends.said++;
        } catch (error) {
          expect(error).toBeInstanceOf(ModelError);
          expect((error as Error).message).not.toContain(KEY);
          expect((error as Error).message).not.toContain('opene');
          ends.failed++;
        }
      }),
      { numRuns: 150 },
    );
    expect(ends.failed).toBeGreaterThan(0);
    expect(ends.said).toBeGreaterThan(0);
  });
});
