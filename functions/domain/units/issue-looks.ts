import { type Configuration } from '../configuration/configuration';
import { durationMs, epochMs, SECOND_MS } from '../time';
import { unitKey } from '../unit-key';
import { gateOf } from '../runs/free-runs';
import { noteOnLane } from '../runs/hold-lane';
import { type IssueLook } from '../runs/lane';
import { isDueAgain, whileLooking } from '../runs/look';
import { SCHEDULE } from '../runs/run';
import { type RunPorts } from '../runs/run-ports';
import { scheduleHold } from '../runs/schedule-hold';
import { beginRun } from '../runs/start-run';
import { NOBODY, unitDigest, type UnitSeen } from './unit-digest';

type Ports = Pick<RunPorts, 'directory' | 'lanes' | 'runs' | 'clock' | 'randomBytes'>;

/** An hour, less what ticks may be late: every fourth tick looks. */
const LOOK_EVERY_MS = durationMs(3_300 * SECOND_MS);

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
  const turn = ({ look }: { readonly look: IssueLook }): number =>
    issueLooks.findIndex(({ unit }) => unit === look.unit);
  const wanted = looks
    .filter(({ look }) => look.left !== undefined || isDueAgain(look.begunAt, LOOK_EVERY_MS, now))
    .toSorted((one, other) => turn(one) - turn(other)); // a unit that is listed slowly, or in vain, holds up no other
  if (wanted.length === 0) return;
  const connected = await directory.connect(connection);
  if (connected.kind === 'failed') return;
  const inTime = whileLooking(clock, goOn);
  for (const { orgUnitPath, look } of wanted) {
    if (!inTime()) return;
    const { left, ...known } = look;
    const seen = await unitDigest(connected.value, configuration, { orgUnitPath, left }, inTime);
    const begun = { ...known, begunAt: left ? known.begunAt : now };
    const found = await foundBy(ports, configuration, { orgUnitPath, known }, seen);
    await note(ports, paths, { ...begun, ...found });
  }
}

/** The next tick looks. */
const LONG_AGO = epochMs(0);

/** What a look leaves for the next one. Starts a run over the unit if somebody came or went, or the last run was stopped. */
async function foundBy(
  ports: Ports,
  configuration: Configuration,
  { orgUnitPath, known }: { readonly orgUnitPath: string; readonly known: IssueLook },
  seen: UnitSeen | undefined,
): Promise<Partial<IssueLook>> {
  if (seen === undefined) return { begunAt: LONG_AGO };
  const { runs, clock } = ports;
  const { digest, place } = seen;
  if (place !== undefined) return { left: { place, digest } };
  if (digest === NOBODY) return { digest };
  const last = known.runId === undefined ? undefined : await runs.read(known.runId);
  const isSame = digest === known.digest;
  if (isSame && !known.isFirst && last?.state !== 'stopped') return {};
  const startedAt = clock.now();
  if (await scheduleHold(runs, ISSUE.kind, configuration, startedAt)) return {};
  const asked = { ...ISSUE, scope: { orgUnitPath }, startedAt };
  const { run, isNew } = await beginRun(ports, asked, configuration);
  if (!isNew) return {}; // the other may be past those who came
  // The run may come before Google shows it who came: the next look starts one more.
  return { digest, runId: run.runId, isFirst: !isSame };
}

/** Keeps the look as the latest, also if it was in vain, and forgets those at units that are not looked at any more. */
const note = (ports: Ports, paths: readonly string[], look: IssueLook): Promise<void> =>
  noteOnLane(ports, ({ issueLooks = [], ...lane }) => {
    const units = new Set(paths.map(unitKey));
    const others = issueLooks.filter(({ unit }) => unit !== look.unit && units.has(unit));
    return { ...lane, issueLooks: [...others, look] };
  });
