/**
 * Preloaded by `npm run load` into the server it measures (`node --expose-gc --import`), in each of its threads: whoever
 * started the process may have its garbage collected and is told the bytes that are left. Nothing compiles it.
 */
import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads';

/** A thread that has ended does not answer. */
const PATIENCE_MS = 2000;

const threads = new BroadcastChannel('load/collecting');

function left() {
  globalThis.gc();
  // Array buffers are freed beside the program: they are counted out at the next collection, however small.
  globalThis.gc({ type: 'minor' });
  // `external` holds the array buffers too.
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, external: external - arrayBuffers, arrayBuffers };
}

if (isMainThread) {
  const others = new Set();
  let answered = () => {};
  threads.onmessage = ({ data: { thread, memory } }) => (memory ? answered(thread, memory) : others.add(thread));

  const inAllThreads = () =>
    new Promise((resolve) => {
      const waiting = new Set(others);
      const all = [left()];
      const done = () => {
        clearTimeout(timer);
        for (const thread of waiting) others.delete(thread);
        resolve(all);
      };
      const timer = setTimeout(done, PATIENCE_MS);
      answered = (thread, memory) => {
        if (!waiting.delete(thread)) return;
        all.push(memory);
        if (waiting.size === 0) done();
      };
      if (waiting.size === 0) done();
      else threads.postMessage('collect');
    });

  process.on('message', async (message) => {
    if (message === 'collect') process.send({ left: await inAllThreads() });
  });
} else {
  threads.onmessage = ({ data }) => {
    if (data === 'collect') threads.postMessage({ thread: threadId, memory: left() });
  };
  threads.postMessage({ thread: threadId });
}
// Process and threads end when they would have ended without.
threads.unref();
process.channel?.unref();
