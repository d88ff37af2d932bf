/** One line of what the doctor says. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, and what to do about it where it is not well. One line. */
  readonly says: string;
}

export const well = (name: string, says: string): Check => ({ name, ok: true, says });

export const ill = (name: string, says: string): Check => ({ name, ok: false, says });
