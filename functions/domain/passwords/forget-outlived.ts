import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type Account, type CurrentPassword } from '../account';
import { earlier, type EpochMs } from '../time';
import { forEachDated } from './each-dated';
import { type ChangePorts } from './password-change';
import { isForgotten, keptSince, type Retention, retentionOf } from './retention';

export type RetentionPorts = ChangePorts & {
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly unexpected: (error: unknown) => void;
};

/**
 * Destroys the stored copies of passwords that the policy keeps no longer. Google is not asked, and nothing
 * holds this back: neither a pause nor a broken connection nor a missing proof. The password stays in effect
 * at Google, and is rotated as before. A candidate is never destroyed, since Google may hold it: its hours
 * begin once it is confirmed. `by`: the caller in the audit trail.
 */
export async function forgetOutlived(
  ports: RetentionPorts,
  { policy, by }: { readonly policy: Retention; readonly by: string },
  goOn: () => boolean,
): Promise<void> {
  const keptMs = retentionOf(policy);
  if (keptMs === undefined) return;
  const before = earlier(ports.clock.now(), keptMs);
  await forEachDated(ports, { date: 'keptSince', before }, goOn, ({ userId, current }) =>
    current && isForgotten(current, policy, ports.clock.now())
      ? destroyCopy(ports, { userId, version: current.version, by })
      : Promise.resolve(),
  );
  await ports.accounts.eraseTraces();
}

/** The audit line comes first: after a kill in between it is written again. */
async function destroyCopy(
  { accounts, clock, newId, changed }: RetentionPorts,
  {
    userId,
    version,
    by,
  }: Pick<Account, 'userId'> & { readonly version: number; readonly by: string },
): Promise<void> {
  const [id, at] = [newId(), clock.now()];
  changed({ action: 'forgotten', userId, version, caller: by, at });
  await accounts.transact(userId, (account) => {
    const isStored = account !== undefined && keptSince(account) !== undefined;
    if (!isStored || account.current?.version !== version) return { result: undefined };
    const { primaryEmail } = account;
    const type = 'password.forgotten' as const;
    return {
      write: { ...account, current: withoutCopy(account.current, at) },
      events: [{ id, type, userId, primaryEmail, version, at }],
      result: undefined,
    };
  });
}

const withoutCopy = (
  { ciphertext: _, ...known }: CurrentPassword,
  forgottenAt: EpochMs,
): CurrentPassword => ({ ...known, forgottenAt });
