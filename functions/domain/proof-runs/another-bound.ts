import { type RunPorts } from '../runs/run-ports';
import { type ProvePlace, proveUser } from './prove-user';

/** So many binds are tried. */
const TRIED = 3;

/** Among so many others there is somebody whose last proof worked. */
const MOST_DOUBTED = 50;

/**
 * Whether Secure LDAP tells something of the password of a user who is not left in this run: of those whose last proof
 * worked, the one longest ago first. Each bind is a proof of that user. Tells the trouble of the users who are left
 * from everybody's.
 */
export async function isAnotherBound(ports: RunPorts, place: ProvePlace): Promise<boolean> {
  const now = ports.clock.now();
  const left = new Set([...place.run.hand, ...place.run.putOff]);
  const limit = left.size + MOST_DOUBTED; // those who are left may have been proved the longest ago
  const { accounts } = await ports.accounts.toProve({ proved: true, before: now, limit });
  const others = accounts.filter(
    ({ userId, proof }) => proof?.result === 'works' && !left.has(userId),
  );
  const run = { ...place.run, scope: 'due', startedAt: now } as const; // whom this run has proved, too
  for (const account of others.slice(0, TRIED)) {
    const entry = { key: account.userId, account };
    const met = await proveUser(ports, { ...place, run, halt: {} }, entry).catch(ports.unexpected);
    if (met?.kind === 'counted' && met.bound) return true;
  }
  return false;
}
