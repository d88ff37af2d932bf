/** Time as a reader would have felt it: what is replayed from the cache counts as long as it took when it was generated. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  /** Waits, in no time, until `now()` is `time`; nothing where it is past. */
  advanceTo(time: number): void;
  /** Takes off what no reader would have waited for. */
  takeOff(milliseconds: number): void;
}

/** @param real milliseconds that pass by themselves. */
export function createClock(real: () => number = () => performance.now()): Clock {
  let ahead = 0;
  const now = () => real() + ahead;
  return {
    now,
    advanceTo(time) {
      ahead += Math.max(0, time - now());
    },
    takeOff(milliseconds) {
      ahead -= milliseconds;
    },
  };
}
