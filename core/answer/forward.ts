/**
 * Another generator's events, each as it is put; those that are put as undefined are not told. Whoever stops listening stops
 * the other too, so that a model is not left waiting with its place in the queue.
 * @returns what the other does.
 */
export async function* forward<A, B, R>(
  events: AsyncGenerator<A, R>,
  put: (event: A) => B | undefined,
): AsyncGenerator<B, R> {
  try {
    for (;;) {
      const next = await events.next();
      if (next.done) return next.value;
      const told = put(next.value);
      if (told !== undefined) yield told;
    }
  } finally {
    await events.return(undefined as never);
  }
}
