import { z } from 'zod';
import { DAY_MS, durationMs, type EpochMs, later } from '../../domain/time';
import { type Clock } from '../../ports/clock';
import { exchange } from '../http/exchange';
import { parseJson } from '../http/parse-json';
import { VendorError } from '../vendor-error';
import { refusedCall } from './cloud-call';

/** How long keys are used without looking again. IAP begins to sign with a new key long after it shows it. */
const FRESH_MS = durationMs(3_600_000);

/** However many assertions name an unknown key, or fail to be checked, Google is asked once in this time. */
const PATIENCE_MS = durationMs(60_000);

/** Who opens the page waits for it. */
export const IAP_KEYS_DEADLINE_MS = 5_000;

/** Keys that could not be looked up again for so long are no longer believed. */
const STALE_MS = DAY_MS;

type PublicKeys = Readonly<Record<string, string>>;

const PemByKeyId = z.record(z.string(), z.string().startsWith('-----BEGIN PUBLIC KEY-----'));

/**
 * IAP's public keys (PEM) by key id, kept for an hour and looked up again for a key that is not among
 * them. Keeps the old ones while Google can't be reached; throws a `VendorError` when it has none.
 */
export function iapPublicKeys(options: {
  readonly url: string;
  readonly clock: Clock;
}): (keyId: string) => Promise<PublicKeys> {
  const { clock } = options;
  let known: { readonly keys: PublicKeys; readonly at: EpochMs } | undefined;
  let lastLook: EpochMs | undefined;
  let looking: Promise<PublicKeys> | undefined;

  const look = async (): Promise<PublicKeys> => {
    lastLook = clock.now();
    try {
      const keys = await load(options.url);
      known = { keys, at: lastLook };
      return keys;
    } finally {
      looking = undefined;
    }
  };
  return async (keyId) => {
    const now = clock.now();
    if (known) {
      const fresh = now < later(known.at, FRESH_MS) && Object.hasOwn(known.keys, keyId);
      const justLooked = lastLook !== undefined && now < later(lastLook, PATIENCE_MS);
      if (fresh || (justLooked && now < later(known.at, STALE_MS))) return known.keys;
    }
    try {
      return await (looking ??= look());
    } catch (error) {
      if (known && now < later(known.at, STALE_MS)) return known.keys;
      throw error;
    }
  };
}

async function load(url: string): Promise<PublicKeys> {
  const call = 'IAP public keys';
  const signal = AbortSignal.timeout(IAP_KEYS_DEADLINE_MS);
  const reply = await exchange(new URL(url), { method: 'GET', headers: {}, signal });
  if (reply?.status !== 200) throw refusedCall(call, reply);
  const keys = PemByKeyId.safeParse(parseJson(reply.text));
  if (!keys.success) throw new VendorError(call, 'answer not as described');
  return keys.data;
}
