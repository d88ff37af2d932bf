/** “a, b and 3 more”, of what may be many. @param of what kind the others are, where that is told with them. */
export function firstNames(names: readonly string[], most: number, of = ''): string {
  const more = names.length - most;
  return names.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more${of}` : '');
}
