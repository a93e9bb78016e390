import { AsyncLocalStorage } from 'node:async_hooks';

const requestIds = new AsyncLocalStorage<string>();

/** Runs work under a request ID. Every log line written during the work contains it. */
export const underRequestId = <Result>(requestId: string, work: () => Result): Result =>
  requestIds.run(requestId, work);

/** The ID of the current request, or `undefined` outside a request. */
export const currentRequestId = (): string | undefined => requestIds.getStore();
