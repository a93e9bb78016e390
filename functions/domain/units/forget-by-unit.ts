import { hasRetentionByUnit, retentionsText } from '../configuration/policy-by-unit';
import { type Configuration, connectedCustomer } from '../configuration/configuration';
import { forgetOutlived, type RetentionPorts } from '../passwords/forget-outlived';
import { DAY_MS, earlier, type EpochMs, HOUR_MS } from '../time';
import { noteOnLane } from '../runs/hold-lane';
import { isDueAgain } from '../runs/look';
import { SCHEDULE } from '../runs/run';
import { type RunPorts } from '../runs/run-ports';

/** More than clocks differ, and than a password takes from its moment to its record. */
const OVERLAP_MS = HOUR_MS;

/**
 * Destroys the stored copies whose hours are over by the rules of the user's unit. If these differ, copies that
 * one unit keeps longer would be read at every tick: so a tick reads only copies whose hours ended since the last
 * one. Once a day, and after a change of the rules, it reads all, since users move.
 */
export async function forgetByUnit(
  ports: RetentionPorts & Pick<RunPorts, 'lanes'>,
  configuration: Configuration,
  goOn: () => boolean,
): Promise<void> {
  const { lanes, clock } = ports;
  const { policy } = configuration;
  const outlived = { found: configuration, by: SCHEDULE };
  if (!hasRetentionByUnit(policy)) {
    await forgetOutlived(ports, outlived, goOn);
    return;
  }
  const now = clock.now();
  const customer = connectedCustomer(configuration) ?? ''; // the units are its own
  const rules = `${customer} ${retentionsText(policy)}`;
  const { retentionLook: known } = await lanes.read('directory');
  const isRecent = (at: EpochMs): boolean => !isDueAgain(at, DAY_MS, now);
  const isValid = known?.rules === rules && isRecent(known.until) && isRecent(known.allAt);
  const last = isValid ? known : undefined;
  const overSince = last && earlier(last.until, OVERLAP_MS);
  if (!(await forgetOutlived(ports, { ...outlived, overSince }, goOn))) return;
  const retentionLook = { rules, until: now, allAt: last?.allAt ?? now };
  await noteOnLane(ports, (lane) => ({ ...lane, retentionLook }));
}
