import { type Account } from '../account';
import { asUserId } from '../passwords/managed-user';
import { type SkipReason } from '../run-met';
import { type EpochMs } from '../time';
import { accountOf, type Entry } from '../runs/entry';
import { takeProofs } from './proof-sources';
import { needOf } from './proof-standing';
import { newRun, type Run, userKeysOf } from '../runs/run';
import { expectedOf, type Forecast, type RunViewPorts, secondsForProofs } from '../runs/run-view';

export type ProofForecast =
  Forecast | { readonly kind: 'not-configured' } | { readonly kind: 'secure-ldap-off' };

const AT_A_TIME = 500;

/**
 * Counts the users whose password a run would prove, by what the accounts show. Google is not asked, so a user
 * who was suspended counts, and so does each key of a list that no account shows, such as an alias. Changes nothing.
 */
export async function forecastProofs(
  ports: RunViewPorts,
  { scope, by }: Pick<Run, 'scope'> & { readonly by: string },
  until: EpochMs,
): Promise<ProofForecast> {
  const configuration = await ports.configurations.read();
  if (configuration.connection === undefined) return { kind: 'not-configured' };
  if (configuration.secureLdap === undefined) return { kind: 'secure-ldap-off' };
  const startedAt = ports.clock.now();
  const begin = { runId: 'forecast', kind: 'prove', startedBy: by, startedAt } as const;
  let run = newRun({ ...begin, scope });
  const { proveEveryDays: everyDays } = configuration.policy;
  const excluded: Partial<Record<SkipReason, number>> = {};
  const seen = new Set<string>(); // users: a list may name one by address and id
  let users = 0;
  while (run.cursor?.source !== 'end' && ports.clock.now() < until) {
    const { entries, next } = await takeProofs(ports, run, AT_A_TIME, { everyDays, until });
    const named = await namedBy(ports, userKeysOf(scope) ? entries : []);
    for (const entry of entries) {
      const account = accountOf(entry) ?? named.get(entry.key.toLowerCase());
      const who = account?.userId ?? entry.key.toLowerCase();
      if (seen.has(who)) continue;
      seen.add(who);
      const need = account && needOf(account, { run, configuration }, startedAt);
      if (need?.kind === 'met' && need.met.result === 'skipped') {
        const reason = need.met.code as SkipReason;
        excluded[reason] = (excluded[reason] ?? 0) + 1;
      } else users += 1;
    }
    run = { ...run, cursor: next };
  }
  const exact = run.cursor?.source === 'end';
  const left = exact ? 0 : await expectedOf(ports, run, { met: seen.size, stillDue: seen.size });
  users += left ?? 0;
  const estimatedSeconds = secondsForProofs(ports, users);
  return { kind: 'forecast', users, excluded, estimatedSeconds, exact };
}

/** The accounts that these entries of a list name by id or address. */
async function namedBy(
  { accounts }: Pick<RunViewPorts, 'accounts'>,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, Account>> {
  if (entries.length === 0) return new Map();
  const keys = entries.map(({ key }) => key.toLowerCase());
  const byId = await accounts.readMany(keys.flatMap((key) => asUserId(key) ?? []));
  const byAddress = await accounts.named([...new Set(keys)]);
  return new Map([
    ...byAddress.accounts.map((account) => [account.primaryEmail.toLowerCase(), account] as const),
    ...byId.accounts.map((account) => [account.userId, account] as const),
  ]);
}
