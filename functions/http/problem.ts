import {
  type FieldError,
  type ProblemAnswer,
  type ProblemCode,
  PROBLEMS,
  problemType,
} from '../api/problem';

/** A problem as a value: what happened, what it means and what to do, in our own words. */
export type Problem = {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  /** Set if it differs from the code's default. */
  readonly retry?: ProblemAnswer['retry'];
  /** For `Retry-After`, rounded up to whole seconds. */
  readonly retryAfterMs?: number;
  /** For the log: the cause is not new, or lies in what is stored about this user, so it says nothing of others. */
  readonly ofOneUser?: boolean;
  /** For `Allow`, with `method-not-allowed`. */
  readonly allow?: readonly string[];
};

export const problem = (
  code: ProblemCode,
  detail: string,
  more: Omit<Problem, 'code' | 'detail'> = {},
): Problem => ({ code, detail, ...more });

/** The complete body of the answer: no vendor text, no stack. */
export function problemBody(given: Problem, requestId: string): ProblemAnswer {
  const { status, title, retry } = PROBLEMS[given.code];
  return {
    type: problemType(given.code),
    title,
    status,
    detail: given.detail,
    instance: `urn:uuid:${requestId}`,
    retry: given.retry ?? retry,
    ...(given.errors ? { errors: given.errors } : {}),
  };
}
