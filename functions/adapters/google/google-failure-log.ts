/** Where the adapter tells of Google's refusals and silences. */
export type GoogleFailureLog = {
  /**
   * Google refused or did not answer. The code is from the closed list of `google-failure.ts`. `userId` is
   * present only if the call named a user by id.
   */
  googleFailure(line: { call: string; code: string; httpStatus?: number; userId?: string }): void;
};
