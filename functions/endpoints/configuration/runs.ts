import { ForecastAnswer } from '../../api/forecast';
import { RUN_REQUESTS, RunAnswer, RunParams, RunStarted } from '../../api/run';
import { forecast } from '../../domain/rotation/forecast';
import { forecastProofs } from '../../domain/proof-runs/forecast-proofs';
import { type RunKind } from '../../domain/runs/run';
import { viewRun } from '../../domain/runs/run-view';
import { stopRun } from '../../domain/runs/run-writer';
import { startRun } from '../../domain/runs/start-run';
import { durationMs, later } from '../../domain/time';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { failureProblem } from '../passwords/failure-problem';
import { runAnswer } from '../rotation/run-answer';
import { EFFECTS } from './password-effects';
import { type RotationControlDependencies } from '../dependencies';

/** The longest time that an administrator waits for a forecast. */
export const FORECAST_MS = durationMs(20_000);

const NOT_CONFIGURED = 'Google is not connected, so nothing was started. Save a connection first.';
const FAILING =
  'The connection to Google does not work, so every user would fail. Nothing was started. Fix what the connection checks report, then try again.';

const LDAP_OFF = 'secure-ldap-not-configured';
const NO_LDAP =
  'Google’s Secure LDAP is not connected, so no password can be proved. Nothing was started. Upload the certificate of an LDAP client first.';

const ownProblems = (kind: RunKind): (typeof LDAP_OFF)[] => (kind === 'prove' ? [LDAP_OFF] : []);

/** The paths, names and summaries of the calls, by kind of run. */
const ASKED = {
  rotate: {
    path: '/v1/rotations',
    ids: { start: 'startRotation', foretell: 'forecastRotation' },
    start: 'Rotate now: users who are due, all users, an organisational unit or a list',
    foretell: 'Forecast a rotation: number of users, duration and effects',
  },
  issue: {
    path: '/v1/issuances',
    ids: { start: 'startIssuance', foretell: 'forecastIssuance' },
    start: 'Issue passwords to users who have none: all users, an organisational unit or a list',
    foretell: 'Forecast an issue: number of users, duration and effects',
  },
  prove: {
    path: '/v1/proofs',
    ids: { start: 'startProofs', foretell: 'forecastProofs' },
    start:
      'Prove passwords at Secure LDAP: users who are due, all users, an organisational unit or a list',
    foretell: 'Forecast a run of proofs: number of users and duration',
  },
} as const satisfies Record<RunKind, object>;

/** Five hundred addresses of maximum length. */
const MAX_RUN_BYTES = 160 * 1024;

const bodyOf = (kind: RunKind) =>
  ({ mediaType: 'application/json', schema: RUN_REQUESTS[kind], maxBytes: MAX_RUN_BYTES }) as const;

/** `POST /v1/rotations`, `/v1/issuances` and `/v1/proofs`: records a run immediately. */
const startEndpoint = (kind: RunKind, { ports, log }: RotationControlDependencies): Endpoint =>
  endpoint({
    method: 'POST',
    path: ASKED[kind].path,
    operationId: ASKED[kind].ids.start,
    summary: ASKED[kind].start,
    access: 'manager',
    body: bodyOf(kind),
    answers: {
      202: { description: 'The recorded run.', schema: RunStarted },
    },
    problems: ['not-configured', 'configuration-failing', ...ownProblems(kind)],
    handle: async ({ body, caller, requestId }) => {
      const asked = await startRun(ports, { kind, scope: body.scope, by: caller.email });
      if (asked.kind === 'not-configured') return problem('not-configured', NOT_CONFIGURED);
      if (asked.kind === 'secure-ldap-off') return problem(LDAP_OFF, NO_LDAP);
      if (asked.kind !== 'started') return problem('configuration-failing', FAILING);
      const { runId } = asked;
      log.rotationAudit({ action: 'asked', runId, caller: caller.email, requestId });
      return { status: 202, json: { runId } };
    },
  });

/** `DELETE /v1/runs/{runId}` and its path in the first release: stops a run. */
const stopEndpoints = ({ ports, log }: RotationControlDependencies): readonly Endpoint[] =>
  (['/v1/runs/{runId}', '/v1/rotations/{runId}'] as const).map((path) =>
    endpoint({
      method: 'DELETE',
      path,
      ...(path === '/v1/runs/{runId}'
        ? { operationId: 'stopRun' }
        : { operationId: 'stopRotation', deprecated: true as const }),
      summary: 'Stop a run: it sets or proves no more passwords',
      access: 'manager',
      params: RunParams,
      answers: { 200: { description: 'The run as it ended.', schema: RunAnswer } },
      problems: ['not-found'],
      handle: async ({ params: { runId }, caller, requestId }) => {
        const run = await stopRun(ports, runId);
        if (run === undefined) return problem('not-found', 'There is no run with this ID.');
        log.rotationAudit({ action: 'stopped', runId, caller: caller.email, requestId });
        return { status: 200, json: runAnswer(await viewRun(ports, run)) };
      },
    }),
  );

/** `POST …/forecast`: what the run would do. Changes nothing. */
const forecastEndpoint = (kind: RunKind, { ports }: RotationControlDependencies): Endpoint =>
  endpoint({
    method: 'POST',
    path: `${ASKED[kind].path}/forecast`,
    operationId: ASKED[kind].ids.foretell,
    summary: ASKED[kind].foretell,
    access: 'manager',
    body: bodyOf(kind),
    answers: { 200: { description: 'The forecast.', schema: ForecastAnswer } },
    problems: [
      'not-configured',
      'configuration-failing',
      'quota-exceeded',
      'google-unavailable',
      'directory-refused',
      ...ownProblems(kind),
    ],
    handle: async ({ body, caller }) => {
      const until = later(ports.clock.now(), FORECAST_MS);
      const asked = { scope: body.scope, by: caller.email };
      const result =
        kind === 'prove'
          ? await forecastProofs(ports, asked, until)
          : await forecast(ports, { kind, ...asked }, until);
      if (result.kind === 'secure-ldap-off') return problem(LDAP_OFF, NO_LDAP);
      if (result.kind !== 'forecast') {
        const listingRefused =
          result.kind === 'google-failed' && result.failure.code === 'not-authorized';
        return listingRefused ? problem('configuration-failing', FAILING) : failureProblem(result);
      }
      const { kind: _, ...json } = result;
      return { status: 200, json: { ...json, effects: EFFECTS[kind] } };
    },
  });

/** The page's calls that start, forecast and stop runs. */
export const runEndpoints = (dependencies: RotationControlDependencies): readonly Endpoint[] => [
  startEndpoint('rotate', dependencies),
  forecastEndpoint('rotate', dependencies),
  startEndpoint('issue', dependencies),
  forecastEndpoint('issue', dependencies),
  startEndpoint('prove', dependencies),
  forecastEndpoint('prove', dependencies),
  ...stopEndpoints(dependencies),
];
