import { z } from 'zod';
import { ACCOUNT_STATUSES } from '../../domain/account';
import { countDue } from '../../domain/rotation/count-due';
import { paceAt } from '../../domain/pace/pace';
import { isActive } from '../../domain/rotation/run';
import { scheduleHold } from '../../domain/rotation/schedule-hold';
import { viewRun } from '../../domain/rotation/run-view';
import { DAY_MS, epochMs, type EpochMs, later, rfc3339 } from '../../domain/time';
import { windowAt } from '../../domain/configuration/window';
import { type Configuration } from '../../domain/configuration/configuration';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { RunAnswer, runAnswer } from '../rotation/run-answer';
import { AccountAnswer, accountAnswers } from './account-answer';
import { type RotationControlDependencies } from '../dependencies';

const Time = z.iso.datetime();

const OverviewAnswer = z
  .object({
    at: Time,
    /** How many accounts have each status. */
    accounts: z.record(z.enum(ACCOUNT_STATUSES), z.int()),
    /** The newest run that is active. */
    currentRun: RunAnswer.optional(),
    /** The newest run that has ended. */
    lastRun: RunAnswer.optional(),
    /** The newest first, active ones too. */
    runs: z.array(RunAnswer),
    dueNow: z.int(),
    /** Those due now included. */
    dueNext24Hours: z.int(),
    /** Due for more than a day. */
    overdue: z.int(),
    /** A run could not give them a password: they are tried again by themselves. */
    retrying: z.int(),
    /** Until then the schedule stands still: its last run was stopped. */
    heldUntil: Time.optional(),
    /** Accounts whose last failure is the newest; without what was set right since. */
    lastFailures: z.array(AccountAnswer),
    pace: z.object({
      perSecond: z.number(),
      ceilingPerSecond: z.number(),
      /** Google refused calls for their number: rotation stands still until then. */
      pausedUntil: Time.optional(),
    }),
    /** The schedule is paused by the policy. */
    paused: z.boolean(),
    /** Absent: at any time. */
    window: z
      .discriminatedUnion('state', [
        z.object({ state: z.literal('open'), until: Time }),
        z.object({ state: z.literal('closed'), opensAt: Time }),
      ])
      .optional(),
  })
  .meta({ id: 'Overview' });

const RUNS = 20;
const FAILURES = 20;

/** `GET /v1/overview`: how rotation stands. Cheap enough to be asked every few seconds. */
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
      const recent = await ports.runs.recent(RUNS);
      const [runs, counts, due, retrying, failures] = await Promise.all([
        Promise.all(recent.map(async (run) => runAnswer(await viewRun(ports, run)))),
        ports.accounts.countByStatus(),
        dueCounts(ports, configuration, now),
        ports.accounts.countRetrying(),
        ports.accounts.recentFailures(FAILURES),
      ]);
      const hold = scheduleHold(recent, configuration, now);
      const current = runs.find(({ state }) => isActive({ state }));
      const last = runs.find(({ state }) => !isActive({ state }));
      const json: z.infer<typeof OverviewAnswer> = {
        at: rfc3339(now),
        accounts: counts,
        ...(current ? { currentRun: current } : {}),
        ...(last ? { lastRun: last } : {}),
        runs,
        ...due,
        retrying,
        ...(hold ? { heldUntil: rfc3339(hold.until) } : {}),
        lastFailures: accountAnswers(failures, now),
        pace: await paceAnswer(ports, now),
        paused: configuration.policy.paused,
        ...windowAnswer(configuration, now),
      };
      return { status: 200, json };
    },
  });

async function dueCounts(
  { accounts }: RotationControlDependencies['ports'],
  { policy }: Configuration,
  now: EpochMs,
): Promise<Pick<z.infer<typeof OverviewAnswer>, 'dueNow' | 'dueNext24Hours' | 'overdue'>> {
  const [dueNow, dueNext24Hours, overdue] = await Promise.all([
    countDue(accounts, policy, now),
    countDue(accounts, policy, later(now, DAY_MS)),
    countDue(accounts, policy, epochMs(now - DAY_MS)),
  ]);
  return { dueNow, dueNext24Hours, overdue };
}

async function paceAnswer(
  { pace, ceilingPerSecond }: RotationControlDependencies['ports'],
  now: EpochMs,
): Promise<z.infer<typeof OverviewAnswer>['pace']> {
  const { perSecond, pausedUntil } = paceAt(await pace.read(), ceilingPerSecond, now);
  return {
    perSecond,
    ceilingPerSecond,
    ...(pausedUntil === undefined ? {} : { pausedUntil: rfc3339(pausedUntil) }),
  };
}

function windowAnswer(
  { policy }: Configuration,
  now: EpochMs,
): Pick<z.infer<typeof OverviewAnswer>, 'window'> {
  if (policy.window === null) return {};
  const window = windowAt(policy.window, now);
  return {
    window:
      window.kind === 'open'
        ? { state: 'open', until: rfc3339(window.until) }
        : { state: 'closed', opensAt: rfc3339(window.opensAt) },
  };
}
