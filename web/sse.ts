/** One server-sent event. `data` joins its `data:` lines with newlines. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * Reads `text/event-stream` with LF or CRLF. Comments are skipped, and so is an event that the stream's end cuts
 * off. Leaving the loop early cancels the stream.
 */
export async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (pending + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
      pending = events.pop() ?? '';
      for (const event of events) {
        const all = (field: string) =>
          [...event.matchAll(new RegExp(`^${field}: ?(.*?)\\r?$`, 'gm'))].map(([, content]) => content).join('\n');
        const data = all('data');
        if (data) yield { event: all('event'), data };
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
