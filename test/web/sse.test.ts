import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readEvents } from '../../web/sse.ts';

async function read(chunks: Uint8Array[]) {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const events = [];
  for await (const event of readEvents(stream)) events.push(event);
  return events;
}

const bytes = (text: string) => new TextEncoder().encode(text);

it('reads events, comments, several data lines and a missing space', async () => {
  const text =
    ': hello\n\nevent: token\ndata: {"text":"三"}\n\nevent:done\ndata:a\ndata: b\nid: 7\n\nevent: cut\ndata: off';
  expect(await read([bytes(text)])).toEqual([
    { event: 'token', data: '{"text":"三"}' },
    { event: 'done', data: 'a\nb' },
  ]);
});

it('reads the same however the bytes are cut, with LF and CRLF', async () => {
  const lines = ['event: token', 'data: {"text":"三文魚🍣"}', '', 'event: done', 'data: {}', '', ''];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('\n', '\r\n'), fc.array(fc.nat(60), { maxLength: 12 }), async (newline, cuts) => {
      const all = bytes(lines.join(newline));
      const edges = [0, ...cuts.map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b), all.length];
      const chunks = edges.slice(1).map((edge, index) => all.slice(edges[index], edge));
      expect(await read(chunks)).toEqual([
        { event: 'token', data: '{"text":"三文魚🍣"}' },
        { event: 'done', data: '{}' },
      ]);
    }),
  );
});

it('cancels the stream when the reader leaves', async () => {
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(bytes('data: x\n\n')),
    cancel() {
      cancelled = true;
    },
  });
  for await (const _ of readEvents(stream)) break;
  await Promise.resolve();
  expect(cancelled).toBe(true);
});
