import { constants } from 'node:os';

/** `google.rpc.Code` by number. gRPC clients set it as `code`. */
const RPC_CODES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

/**
 * Names that may leave an adapter: Google's names, the system's names, and the names of failed connections.
 */
const KNOWN_NAMES = new Set<string>([
  ...RPC_CODES,
  ...Object.keys(constants.errno),
  'ENOTFOUND',
  'EAI_AGAIN',
  'TimeoutError',
  'AbortError',
]);

/**
 * A vendor call that failed in a way for which its port has no value: an outage, a refusal of our own
 * identity, or a bug. Holds the name of the call and a status from a closed list. It holds nothing of the
 * vendor's error: the message, the request and the cause can contain a password or a key.
 */
export class VendorError extends Error {
  readonly status: string;

  /**
   * `call` is our own name, such as `Cloud KMS encrypt`. `status` is a result of `vendorStatus`, or our
   * own.
   */
  constructor(call: string, status: string) {
    super(`${call}: ${status}`);
    this.name = 'VendorError';
    this.status = status;
  }
}

/**
 * The status of a vendor error: a name of `google.rpc.Code`, `HTTP 503`, the system's name of a failed
 * connection, or `unknown`. Never free text from the vendor or the network.
 */
export function vendorStatus(error: unknown): string {
  return (
    statusIn(error, ['code', 'status', 'name']) ??
    statusIn(causeOf(error), ['code', 'name']) ??
    'unknown'
  );
}

/** Makes a call and converts every error to a `VendorError`. */
export async function vendorCall<Value>(call: string, run: () => Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    throw new VendorError(call, vendorStatus(error));
  }
}

function statusIn(error: unknown, names: readonly string[]): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  for (const name of names) {
    const status = known((error as Record<string, unknown>)[name]);
    if (status !== undefined) return status;
  }
  return undefined;
}

function known(value: unknown): string | undefined {
  if (typeof value === 'string' && KNOWN_NAMES.has(value)) return value;
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
  if (!Number.isInteger(number)) return undefined;
  if (number >= 300 && number <= 599) return `HTTP ${number}`;
  return number > 0 ? RPC_CODES[number] : undefined;
}

const causeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
