/** Errors as `application/problem+json` (RFC 9457). */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export interface FieldError {
  /** The field of the request, `history.0.role`. */
  readonly field: string;
  readonly message: string;
}

/** An error meant for whoever sent the request. Everything else becomes one fixed sentence and a logged cause. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: ContentfulStatusCode;
  readonly errors: readonly FieldError[];
  /** Of the response: `retry-after`, in seconds. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ContentfulStatusCode,
    detail: string,
    errors: readonly FieldError[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

const TITLES: Partial<Record<number, string>> = {
  400: 'The request cannot be understood',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'The request took too long',
  409: 'Under way already',
  413: 'The request is too large',
  422: 'The request cannot be answered',
  429: 'Too many requests',
  431: 'The headers are too large',
  500: 'Something went wrong on the server',
  503: 'Not ready',
  504: 'The answer took too long',
};

/** @param requestId none where the request was not taken in, and no log has it. */
export function problemBody(problem: Problem, requestId?: string) {
  return {
    type: 'about:blank',
    title: TITLES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.message,
    ...(problem.errors.length > 0 && { errors: problem.errors }),
    requestId,
  };
}

export function problemResponse(c: Context, problem: Problem): Response {
  return c.body(JSON.stringify(problemBody(problem, c.get('requestId'))), problem.status, {
    ...problem.headers,
    'content-type': 'application/problem+json',
  });
}
