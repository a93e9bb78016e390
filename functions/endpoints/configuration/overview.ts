import { OverviewAnswer } from '../../api/overview';
import { countDue } from '../../domain/passwords/count-due';
import { paceAt } from '../../domain/pace/pace';
import { isActive, type Run } from '../../domain/runs/run';
import { scheduleHold } from '../../domain/runs/schedule-hold';
import { viewRun } from '../../domain/runs/run-view';
import { DAY_MS, epochMs, type EpochMs, later, rfc3339, rfc3339OrNone } from '../../domain/time';
import { troubledLinks } from '../../domain/configuration/ldap-chain';
import { windowAt } from '../../domain/configuration/window';
import { type Configuration } from '../../domain/configuration/configuration';
import { type Policy, type RotationWindow } from '../../domain/configuration/policy';
import { hasTurns } from '../../domain/configuration/policy-by-unit';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { type RunStore } from '../../ports/run-store';
import { runAnswer } from '../rotation/run-answer';
import { accountAnswers } from './account-answer';
import { type RotationControlDependencies } from '../dependencies';

const FAILURES = 20;

const SHOWN = 20;
const SHOWN_PROOFS = 2;

/** The newest runs. Where Secure LDAP is connected, the schedule's proofs would hide all others. */
async function shownRuns(runs: RunStore, { secureLdap }: Configuration): Promise<readonly Run[]> {
  if (secureLdap === undefined) return runs.recent(SHOWN);
  const [others, proofs] = await Promise.all([
    runs.besideProofs(SHOWN),
    runs.ofSchedule('prove', SHOWN_PROOFS),
  ]);
  return [...others, ...proofs]
    .toSorted((one, other) => other.startedAt - one.startedAt)
    .slice(0, SHOWN);
}

/** `GET /v1/overview`: the state of rotation. Cheap enough to be called every few seconds. */
export const overviewEndpoint = ({ ports }: Pick<RotationControlDependencies, 'ports'>): Endpoint =>
  endpoint({
    method: 'GET',
    path: '/v1/overview',
    operationId: 'getOverview',
    summary: 'State of rotation: accounts, runs, users due, last failures',
    access: 'viewer',
    answers: { 200: { description: 'The overview.', schema: OverviewAnswer } },
    problems: [],
    handle: async () => {
      const now = ports.clock.now();
      const configuration = await ports.configurations.read();
      const recent = await shownRuns(ports.runs, configuration);
      const [hold, runs, counts, proofs, due, retrying, drifted, devices, failures] =
        await Promise.all([
          scheduleHold(ports.runs, 'rotate', configuration, now),
          Promise.all(recent.map(async (run) => runAnswer(await viewRun(ports, run)))),
          ports.accounts.countByStatus(),
          ports.accounts.countByProof(),
          dueCounts(ports, configuration, now),
          ports.accounts.countRetrying(),
          ports.accounts.countDrifted(),
          deviceCounts(ports, configuration.policy),
          ports.accounts.recentFailures(FAILURES),
        ]);
      const current = runs.find(({ state }) => isActive({ state }));
      const last = runs.find(({ state }) => !isActive({ state }));
      const json: OverviewAnswer = {
        at: rfc3339(now),
        accounts: counts,
        proofs,
        currentRun: current,
        lastRun: last,
        runs,
        ...due,
        retrying,
        drifted,
        devices,
        heldUntil: rfc3339OrNone(hold?.until),
        lastFailures: accountAnswers(failures, configuration.policy, now),
        pace: await paceAnswer(ports, now),
        secureLdap: secureLdapAnswer(configuration),
        paused: configuration.policy.paused,
        window: windowAnswer(configuration.policy.window, now),
        proofWindow: windowAnswer(configuration.policy.proofWindow, now),
      };
      return { status: 200, json };
    },
  });

async function dueCounts(
  { accounts }: RotationControlDependencies['ports'],
  { policy }: Configuration,
  now: EpochMs,
): Promise<Pick<OverviewAnswer, 'dueNow' | 'dueNext24Hours' | 'overdue'>> {
  const [dueNow, dueNext24Hours, overdue] = await Promise.all([
    countDue(accounts, policy, now),
    countDue(accounts, policy, later(now, DAY_MS)),
    countDue(accounts, policy, epochMs(now - DAY_MS)),
  ]);
  return { dueNow, dueNext24Hours, overdue };
}

/** Where the policy has no period, no turn waits for a device. */
async function deviceCounts(
  { accounts }: RotationControlDependencies['ports'],
  policy: Policy,
): Promise<OverviewAnswer['devices']> {
  const [behind, waiting] = await Promise.all([
    accounts.countBehind(),
    hasTurns(policy) ? accounts.countDated('heldTurn') : 0,
  ]);
  return { behind, waiting };
}

async function paceAnswer(
  { pace, ceilingPerSecond }: RotationControlDependencies['ports'],
  now: EpochMs,
): Promise<OverviewAnswer['pace']> {
  const { perSecond, pausedUntil } = paceAt(await pace.read(), ceilingPerSecond, now);
  return {
    perSecond,
    ceilingPerSecond,
    pausedUntil: rfc3339OrNone(pausedUntil),
  };
}

const secureLdapAnswer = ({ secureLdap }: Configuration): OverviewAnswer['secureLdap'] =>
  secureLdap && {
    state: secureLdap.verification.state,
    notAfter: rfc3339(secureLdap.notAfter),
    code: troubledLinks(secureLdap.verification)[0]?.code,
  };

function windowAnswer(window: RotationWindow | null, now: EpochMs): OverviewAnswer['window'] {
  if (window === null) return undefined;
  const at = windowAt(window, now);
  return at.kind === 'open'
    ? { state: 'open', until: rfc3339(at.until) }
    : { state: 'closed', opensAt: rfc3339(at.opensAt) };
}
