/**
 * Keeps what was made of the newest question: what is to be read for it, whether it is answered, and with what, are asked one
 * after another, of one passage after the other.
 */
export function ofNewest<T>(make: (question: string) => T): (question: string) => T {
  let newest: { readonly question: string; readonly made: T } | undefined;
  return (question) => {
    if (newest?.question !== question) newest = { question, made: make(question) };
    return newest.made;
  };
}
