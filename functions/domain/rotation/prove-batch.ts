import { type UserId } from '../account';
import { durationMs, type EpochMs, HOUR_MS, later, SECOND_MS } from '../time';
import { BEGINS_FOR_MS } from './batch';
import { type Entry } from './entry';
import { type BatchResult, type CountedInBatch } from './met';
import { type ProofResult } from './proof-standing';
import { BROKEN_MS, type ProofMet, type ProofStop, type ProvePlace, proveUser } from './prove-user';
import { type RunPorts } from './run-ports';

/** This many users in a row whom Secure LDAP may not check, and none whom it may: the client has no right. */
const NOT_ALLOWED_IN_A_ROW = 20;

/** So many silent users of a batch, and no other answer, are an outage. */
const OUTAGE = 3;

/** How many users in a row Secure LDAP may not check, over all batches of a worker. */
export type NotAllowed = { inARow: number };

/** The result of a batch. `outage`: nobody was answered, so nobody is counted. */
export type ProvedBatch =
  | { readonly kind: 'outage'; readonly error: Error | undefined }
  | { readonly kind: 'met'; readonly result: BatchResult; readonly stop?: ProofStop };

/** Proves the users of one batch, a few at once. One user's trouble is that user's alone. */
export async function proveBatch(
  ports: RunPorts,
  place: ProvePlace,
  entries: readonly Entry[],
  notAllowed: NotAllowed,
): Promise<ProvedBatch> {
  const { clock } = ports;
  const waiting = [...entries];
  const until = later(clock.now(), BEGINS_FOR_MS);
  const counted: CountedInBatch[] = [];
  const undecided: { readonly met: ProofResult; readonly userId?: UserId }[] = [];
  const putOff: string[] = [];
  const faults: Error[] = [];
  let stop: ProofStop | undefined;
  const count = ({ failedBefore = false, ...met }: ProofResult, userId = ''): void => {
    counted.push({ ...met, failedBefore });
    ports.told({ runId: place.run.runId, userId, ...met });
    if (met.code === 'ldap-not-allowed') notAllowed.inARow += 1;
    else if (met.result === 'done' || met.code === 'ldap-refused') notAllowed.inARow = 0;
    if (notAllowed.inARow < NOT_ALLOWED_IN_A_ROW) return;
    notAllowed.inARow = 0;
    stop ??= { wait: 'secure-ldap', forMs: BROKEN_MS };
  };
  const proved = async (entry: Entry): Promise<ProofMet> => {
    try {
      return await proveUser(ports, place, entry);
    } catch (error) {
      faults.push(error instanceof Error ? error : new Error(String(error)));
      ports.unexpected(error);
      return { kind: 'silent', met: { result: 'failed', code: 'platform-failed' } };
    }
  };
  const work = async (): Promise<void> => {
    while (stop === undefined && clock.now() < until) {
      const entry = waiting.shift();
      if (entry === undefined) return;
      const met = await proved(entry);
      if (met.kind === 'counted') count(met.met, met.userId);
      else if (met.kind === 'silent') undecided.push(met);
      else if (met.kind === 'stopped') {
        stop ??= met.stop;
        putOff.push(entry.key);
      }
    }
  };
  const atOnce = Math.ceil(2 * ports.proofsPerSecond); // a look-up and a bind take less than two seconds
  await Promise.all(Array.from({ length: atOnce }, work));
  if (isOutage(undecided.length, entries.length, place, clock.now())) {
    if (counted.length === 0 && stop === undefined) return { kind: 'outage', error: faults[0] };
  }
  for (const { met, userId } of undecided) count(met, userId);
  putOff.push(...waiting.map(({ key }) => key));
  const result = { counted, putOff, putOffMs: durationMs(0) };
  return { kind: 'met', result, ...(stop === undefined ? {} : { stop }) };
}

/** If no batch was counted for an hour, the users may be the cause after all. */
const isOutage = (silent: number, all: number, { run }: ProvePlace, now: EpochMs): boolean =>
  silent >= Math.min(OUTAGE, all) && all > 0 && now < later(run.lastBatchAt, HOUR_MS);

/** How long runs wait when nobody is answered. */
export const OUTAGE_MS = durationMs(60 * SECOND_MS);
