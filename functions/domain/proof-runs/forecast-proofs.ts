import { type SkipReason } from '../run-met';
import { type EpochMs } from '../time';
import { accountOf } from '../runs/entry';
import { takeProofs } from './proof-sources';
import { needOf } from './proof-standing';
import { newRun, type Run } from '../runs/run';
import { expectedOf, type Forecast, type RunViewPorts, secondsForProofs } from '../runs/run-view';

export type ProofForecast =
  Forecast | { readonly kind: 'not-configured' } | { readonly kind: 'secure-ldap-off' };

const AT_A_TIME = 500;

/**
 * Counts the users whose password a run would prove, by what the accounts show. Google is not asked, so a user
 * who was suspended counts, and so does each address in a list. Changes nothing.
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
  let users = 0;
  let seen = 0;
  while (run.cursor?.source !== 'end' && ports.clock.now() < until) {
    const { entries, next } = await takeProofs(ports, run, AT_A_TIME, { everyDays, until });
    for (const entry of entries) {
      const account = accountOf(entry);
      const need = account && needOf(account, { run, configuration }, startedAt);
      if (need?.kind === 'met' && need.met.result === 'skipped') {
        const reason = need.met.code as SkipReason;
        excluded[reason] = (excluded[reason] ?? 0) + 1;
      } else users += 1;
    }
    seen += entries.length;
    run = { ...run, cursor: next };
  }
  const exact = run.cursor?.source === 'end';
  const left = exact ? 0 : await expectedOf(ports, run, { met: seen, stillDue: seen });
  users += left ?? 0;
  const estimatedSeconds = secondsForProofs(ports, users);
  return { kind: 'forecast', users, excluded, estimatedSeconds, exact };
}
