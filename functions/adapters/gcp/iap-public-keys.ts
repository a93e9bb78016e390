import { type JWTVerifyGetKey } from 'jose';
import { DAY_MS, type DurationMs, durationMs, type EpochMs, later } from '../../domain/time';
import { type Clock } from '../../ports/clock';
import { vendorCall, VendorError } from '../vendor-error';

const CALL = 'IAP public keys';

/**
 * How long keys are used before they are fetched again. IAP publishes a new key long before it signs with
 * it.
 */
const FRESH_MS = durationMs(3_600_000);

/**
 * Minimum time between two fetches that assertions with an unknown key cause, whether or not they succeed:
 * anybody can name an unknown key.
 */
const COOL_DOWN_MS = durationMs(60_000);

/** An interactive caller waits for this call. */
export const IAP_KEYS_DEADLINE_MS = 5_000;

/**
 * IAP's public keys (a JWK set). They are fetched again after an hour, and for a key that is not in the
 * set. If Google cannot be reached, the old keys remain valid for a day. Throws a `VendorError` if there
 * are none. IAP names its key, so a header without a key ID matches none.
 */
export function iapPublicKeys({ url, clock }: { url: string; clock: Clock }): JWTVerifyGetKey {
  let keySet: Promise<RemoteKeySet> | undefined;
  let lookedAt: EpochMs | undefined;
  return async (header, token) => {
    const { get, errors } = await (keySet ??= remoteKeySet(url));
    if (header.kid === undefined) throw new errors.JWKSNoMatchingKey();
    const isDue = (afterMs: DurationMs): boolean =>
      lookedAt === undefined || clock.now() >= later(lookedAt, afterMs);
    const look = async (): Promise<void> => {
      lookedAt = clock.now();
      if (get.jwks()) await get.reload().catch(() => undefined); // the old keys remain valid for a day
    };
    const find = async () => {
      try {
        return await get(header, token);
      } catch (error) {
        if (error instanceof errors.JWKSNoMatchingKey || error instanceof VendorError) throw error;
        throw new VendorError(CALL, 'answer not as described');
      }
    };
    if (isDue(FRESH_MS)) await look();
    try {
      return await find();
    } catch (error) {
      const mayBeNew = error instanceof errors.JWKSNoMatchingKey;
      if (!mayBeNew || !(get.reloading || isDue(COOL_DOWN_MS))) throw error;
      await look();
      return find();
    }
  };
}

type RemoteKeySet = Awaited<ReturnType<typeof remoteKeySet>>;

async function remoteKeySet(url: string) {
  const { createRemoteJWKSet, customFetch, errors } = await import('jose');
  const get = createRemoteJWKSet(new URL(url), {
    timeoutDuration: IAP_KEYS_DEADLINE_MS,
    cooldownDuration: Infinity, // `iapPublicKeys` fetches for an unknown key
    cacheMaxAge: DAY_MS,
    [customFetch]: (address: string, options: RequestInit) =>
      vendorCall(CALL, async () => {
        const reply = await fetch(address, options);
        if (reply.status === 200) return reply;
        throw Object.assign(new Error('refused'), { code: reply.status });
      }),
  });
  return { get, errors };
}
