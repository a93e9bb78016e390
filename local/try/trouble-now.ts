import { type Fault } from '../workspace/fault';
import { type SimulatedWorkspace } from '../workspace/simulated-workspace';
import { type TroubleName } from './try-texts';

const BY_FAULT: Partial<Record<Fault['kind'], TroubleName>> = {
  'lost-reply': 'lost-replies',
  'lost-request': 'lost-requests',
  error: 'unavailable',
};

/** Which of the page's troubles is active in the simulated Google, so that a reload shows it. */
export function troubleNow({ google, wire, ldap }: SimulatedWorkspace): TroubleName {
  if (!google.state.adminApiEnabled) return 'api';
  if (!google.state.delegation.has(google.keyAccount.clientId)) return 'delegation';
  if (wire.limits.quota.queriesPerMinute !== undefined) return 'quota';
  if (wire.latency.maxMs > 0) return 'slow';
  if (ldap.settings.passwordDelayMs > 0) return 'late-ldap';
  const fault = wire.faults.list()[0]?.rule.fault.kind;
  return (fault && BY_FAULT[fault]) ?? 'none';
}
