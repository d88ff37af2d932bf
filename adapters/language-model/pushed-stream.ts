/** What callbacks push, to be read one by one. */

interface PushedStream<T> extends AsyncIterable<T> {
  push(item: T): void;
  /** Nothing follows; with an error, reading throws it after the last item. */
  end(error?: unknown): void;
}

/** For one reader. */
export function createPushedStream<T>(): PushedStream<T> {
  const items: T[] = [];
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  let wake = () => {};
  return {
    push(item) {
      items.push(item);
      wake();
    },
    end(error) {
      ended = true;
      if (error !== undefined) failure = { error };
      wake();
    },
    async *[Symbol.asyncIterator]() {
      while (true) {
        while (items.length > 0) yield items.shift()!;
        if (failure) throw failure.error;
        if (ended) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
