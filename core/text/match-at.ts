/** Sticky patterns (`y`), which match where they are told to or not at all; `lastIndex` is then where the match ends. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

export function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Where the match ends; undefined without one. */
export const endAt = (pattern: RegExp, text: string, at: number): number | undefined =>
  matchesAt(pattern, text, at) ? pattern.lastIndex : undefined;
