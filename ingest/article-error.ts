/** Why an article is left out, as the rest of a sentence that begins with its file name: “x.pdf has no text.” */
export class ArticleError extends Error {
  override readonly name = 'ArticleError';

  /** @param passing another try may go better: the machine was busy, not the file bad. */
  constructor(
    message: string,
    readonly passing = false,
  ) {
    super(message);
  }
}

/** @throws the error itself where it is neither the article's nor the disk's. */
export function reasonOf(error: unknown): string {
  if (error instanceof ArticleError) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (!code) throw error;
  return `cannot be read (${code}).`;
}
