import { z } from 'zod';
import { forecast } from '../../domain/rotation/forecast';
import { rotateNow, stopRun } from '../../domain/rotation/rotate-now';
import { SKIP_REASONS } from '../../domain/rotation/run';
import { viewRun } from '../../domain/rotation/run-view';
import { durationMs, later } from '../../domain/time';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { failureProblem } from '../passwords/failure-problem';
import { RunAnswer, runAnswer, Scope } from '../rotation/run-answer';
import { type RotationControlDependencies } from './rotation-dependencies';

const ScopeBody = z.strictObject({ scope: Scope });

/** Five hundred addresses of full length. */
const BODY = { mediaType: 'application/json', schema: ScopeBody, maxBytes: 160 * 1024 } as const;

/** How long an administrator waits for a forecast at most. */
export const FORECAST_MS = durationMs(20_000);

const NOT_CONFIGURED = 'Save a connection to Google first.';
const FAILING =
  'Every account would fail. The checks of the connection say what to mend; then try again.';

/** `POST /v1/rotations`: rotate now. */
const rotateNowEndpoint = ({ ports, log }: RotationControlDependencies): Endpoint =>
  endpoint({
    method: 'POST',
    path: '/v1/rotations',
    summary: 'Rotate now: who is due, everybody, an organisational unit or a list',
    access: 'manager',
    body: BODY,
    answers: {
      202: { description: 'The run, recorded.', schema: z.object({ runId: z.string() }) },
    },
    problems: ['not-configured', 'configuration-failing'],
    handle: async ({ body, caller, requestId }) => {
      const asked = await rotateNow(ports, { scope: body.scope, by: caller.email });
      if (asked.kind === 'not-configured') return problem('not-configured', NOT_CONFIGURED);
      if (asked.kind === 'configuration-failing') return problem(asked.kind, FAILING);
      const { runId } = asked;
      log.rotationAudit({ action: 'asked', runId, caller: caller.email, requestId });
      return { status: 202, json: { runId } };
    },
  });

/** `DELETE /v1/rotations/{runId}`: end a run before its time. */
const stopEndpoint = ({ ports, log }: RotationControlDependencies): Endpoint =>
  endpoint({
    method: 'DELETE',
    path: '/v1/rotations/{runId}',
    summary: 'Stop a run: nobody else is rotated by it',
    access: 'manager',
    params: z.object({ runId: z.string().min(1).max(64) }),
    answers: { 200: { description: 'The run as it ended.', schema: RunAnswer } },
    problems: ['not-found'],
    handle: async ({ params: { runId }, caller, requestId }) => {
      const run = await stopRun(ports, runId);
      if (run === undefined) return problem('not-found', 'There is no run of this id.');
      log.rotationAudit({ action: 'stopped', runId, caller: caller.email, requestId });
      return { status: 200, json: runAnswer(await viewRun(ports, run)) };
    },
  });

const ForecastAnswer = z.object({
  users: z.int(),
  excluded: z.partialRecord(z.enum(SKIP_REASONS), z.int()),
  estimatedSeconds: z.int(),
  /** False: there was no time to look at everybody, so `users` is an upper bound. */
  exact: z.boolean(),
  /** What a new password does to a user, by code with an English text. */
  effects: z.array(z.object({ code: z.string(), message: z.string(), url: z.string() })),
});

/** Google's help page on what a changed password does. */
const EFFECTS_URL = 'https://support.google.com/a/answer/6328616';
/** What a new password does to a user; the page has each code in the reader's language. */
export const EFFECTS = [
  {
    code: 'signed-out',
    message: 'The user is signed out everywhere, and has to sign in again on phones and computers.',
    url: EFFECTS_URL,
  },
  {
    code: 'mail-access-revoked',
    message: 'Mail programs that were allowed to read the user’s mail lose that permission.',
    url: EFFECTS_URL,
  },
  {
    code: 'app-passwords-revoked',
    message: 'App passwords may stop working: Google’s pages say both.',
    url: EFFECTS_URL,
  },
  {
    code: 'devices-need-it',
    message: 'Devices that sign in with the password are refused until they are given the new one.',
    url: EFFECTS_URL,
  },
] as const;

/** `POST /v1/rotations/forecast`: what rotating now would do. Changes nothing. */
const forecastEndpoint = ({ ports }: RotationControlDependencies): Endpoint =>
  endpoint({
    method: 'POST',
    path: '/v1/rotations/forecast',
    summary: 'What a rotation would do: how many users, how long, with which effects',
    access: 'manager',
    body: BODY,
    answers: { 200: { description: 'The forecast.', schema: ForecastAnswer } },
    problems: [
      'not-configured',
      'configuration-failing',
      'quota-exceeded',
      'google-unavailable',
      'directory-refused',
    ],
    handle: async ({ body, caller }) => {
      const until = later(ports.clock.now(), FORECAST_MS);
      const result = await forecast(ports, { scope: body.scope, by: caller.email }, until);
      switch (result.kind) {
        case 'forecast': {
          const { kind: _, ...json } = result;
          return { status: 200, json: { ...json, effects: EFFECTS } };
        }
        case 'google-failed':
          return failureProblem(result);
        case 'not-configured':
          return problem('not-configured', NOT_CONFIGURED);
        case 'configuration-failing':
          return problem('configuration-failing', FAILING);
      }
    },
  });

/** The page's calls that begin, foretell and end a rotation. */
export const rotationControlEndpoints = (
  dependencies: RotationControlDependencies,
): readonly Endpoint[] => [
  rotateNowEndpoint(dependencies),
  forecastEndpoint(dependencies),
  stopEndpoint(dependencies),
];
