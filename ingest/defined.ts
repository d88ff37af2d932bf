type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the fields that are undefined or empty: optional fields are absent, not undefined. */
export function defined<T extends object>(fields: T): Partial<Defined<T>> {
  const told = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(told) as Partial<Defined<T>>;
}
