/** One at a time, in the order they came. */

interface WaitingLine {
  /** Resolves when it is this one's turn, with what ends the turn; undefined when `signal` fired first. */
  enter(signal: AbortSignal): Promise<(() => void) | undefined>;
}

export function createWaitingLine(): WaitingLine {
  let last: Promise<void> = Promise.resolve();
  return {
    async enter(signal) {
      const before = last;
      let leave: () => void = () => {};
      last = new Promise((resolve) => {
        leave = resolve;
      });
      if (await firesBefore(before, signal)) {
        // Who stands behind still waits for those in front.
        before.then(leave);
        return undefined;
      }
      return leave;
    },
  };
}

function firesBefore(turn: Promise<void>, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(true);
  return new Promise((resolve) => {
    const stop = () => resolve(true);
    signal.addEventListener('abort', stop, { once: true });
    turn.then(() => {
      signal.removeEventListener('abort', stop);
      resolve(false);
    });
  });
}
