import { type Firestore } from '@google-cloud/firestore';
import { vendorCall } from '../vendor-error';
import { type GoogleCredentials, noCredentials } from './google-credentials';
import { inTime } from '../deadline';

/**
 * Makes a call with the one client of this process, which is loaded at first use. Every error becomes a
 * `VendorError`. So does exceeding the deadline: `givenUp` is then aborted, and only a write that was
 * already sent can still take effect.
 */
export type CallFirestore = <Value>(
  call: string,
  run: (database: Firestore, givenUp: AbortSignal) => Promise<Value>,
) => Promise<Value>;

/**
 * Firestore's own deadlines and retries block a caller for 45 s, and a transaction for 5 minutes (measured,
 * 9.4.1).
 */
export const FIRESTORE_DEADLINE_MS = 10_000;

export type FirestoreOptions = {
  readonly projectId: string;
  readonly databaseId: string;
  /** `host:port` of Google's Firestore emulator. */
  readonly emulatorHost: string | undefined;
  readonly credentials: GoogleCredentials;
  readonly deadlineMs?: number;
};

/**
 * Calls use gRPC: with REST, a transaction takes twice the time and CPU (measured with the emulator,
 * 9.4.1). Disposal waits for every call in progress, given up or not, and then closes the connections.
 */
export function firestoreClient(options: FirestoreOptions): CallFirestore & AsyncDisposable {
  const { deadlineMs = FIRESTORE_DEADLINE_MS } = options;
  const underWay = new Set<Promise<unknown>>();
  let client: Promise<Firestore> | undefined;
  const call: CallFirestore = (name, run) =>
    vendorCall(`Firestore ${name}`, async () => {
      const database = await (client ??= connect(options));
      return inTime(deadlineMs, (givenUp) => {
        const running = run(database, givenUp);
        underWay.add(running);
        void running.catch(() => undefined).then(() => underWay.delete(running));
        return running;
      });
    });
  return Object.assign(call, {
    [Symbol.asyncDispose]: async () => {
      await Promise.allSettled(underWay);
      await (await client)?.terminate();
    },
  });
}

async function connect(options: FirestoreOptions): Promise<Firestore> {
  const { projectId, databaseId, emulatorHost } = options;
  const emulated = emulatorHost !== undefined;
  const [library, auth] = await Promise.all([
    import('@google-cloud/firestore'),
    emulated ? noCredentials() : options.credentials(),
  ]);
  return new library.Firestore({
    projectId,
    databaseId,
    auth,
    preferRest: false,
    ignoreUndefinedProperties: true,
    ...(emulated ? { host: emulatorHost, ssl: false } : {}),
  });
}
