/** An index that is missing, damaged or made with other settings; says what to do. Meant for the editor. */
export class IndexError extends Error {
  override readonly name: string = 'IndexError';
}

/** Another process writes this index. */
export class LockedError extends IndexError {
  override readonly name = 'LockedError';
}
