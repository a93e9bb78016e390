import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type Account, type CurrentPassword, type UserId } from '../account';
import { connectedCustomer } from '../configuration/configuration';
import { type Retentions, retentions, retentionsText } from '../configuration/policy-by-unit';
import { withFreed } from '../devices/devices-behind';
import { durationMs, earlier, type EpochMs, HOUR_MS } from '../time';
import { forEachDated } from './each-dated';
import { type ChangePorts } from './password-change';
import { isForgotten, keptSince } from './retention';
import { isForeign, type Seeing } from './seen-user';

export type RetentionPorts = ChangePorts & {
  readonly accounts: AccountStore;
  readonly configurations: Pick<ConfigurationStore, 'read'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly unexpected: (error: unknown) => void;
};

/** The parts of the configuration that decide which copies are kept. */
type Rules = Seeing & { readonly policy: Retentions };

export type Outlived = {
  /** The rules by which copies are found. */
  readonly found: Rules;
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
  { found, by, overSince }: Outlived,
  goOn: () => boolean,
): Promise<boolean> {
  const { policy } = found;
  const kept = retentions(policy);
  const failures: unknown[] = [];
  const unexpected = (error: unknown): void => {
    failures.push(error);
    ports.unexpected(error);
  };
  const { clock, configurations } = ports;
  const rules = new Set([retentionsText(policy)]);
  const unreadable = new Set<UserId>();
  for (const hours of kept) {
    const keptMs = durationMs(hours * HOUR_MS);
    const before = earlier(clock.now(), keptMs);
    const after = overSince === undefined ? {} : { after: earlier(overSince, keptMs) };
    const dates = { date: 'keptSince', before, ...after } as const;
    const unread = await forEachDated({ ...ports, unexpected }, dates, goOn, async (account) => {
      if (!outlived(account, found, clock.now())) return;
      const present = await configurations.read();
      rules.add(retentionsText(present.policy));
      const current = outlived(account, present, clock.now());
      if (!current) return;
      const { userId } = account;
      await destroyCopy(ports, { userId, version: current.version, rules: present, by });
    });
    unread.forEach(({ userId }) => unreadable.add(userId));
  }
  if (unreadable.size > 0) ports.unexpected(keptTooLong([...unreadable]));
  await ports.accounts.eraseTraces(kept.length === 0 ? 'forgotten' : 'all');
  return rules.size === 1 && failures.length === 0 && goOn();
}

/** Nobody can tell what such a record holds, so it is left as it is. */
const keptTooLong = (ids: readonly UserId[]): Error =>
  new Error(
    `${ids.length} records of accounts can't be read, so their stored passwords may be kept for too long: ${ids.slice(0, 10).join(', ')}.`,
  );

/**
 * The current password if its hours are over. The units of one Workspace say nothing of another's, which may have the
 * same names: its copies go by the top's hours.
 */
function outlived(account: Account, rules: Rules, now: EpochMs): CurrentPassword | undefined {
  const { current, orgUnitPath } = account;
  const isOthers = connectedCustomer(rules) !== undefined && isForeign(account, rules);
  const unit = isOthers ? undefined : orgUnitPath;
  return current && isForgotten(current, rules.policy, unit, now) ? current : undefined;
}

/** The copy that is to be destroyed, by the present rules. */
type Doomed = Pick<Account, 'userId'> & {
  readonly version: number;
  readonly rules: Rules;
  readonly by: string;
};

/**
 * The audit line comes first: after a kill in between it is written again. A copy stays if a look-up has shown a unit
 * meanwhile that keeps it: the account is read again, since its page is older.
 */
async function destroyCopy(
  { accounts, clock, newId, changed }: RetentionPorts,
  { userId, version, rules, by }: Doomed,
): Promise<void> {
  const [id, at] = [newId(), clock.now()];
  const doomed = (account: Account | undefined): CurrentPassword | undefined => {
    if (account?.current?.version !== version || keptSince(account) === undefined) return undefined;
    return outlived(account, rules, at);
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
