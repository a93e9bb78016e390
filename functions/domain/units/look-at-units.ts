import { type Account } from '../account';
import { mapAtOnce } from '../at-once';
import { isCircuitClosed } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { hasRetentionByUnit, hasTurnsByUnit } from '../configuration/policy-by-unit';
import { withTurn } from '../passwords/due';
import { isForeign } from '../passwords/seen-user';
import { DAY_MS } from '../time';
import { unitKey } from '../unit-key';
import { type DirectoryUser } from '../user';
import { noteOnLane } from '../runs/hold-lane';
import { forEachPage, isDueAgain, whileLooking } from '../runs/look';
import { type RunPorts } from '../runs/run-ports';

type Ports = Pick<
  RunPorts,
  'accounts' | 'directory' | 'lanes' | 'clock' | 'randomBytes' | 'unexpected'
>;

const AT_ONCE = 20;

/**
 * Where only some units have a period, or some keep stored passwords longer, looks once a day at the unit of every user: nothing else shows that
 * somebody was moved from a unit without one, where no password is ever due. Who is in a unit with a period and
 * has no turn gets one; who is in a unit without loses it. A look that runs out of time goes on with the next
 * tick. After it every stored copy is looked at: the hours of whoever has moved may have been over for long.
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
  if (known && known.place === undefined && !isDueAgain(known.begunAt, DAY_MS, now)) return;
  const connected = await directory.connect(connection);
  if (connected.kind === 'failed') return;
  const begunAt = known?.place === undefined ? now : known.begunAt;
  const from = { place: known?.place };
  const inTime = whileLooking(clock, goOn);
  const listed = await forEachPage(connected.value, from, inTime, async (users, place) => {
    const hasMoved = await bringUpToDate(ports, configuration, users);
    const readsAll = hasMoved || place === undefined; // this tick reads every stored copy next
    const unitLook = { begunAt, ...(place === undefined ? {} : { place }) };
    await noteOnLane(ports, ({ retentionLook: known, ...lane }) => {
      const retentionLook = readsAll ? undefined : known;
      return { ...lane, unitLook, ...(retentionLook ? { retentionLook } : {}) };
    });
  });
  if (listed.kind === 'failed') await noteOnLane(ports, ({ unitLook, ...lane }) => lane); // the next tick begins anew
}

/** Returns whether somebody was found in another unit than the stored one. */
async function bringUpToDate(
  ports: Ports,
  configuration: Configuration,
  users: readonly DirectoryUser[],
): Promise<boolean> {
  const { accounts, clock, randomBytes, unexpected } = ports;
  const units = new Map(users.map(({ id, orgUnitPath }) => [id, orgUnitPath]));
  const brought = (account: Account): Account => {
    const orgUnitPath = units.get(account.userId);
    if (orgUnitPath === undefined || isForeign(account, configuration)) return account;
    const unit = unitKey(orgUnitPath);
    const moved = account.orgUnitPath === unit ? account : { ...account, orgUnitPath: unit };
    return withTurn(moved, configuration.policy, clock.now(), randomBytes);
  };
  const found = await accounts.readMany([...units.keys()]);
  const stale = found.accounts.filter((account) => brought(account) !== account);
  await mapAtOnce(AT_ONCE, stale, async ({ userId }) => {
    const written = accounts.transact(userId, (account) => ({
      ...(account ? { write: brought(account) } : {}),
      result: undefined,
    }));
    await written.catch(unexpected);
  });
  return stale.some((account) => brought(account).orgUnitPath !== account.orgUnitPath);
}
