import { type Account } from '../account';
import { mapAtOnce } from '../at-once';
import { isCircuitClosed } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import {
  hasRetentionByUnit,
  hasTurns,
  hasTurnsByUnit,
  policyFor,
} from '../configuration/policy-by-unit';
import { withTurn } from '../passwords/due';
import { isForeign } from '../passwords/seen-user';
import { TIMING } from '../passwords/timing';
import { DAY_MS, durationMs, type EpochMs, later, SECOND_MS } from '../time';
import { unitKey } from '../unit-key';
import { type DirectoryUser } from '../user';
import { type Lane } from './lane';
import { USERS_A_PAGE } from './listing';
import { type RunPorts } from './run-ports';

type Ports = Pick<
  RunPorts,
  'accounts' | 'directory' | 'lanes' | 'clock' | 'randomBytes' | 'unexpected'
>;

/** How long a tick looks: other parts of it need time, too. */
const LOOKS_FOR_MS = durationMs(60 * SECOND_MS);

const AT_ONCE = 20;

/**
 * Where only some units have a period, or some keep stored passwords longer, looks once a day at the unit of every user: nothing else shows that
 * somebody was moved from a unit without one, where no password is ever due. Who is in a unit with a period and
 * has no turn gets one; who is in a unit without loses it. A look that runs out of time goes on with the next
 * tick.
 */
export async function lookAtUnits(
  ports: Ports,
  configuration: Configuration,
  goOn: () => boolean,
): Promise<void> {
  const { connection, policy } = configuration;
  const { clock, lanes, directory } = ports;
  const isByUnit = hasTurnsByUnit(policy) || hasRetentionByUnit(policy);
  if (connection === undefined || !isByUnit) return;
  if (!isCircuitClosed(configuration)) return;
  const now = clock.now();
  const { unitLook: known } = await lanes.read('directory');
  if (known && !isDue(known, now)) return;
  const connected = await directory.connect(connection);
  if (connected.kind === 'failed') return;
  const begunAt = known?.place === undefined ? now : known.begunAt;
  const inTime = (): boolean => goOn() && clock.now() < later(now, LOOKS_FOR_MS);
  let place = known?.place;
  const read = new Set([place]);
  do {
    const from = place === undefined ? {} : { pageToken: place };
    const listed = await connected.value.listUsers({ limit: USERS_A_PAGE, ...from });
    if (listed.kind === 'failed') return place === undefined ? undefined : note(ports, undefined);
    await bringUpToDate(ports, configuration, listed.value.users);
    const { nextPageToken: next } = listed.value;
    place = read.has(next) ? undefined : next; // a token that repeats ends the listing
    read.add(place);
    await note(ports, { begunAt, ...(place === undefined ? {} : { place }) });
  } while (place !== undefined && inTime());
}

type UnitLook = NonNullable<Lane['unitLook']>;

/** A look in the future is of a clock that ran ahead. */
const isDue = ({ begunAt, place }: UnitLook, now: EpochMs): boolean =>
  place !== undefined || now >= later(begunAt, DAY_MS) || begunAt > later(now, TIMING.clockSkewMs);

/** Undefined: the next tick begins anew. */
const note = ({ lanes }: Ports, unitLook: UnitLook | undefined): Promise<void> =>
  lanes.transact('directory', ({ unitLook: _, ...lane }) => ({
    write: { ...lane, ...(unitLook === undefined ? {} : { unitLook }) },
    result: undefined,
  }));

/** This tick reads every stored copy next: the hours of whoever was moved may have been over for long. */
const readAllCopies = ({ lanes }: Ports): Promise<void> =>
  lanes.transact('directory', ({ retentionLook: _, ...write }) => ({ write, result: undefined }));

async function bringUpToDate(
  ports: Ports,
  configuration: Configuration,
  users: readonly DirectoryUser[],
): Promise<void> {
  const { accounts, clock, randomBytes, unexpected } = ports;
  const units = new Map(users.map(({ id, orgUnitPath }) => [id, orgUnitPath]));
  const brought = (account: Account): Account => {
    const orgUnitPath = units.get(account.userId);
    if (orgUnitPath === undefined || isForeign(account, configuration)) return account;
    const { periodDays } = policyFor(configuration.policy, orgUnitPath);
    const unit = unitKey(orgUnitPath);
    const moved = account.orgUnitPath === unit ? account : { ...account, orgUnitPath: unit };
    return hasTurns(configuration.policy)
      ? withTurn(moved, periodDays, clock.now(), randomBytes)
      : moved;
  };
  const found = await accounts.readMany([...units.keys()]);
  const stale = found.accounts.filter((account) => brought(account) !== account);
  if (stale.some((account) => brought(account).orgUnitPath !== account.orgUnitPath)) {
    await readAllCopies(ports);
  }
  await mapAtOnce(AT_ONCE, stale, async ({ userId }) => {
    const written = accounts.transact(userId, (account) => ({
      ...(account ? { write: brought(account) } : {}),
      result: undefined,
    }));
    await written.catch(unexpected);
  });
}
