import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type Account, type CurrentPassword } from '../account';
import { type Retentions, retentions, retentionsText } from '../configuration/policy-by-unit';
import { withFreed } from '../devices/devices-behind';
import { durationMs, earlier, type EpochMs, HOUR_MS } from '../time';
import { forEachDated } from './each-dated';
import { type ChangePorts } from './password-change';
import { isForgotten, keptSince } from './retention';

export type RetentionPorts = ChangePorts & {
  readonly accounts: AccountStore;
  readonly configurations: Pick<ConfigurationStore, 'read'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly unexpected: (error: unknown) => void;
};

export type Outlived = {
  /** The rules by which copies are found. */
  readonly policy: Retentions;
  /** The caller in the audit trail. */
  readonly by: string;
  /** Only copies whose hours were over at this moment or later; absent: all. */
  readonly overSince?: EpochMs | undefined;
};

/**
 * Destroys the stored copies of passwords that the policy keeps no longer. Google is not asked, and nothing
 * holds this back: neither a pause nor a broken connection nor a missing proof. The password stays in effect
 * at Google, and is rotated as before. A candidate is never destroyed, since Google may hold it: its hours
 * begin once it is confirmed. Returns whether all were met.
 */
export async function forgetOutlived(
  ports: RetentionPorts,
  { policy, by, overSince }: Outlived,
  goOn: () => boolean,
): Promise<boolean> {
  const kept = retentions(policy);
  if (kept.length === 0) return true;
  const failures: unknown[] = [];
  const unexpected = (error: unknown): void => {
    failures.push(error);
    ports.unexpected(error);
  };
  const { clock, configurations } = ports;
  const rules = new Set([retentionsText(policy)]);
  for (const hours of kept) {
    const keptMs = durationMs(hours * HOUR_MS);
    const before = earlier(clock.now(), keptMs);
    const after = overSince === undefined ? {} : { after: earlier(overSince, keptMs) };
    const found = { date: 'keptSince', before, ...after } as const;
    await forEachDated({ ...ports, unexpected }, found, goOn, async (account) => {
      const { userId, current, orgUnitPath } = account;
      if (!current || !isForgotten(current, policy, orgUnitPath, clock.now())) return;
      const { policy: present } = await configurations.read();
      rules.add(retentionsText(present));
      if (!isForgotten(current, present, orgUnitPath, clock.now())) return;
      await destroyCopy(ports, { userId, version: current.version, policy: present, by });
    });
  }
  await ports.accounts.eraseTraces();
  return rules.size === 1 && failures.length === 0 && goOn();
}

/** The copy that is to be destroyed, by the present rules. */
type Doomed = Pick<Account, 'userId'> & {
  readonly version: number;
  readonly policy: Retentions;
  readonly by: string;
};

/**
 * The audit line comes first: after a kill in between it is written again. A copy stays if a look-up has shown a unit
 * meanwhile that keeps it: the account is read again, since its page is older.
 */
async function destroyCopy(
  { accounts, clock, newId, changed }: RetentionPorts,
  { userId, version, policy, by }: Doomed,
): Promise<void> {
  const [id, at] = [newId(), clock.now()];
  const doomed = (account: Account | undefined): CurrentPassword | undefined => {
    if (account?.current?.version !== version || keptSince(account) === undefined) return undefined;
    const { current, orgUnitPath } = account;
    return isForgotten(current, policy, orgUnitPath, at) ? current : undefined;
  };
  if (doomed(await accounts.read(userId)) === undefined) return;
  changed({ action: 'forgotten', userId, version, caller: by, at });
  await accounts.transact(userId, (account) => {
    const current = doomed(account);
    if (account === undefined || current === undefined) return { result: undefined };
    const { heldForDevices: _, ...free } = account; // no device can get this password any more
    const rest = withFreed(account, free, at);
    const { primaryEmail } = account;
    const type = 'password.forgotten' as const;
    return {
      write: { ...rest, current: withoutCopy(current, at) },
      events: [{ id, type, userId, primaryEmail, version, at }],
      result: undefined,
    };
  });
}

const withoutCopy = (
  { ciphertext: _, ...known }: CurrentPassword,
  forgottenAt: EpochMs,
): CurrentPassword => ({ ...known, forgottenAt });
