import { type RotationWaker } from '../../ports/rotation-waker';
import { exchange } from '../http/exchange';
import { unlessAborted } from '../deadline';
import { VendorError } from '../vendor-error';

/** An administrator waits for this call. A cold start of `rotation` takes one or two seconds. */
const DEADLINE_MS = 10_000;

export type RotationCallOptions = {
  /** The base URL of `rotation`. Its origin is the audience of the token. */
  readonly url: string;
  /** Returns an OIDC token for an audience. Absent for a fake, which must never receive one. */
  readonly identity: ((audience: string) => Promise<string>) | undefined;
  readonly deadlineMs?: number;
};

/**
 * Wakes `rotation` with a call as our own service account (docs/decisions/0004). `rotation` answers
 * immediately.
 */
export function rotationCall({
  url,
  identity,
  deadlineMs = DEADLINE_MS,
}: RotationCallOptions): RotationWaker {
  const { origin } = new URL(url);
  return {
    wake: async (runId) => {
      const signal = AbortSignal.timeout(deadlineMs);
      const authorization = identity ? await bearer(identity(origin), signal) : {};
      if (authorization === undefined) return false;
      const reply = await exchange(new URL('/v1/rotations', origin), {
        method: 'POST',
        headers: { ...authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ runId }),
        signal,
      });
      return reply !== undefined && reply.status >= 200 && reply.status <= 299;
    },
  };
}

async function bearer(
  token: Promise<string>,
  signal: AbortSignal,
): Promise<{ authorization: string } | undefined> {
  try {
    const identity = await unlessAborted(token, signal);
    return identity === undefined ? undefined : { authorization: `Bearer ${identity}` };
  } catch (error) {
    if (error instanceof VendorError) return undefined;
    throw error;
  }
}
