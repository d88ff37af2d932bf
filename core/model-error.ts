import type { ModelErrorKind } from './types.ts';

/** A language model that did not answer. The message is for the operator's log, never for a reader, and holds no key. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly kind: ModelErrorKind;
  /** Milliseconds after which the backend asks to be tried again. */
  readonly retryAfter: number | undefined;

  constructor(kind: ModelErrorKind, message: string, options: ErrorOptions & { readonly retryAfter?: number } = {}) {
    super(message, options);
    this.kind = kind;
    this.retryAfter = options.retryAfter;
  }
}
