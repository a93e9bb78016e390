import { z } from 'zod';
import { DISPATCH_DEADLINE_MS } from '../../functions/adapters/dispatch-deadline';
import { CLOUD_KMS_DEADLINE_MS } from '../../functions/adapters/gcp/cloud-kms-cipher';
import { FIRESTORE_DEADLINE_MS } from '../../functions/adapters/gcp/firestore-client';
import { IAP_KEYS_DEADLINE_MS } from '../../functions/adapters/gcp/iap-public-keys';
import { PUBSUB_DEADLINE_MS } from '../../functions/adapters/gcp/pubsub-publisher';
import { SECRET_MANAGER_DEADLINE_MS } from '../../functions/adapters/gcp/secret-manager-key-vault';
import { MINT_DEADLINE_MS } from '../../functions/adapters/google/access-token';
import { READ_DEADLINE_MS } from '../../functions/adapters/google/workspace-directory';
import { PLANNING_MS } from '../../functions/composition';
import { TRIES_OF_A_REQUEST } from '../../functions/domain/passwords/issue-password';
import { TIMING } from '../../functions/domain/passwords/timing';
import { FORECAST_MS } from '../../functions/endpoints/configuration/rotations';
import { RETRIES } from '../../local/platform/queue-limits';
import { type Plans, plansOf } from '../../scripts/test-infra-plans';

// docs/decisions/0015: what each call can wait for, added up, against what Terraform sets.

let plans: Plans;
beforeAll(async () => {
  plans = await plansOf('infra', 'defaults');
}, 180_000);

const ms = (seconds: string): number => Number(/^(\d+)s$/.exec(seconds)?.[1]) * 1000;

function planned<Schema extends z.ZodType>(address: string, schema: Schema): z.infer<Schema> {
  const change = plans
    .get('defaults/defaults')
    ?.resource_changes.find((each) => each.address === address);
  return schema.parse(change?.change.after);
}

const limitOf = (name: string): number =>
  ms(
    planned(
      `google_cloud_run_v2_service.function["${name}"]`,
      z.object({ template: z.tuple([z.object({ timeout: z.string() })]) }),
    ).template[0].timeout,
  );

const FUNCTIONS = ['configuration', 'passwords', 'rotation', 'rotation-worker'] as const;

const signIn = Math.max(MINT_DEADLINE_MS, SECRET_MANAGER_DEADLINE_MS);
const open = FIRESTORE_DEADLINE_MS + signIn;
/** Notes what Google's answer teaches about the pace. */
const notePace = FIRESTORE_DEADLINE_MS;
const user = READ_DEADLINE_MS + notePace;
/** KMS is asked twice. The directory's own deadline lies within the lease. */
const setOnce =
  2 * CLOUD_KMS_DEADLINE_MS +
  FIRESTORE_DEADLINE_MS +
  TIMING.leaseMs +
  notePace +
  FIRESTORE_DEADLINE_MS;
const publish = PUBSUB_DEADLINE_MS + FIRESTORE_DEADLINE_MS;
const tidyKeys = 4 * SECRET_MANAGER_DEADLINE_MS + 2 * FIRESTORE_DEADLINE_MS;

describe('Cloud Run gives a call longer than it can wait for others', () => {
  test('passwords, which sends a password three times while it knows nothing of it', () => {
    const account = 2 * FIRESTORE_DEADLINE_MS;
    const longest = 2 * open + user + account + TRIES_OF_A_REQUEST * (setOnce + 200);
    expect(Math.round(longest / 1000)).toBe(255);
    expect(limitOf('passwords')).toBeGreaterThan(longest);
  });

  test('rotation-worker, which sends it once and then may park the account', () => {
    const giveUp = FIRESTORE_DEADLINE_MS + user + FIRESTORE_DEADLINE_MS + publish;
    const longest = FIRESTORE_DEADLINE_MS + open + user + setOnce + publish + giveUp;
    expect(Math.round(longest / 1000)).toBe(188);
    expect(limitOf('rotation-worker')).toBeGreaterThan(longest);
  });

  test('configuration, which verifies what it saved, and looks at 100 users for a forecast', () => {
    const verify = 2 * FIRESTORE_DEADLINE_MS + signIn + 2 * READ_DEADLINE_MS;
    const record = SECRET_MANAGER_DEADLINE_MS + 2 * FIRESTORE_DEADLINE_MS;
    const save = IAP_KEYS_DEADLINE_MS + record + verify + tidyKeys;
    const page = FIRESTORE_DEADLINE_MS + 10 * user;
    const forecast = IAP_KEYS_DEADLINE_MS + FIRESTORE_DEADLINE_MS + open + FORECAST_MS + page;
    expect([save / 1000, forecast / 1000]).toEqual([145, 265]);
    expect(limitOf('configuration')).toBeGreaterThan(Math.max(save, forecast));
  });

  test('rotation, which plans for four minutes, and has one for the step that it is at', () => {
    expect(limitOf('rotation') - PLANNING_MS).toBe(60_000);
  });
});

describe('who calls waits longer than Cloud Run does', () => {
  test.each(['rotation', 'rotation-worker'] as const)('Cloud Tasks, for %s', (name) => {
    expect(DISPATCH_DEADLINE_MS[name]).toBeGreaterThan(limitOf(name));
    expect(DISPATCH_DEADLINE_MS[name]).toBeLessThanOrEqual(30 * 60_000); // Cloud Tasks takes no more
  });

  test('Cloud Scheduler, and no tick comes before the one before it and its repetition ended', () => {
    const { attempt_deadline, retry_config } = planned(
      'google_cloud_scheduler_job.rotation',
      z.object({
        attempt_deadline: z.string(),
        retry_config: z.tuple([
          z.object({ retry_count: z.number(), min_backoff_duration: z.string() }),
        ]),
      }),
    );
    const [{ retry_count: repeats, min_backoff_duration: pause }] = retry_config;
    expect(ms(attempt_deadline)).toBeGreaterThan(limitOf('rotation'));
    expect((1 + repeats) * ms(attempt_deadline) + ms(pause)).toBeLessThan(15 * 60_000);
  });
});

test('no instance is paid for between calls: nothing is left to do after an answer', () => {
  const Service = z.object({
    template: z.tuple([
      z.object({
        containers: z.tuple([
          z.object({ resources: z.tuple([z.object({ cpu_idle: z.boolean() })]) }),
        ]),
      }),
    ]),
  });
  for (const name of FUNCTIONS) {
    const { template } = planned(`google_cloud_run_v2_service.function["${name}"]`, Service);
    expect(template[0].containers[0].resources[0].cpu_idle).toBe(true);
  }
});

test('the queue on one machine, and those of the tests, retry as the queue in the cloud', () => {
  const { retry_config } = planned(
    'google_cloud_tasks_queue.rotation',
    z.object({
      retry_config: z.tuple([
        z.object({
          max_attempts: z.number(),
          max_retry_duration: z.string(),
          min_backoff: z.string(),
          max_backoff: z.string(),
          max_doublings: z.number(),
        }),
      ]),
    }),
  );
  const [cloud] = retry_config;
  expect(RETRIES).toEqual({
    maxAttempts: cloud.max_attempts,
    maxRetryDurationMs: ms(cloud.max_retry_duration),
    minBackoffMs: ms(cloud.min_backoff),
    maxBackoffMs: ms(cloud.max_backoff),
    maxDoublings: cloud.max_doublings,
  });
});
