import { type Configuration } from '../configuration/configuration';
import { TIMING } from '../passwords/timing';
import { durationMs, type EpochMs, epochMs, later, SECOND_MS } from '../time';
import { unitKey } from '../unit-key';
import { gateOf } from './free-runs';
import { type IssueLook } from './lane';
import { SCHEDULE } from './run';
import { type RunPorts } from './run-ports';
import { scheduleHold } from './schedule-hold';
import { beginRun } from './start-run';
import { NOBODY, unitDigest } from './unit-digest';

type Ports = Pick<RunPorts, 'directory' | 'lanes' | 'runs' | 'clock' | 'randomBytes'>;

/** An hour, less what ticks may be late: every fourth tick looks. */
const LOOK_EVERY_MS = durationMs(3_300 * SECOND_MS);

/** How long a tick looks: other parts of it need time, too. */
const LOOKS_FOR_MS = durationMs(60 * SECOND_MS);

const ISSUE = { kind: 'issue', startedBy: SCHEDULE } as const;

/**
 * Looks hourly at the units whose users get a password by policy, and starts a run over a unit if somebody came.
 * Accounts are not read for that: a digest of the listing is compared with the last look's. A look that runs
 * out of time goes on with the next tick.
 */
export async function lookForNewUsers(
  ports: Ports,
  configuration: Configuration,
  goOn: () => boolean,
): Promise<void> {
  const { connection, connectedAt, policy } = configuration;
  const { clock, lanes, directory } = ports;
  const paths = policy.autoIssueOrgUnitPaths;
  if (connection === undefined || connectedAt === undefined || paths.length === 0) return;
  const now = clock.now();
  if (gateOf(ISSUE, configuration, now)) return;
  const { issueLooks = [] } = await lanes.read('directory');
  const looks = paths.map((orgUnitPath) => {
    const unit = unitKey(orgUnitPath);
    const known = issueLooks.find((look) => look.unit === unit && look.connectedAt === connectedAt);
    return { orgUnitPath, look: known ?? { unit, connectedAt, begunAt: LONG_AGO } };
  });
  const wanted = looks.filter(({ look }) => isDue(look, now));
  if (wanted.length === 0) return;
  const connected = await directory.connect(connection);
  if (connected.kind === 'failed') return;
  const inTime = (): boolean => goOn() && clock.now() < later(now, LOOKS_FOR_MS);
  for (const { orgUnitPath, look } of wanted) {
    if (!inTime()) return;
    const { left, ...known } = look;
    const at = { orgUnitPath, left };
    const seen = await unitDigest(connected.value, configuration, at, inTime);
    const begunAt = left ? known.begunAt : now;
    if (seen.kind === 'left') await note(ports, paths, { ...known, begunAt, left: seen.left });
    else if (seen.kind === 'no-answer') await note(ports, paths, { ...known, begunAt: LONG_AGO });
    else {
      const run = await runFor(ports, configuration, { orgUnitPath, known, digest: seen.digest });
      await note(ports, paths, { ...known, ...run, begunAt });
    }
  }
}

/** The next tick looks. */
const LONG_AGO = epochMs(0);

/** A look in the future is of a clock that ran ahead. */
const isDue = ({ left, begunAt }: IssueLook, now: EpochMs): boolean =>
  left !== undefined ||
  now >= later(begunAt, LOOK_EVERY_MS) ||
  begunAt > later(now, TIMING.clockSkewMs);

/** Starts a run over the unit if somebody came or went, or if the last run was stopped. */
async function runFor(
  ports: Ports,
  configuration: Configuration,
  {
    orgUnitPath,
    known,
    digest,
  }: { readonly orgUnitPath: string; readonly known: IssueLook; readonly digest: string },
): Promise<Pick<IssueLook, 'digest' | 'runId'>> {
  const { runs, clock } = ports;
  const last = known.runId === undefined ? undefined : await runs.read(known.runId);
  if (digest === NOBODY) return { digest };
  if (digest === known.digest && last?.state !== 'stopped') return {};
  const startedAt = clock.now();
  if (await scheduleHold(runs, ISSUE.kind, configuration, startedAt)) return {};
  const asked = { ...ISSUE, scope: { orgUnitPath }, startedAt };
  const { run, isNew } = await beginRun(ports, asked, configuration);
  return isNew ? { digest, runId: run.runId } : {}; // the other may be past those who came
}

/** Keeps the look, and forgets those at units that are not looked at any more. */
const note = ({ lanes }: Ports, paths: readonly string[], look: IssueLook): Promise<void> =>
  lanes.transact('directory', (lane) => {
    const units = new Set(paths.map(unitKey));
    const others = lane.issueLooks?.filter(({ unit }) => unit !== look.unit && units.has(unit));
    return { write: { ...lane, issueLooks: [...(others ?? []), look] }, result: undefined };
  });
