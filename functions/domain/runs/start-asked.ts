import { type Account } from '../account';
import { type Configuration } from '../configuration/configuration';
import { forEachDated } from '../passwords/each-dated';
import { type EpochMs } from '../time';
import { type Run, userKeysOf } from './run';
import { type RunPorts } from './run-ports';
import { beginRun } from './start-run';

/** The most users of one such run; the next tick takes the others. */
const MOST = 500;

/**
 * Starts runs for rotations that a call asked for and that are not done yet, one for each asker. Neither
 * the window of the schedule nor a stop of its last run holds them: they are not the schedule's. Otherwise its own
 * run takes them.
 */
export async function startAsked(
  ports: Pick<RunPorts, 'accounts' | 'runs' | 'randomBytes' | 'unexpected'>,
  configuration: Configuration,
  now: EpochMs,
  goOn: () => boolean,
): Promise<void> {
  const keysBy = new Map<string, string[]>();
  const note = ({ userId, askedRotation }: Account): Promise<void> => {
    if (askedRotation) {
      const keys = keysBy.get(askedRotation.by) ?? [];
      keysBy.set(askedRotation.by, keys.length < MOST ? [...keys, userId] : keys);
    }
    return Promise.resolve();
  };
  await forEachDated(ports, { date: 'rotationAskedAt', before: now }, goOn, note);
  for (const [startedBy, userKeys] of keysBy) {
    const asked = { kind: 'rotate', scope: { userKeys }, startedBy, startedAt: now } as const;
    const isSame = (other: Run): boolean =>
      other.kind === 'rotate' &&
      other.startedBy === startedBy &&
      userKeysOf(other.scope) !== undefined;
    await beginRun(ports, asked, configuration, isSame);
  }
}
