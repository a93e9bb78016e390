import { z } from 'zod';
import request from 'supertest';
import { type Plan, plansOf } from '../../scripts/test-infra-plans';
import { call } from '../endpoints/configuration/calls';
import { Rotating } from '../endpoints/rotation/rotating';
import { WholeService } from '../fakes/whole-service';
import { entryOfAudit, entryOfBuild, entryOfLine, entryOfRequest } from './log-entries';
import { type Entry, matchesFilter } from './log-filter';
import { after } from './service-levels';

// What the audit trail's own bucket receives, and what the alert on failed builds looks for.

const TRIGGER = '5a11b2c3-0000-4000-8000-000000000001';

let plan: Plan;
beforeAll(async () => {
  const found = (await plansOf('infra', 'defaults')).get('defaults/watched_and_audited');
  if (found === undefined) throw new Error('infra/tests has no run watched_and_audited.');
  plan = found;
});

const Sink = z.object({ destination: z.string().nullish(), filter: z.string() });

describe('the audit trail', () => {
  let kept: (entry: Entry) => boolean;
  let world: Rotating;
  beforeAll(async () => {
    const sinks = after(plan, 'google_logging_project_sink', Sink);
    expect(sinks).toHaveLength(1);
    kept = (entry) => matchesFilter(sinks[0]!.filter, entry);
    world = await Rotating.open();
  });
  afterAll(() => {
    world.close();
  });

  /** The messages of the lines that `act` makes a function write, and whether they are kept. */
  async function lines(name: string, act: () => Promise<unknown>): Promise<[string, boolean][]> {
    world.service.lines.length = 0;
    await act();
    return world.service.lines.map((line) => [
      (JSON.parse(line) as { message: string }).message,
      kept(entryOfLine(name, line)),
    ]);
  }

  it('has a password that is issued, and who asked for it', async () => {
    const issue = (): Promise<unknown> =>
      request(world.passwords).put('/v1/users/alice@example.com/password').expect(201);
    expect(await lines('passwords', issue)).toEqual([
      ['password-audit', true],
      ['request', true],
    ]);
  });

  it('has a run that an administrator asks for', async () => {
    const start = (): Promise<unknown> => world.start('/v1/rotations', 'all');
    expect(await lines('configuration', start)).toContainEqual(['rotation-audit', true]);
  });

  it('has no line of mere operation', async () => {
    expect(await lines('rotation', () => world.tick())).toContainEqual(['rotation-run', false]);
    world.faults({ operations: ['users.get'], fault: { kind: 'error', status: 503 } });
    const failing = (): Promise<unknown> =>
      request(world.passwords).put('/v1/users/bob@example.com/password').expect(503);
    expect(await lines('passwords', failing)).toContainEqual(['google-failure', false]);
    expect(kept(entryOfRequest('passwords', 200))).toBe(false);
  });

  // docs.cloud.google.com/logging/docs/audit: the names of the logs.
  it('has all of Google’s audit logs of this project', () => {
    const decrypt = ['cloudkms.googleapis.com', 'Decrypt'] as const;
    expect(kept(entryOfAudit('data_access', ...decrypt))).toBe(true);
    expect(kept(entryOfAudit('activity', 'iam.googleapis.com', 'SetIamPolicy'))).toBe(true);
    const another = entryOfAudit('data_access', ...decrypt);
    const logName = 'projects/another/logs/cloudaudit.googleapis.com%2Fdata_access';
    expect(kept({ ...another, logName })).toBe(false);
    expect(kept(entryOfBuild('DONE', TRIGGER))).toBe(false);
  });

  it.each(['message', 'password-audit'])(
    'loses its lines if %s is renamed, and is found',
    (name) => {
      const line = JSON.stringify({ severity: 'NOTICE', message: 'password-audit', userId: '42' });
      expect(kept(entryOfLine('passwords', line))).toBe(true);
      expect(kept(entryOfLine('passwords', line.replace(`"${name}"`, '"renamed"')))).toBe(false);
    },
  );
});

const Matched = z.object({
  display_name: z.string(),
  conditions: z.array(
    z.object({ condition_matched_log: z.array(z.object({ filter: z.string() })) }),
  ),
});

/** The filter of an alert on log entries. */
function filterOf(title: string): string {
  const policies = after(plan, 'google_monitoring_alert_policy', Matched);
  const found = policies.find(({ display_name }) => display_name === title);
  return found?.conditions[0]?.condition_matched_log[0]?.filter ?? '';
}

// The last lines of builds as they ended: google/pkgsite-metrics (terraform/main.tf), GoogleCloudPlatform/cloud-builders,
// and the documentation's examples of gcloud builds submit.
it.each([
  ['ERROR: build step 4 "node:24.21.0-bookworm" failed: step exited with non-zero status: 1', true],
  ['ERROR: context deadline exceeded', true],
  ['ERROR: context canceled', true],
  ['ERROR: failed to find one or more images after execution of build steps', true],
  ['ERROR', false], // followed by one of the above, so one build sends one mail
  ['DONE', false],
  ['Step #4 - "test everything that needs no cloud": ERROR: a line of a test', false],
  ['Step #4 - "test everything that needs no cloud": Finished', false],
])('a build that ends with %j is told: %s', (line, isTold) => {
  const filter = filterOf('A build failed');
  expect(matchesFilter(filter, entryOfBuild(line, TRIGGER))).toBe(isTold);
  expect(matchesFilter(filter, entryOfBuild(line))).toBe(false); // started by hand
  expect(matchesFilter(filter, entryOfBuild(line, 'another-trigger'))).toBe(false);
});

it('a stranger who decrypts is told, and our own function is not', () => {
  const filter = filterOf('A stranger read the key or a password');
  const decrypted = (who: string): Entry => {
    const { protoPayload, ...entry } = entryOfAudit(
      'data_access',
      'cloudkms.googleapis.com',
      'Decrypt',
      who,
    );
    const resourceName =
      'projects/acme-passwords/locations/europe-west1/keyRings/google-apps-passwords/cryptoKeys/passwords';
    return { ...entry, protoPayload: { ...(protoPayload as Entry), resourceName } };
  };
  expect(matchesFilter(filter, decrypted('eve@example.com'))).toBe(true);
  const ours = 'passwords@acme-passwords.iam.gserviceaccount.com';
  expect(matchesFilter(filter, decrypted(ours))).toBe(false);
});

it('the trail has a disconnection', async () => {
  const service = await WholeService.open();
  await service.connect();
  await call(service.serve('configuration'), 'delete', '/v1/configuration').expect(204);
  const [sink] = after(plan, 'google_logging_project_sink', Sink);
  const kept = service.lines
    .filter((line) => matchesFilter(sink?.filter ?? '', entryOfLine('configuration', line)))
    .map((line) => (JSON.parse(line) as { message: string }).message);
  expect(kept).toEqual(['configuration-audit', 'request']);
  service.close();
});
