import { AsyncLocalStorage } from 'node:async_hooks';

const requestIds = new AsyncLocalStorage<string>();

/** Does a request's work under its id: every log line that is written meanwhile has it. */
export const underRequestId = <Result>(requestId: string, work: () => Result): Result =>
  requestIds.run(requestId, work);

/** The id of the request that is being answered; undefined outside any. */
export const currentRequestId = (): string | undefined => requestIds.getStore();
