import { z } from 'zod';
import { DISPATCH_DEADLINE_MS } from '../../functions/adapters/dispatch-deadline';
import { CLOUD_KMS_DEADLINE_MS } from '../../functions/adapters/gcp/cloud-kms-cipher';
import { CLOUD_TASKS_DEADLINE_MS } from '../../functions/adapters/gcp/cloud-tasks-queue';
import { FIRESTORE_DEADLINE_MS } from '../../functions/adapters/gcp/firestore-client';
import { IAP_KEYS_DEADLINE_MS } from '../../functions/adapters/gcp/iap-public-keys';
import { PUBSUB_DEADLINE_MS } from '../../functions/adapters/gcp/pubsub-publisher';
import { SECRET_MANAGER_DEADLINE_MS } from '../../functions/adapters/gcp/secret-manager-key-vault';
import { MINT_DEADLINE_MS } from '../../functions/adapters/google/access-token';
import { READ_DEADLINE_MS } from '../../functions/adapters/google/workspace-directory';
import { FUNCTION_NAMES, SLICE_MS, TICK_MS } from '../../functions/composition';
import { CONNECT_WITHIN_MS } from '../../functions/domain/configuration/verify-secure-ldap';
import { TRIES_OF_A_REQUEST } from '../../functions/domain/passwords/issue-password';
import { BIND_WITHIN_MS } from '../../functions/domain/passwords/proof';
import { TIMING } from '../../functions/domain/passwords/timing';
import { PLACE_WITHIN_MS } from '../../functions/domain/proofs/bind-turns';
import { BEGINS_FOR_MS } from '../../functions/domain/runs/run-batch';
import { LONGEST_WAITED_PAUSE_MS } from '../../functions/domain/pace/throttle';
import { FORECAST_MS } from '../../functions/endpoints/configuration/runs';
import { RETRIES } from '../../local/platform/queue-limits';
import { type Plans, plansOf } from '../../scripts/test-infra-plans';

// docs/decisions/0011: the sum of the waits of each call, compared with the limits that Terraform sets.

let plans: Plans;
beforeAll(async () => {
  plans = await plansOf('infra', 'defaults');
});

const ms = (seconds: string): number => Number(/^(\d+)s$/.exec(seconds)?.[1]) * 1000;

function planned<Schema extends z.ZodType>(address: string, schema: Schema): z.infer<Schema> {
  const change = plans
    .get('defaults/self_service') // the deployment with all functions
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

const signIn = Math.max(MINT_DEADLINE_MS, SECRET_MANAGER_DEADLINE_MS);
const open = FIRESTORE_DEADLINE_MS + signIn;
/** Records what Google's answer shows about the pace. */
const notePace = FIRESTORE_DEADLINE_MS;
const user = READ_DEADLINE_MS + notePace;
/** KMS is called twice. The directory's own deadline lies within the lease. */
const setOnce =
  2 * CLOUD_KMS_DEADLINE_MS +
  FIRESTORE_DEADLINE_MS +
  TIMING.leaseMs +
  notePace +
  FIRESTORE_DEADLINE_MS;
const publish = PUBSUB_DEADLINE_MS + FIRESTORE_DEADLINE_MS;
const tidyKeys = 4 * SECRET_MANAGER_DEADLINE_MS + 2 * FIRESTORE_DEADLINE_MS;
const verify = 2 * FIRESTORE_DEADLINE_MS + signIn + 2 * READ_DEADLINE_MS;

/** Finds the user and the account, then sends a password three times while the outcome is unknown. */
const rotate = 2 * open + user + 2 * FIRESTORE_DEADLINE_MS + TRIES_OF_A_REQUEST * (setOnce + 200);

/** Settles an unconfirmed password with one try, then proves it. */
const live = 2 * open + user + 2 * FIRESTORE_DEADLINE_MS + setOnce + 200;
const place = FIRESTORE_DEADLINE_MS + PLACE_WITHIN_MS + FIRESTORE_DEADLINE_MS;
const bind = BIND_WITHIN_MS + 3 * FIRESTORE_DEADLINE_MS; // the quota, the link, the outcome
const prove = SECRET_MANAGER_DEADLINE_MS + live + place + bind;

describe('Cloud Run gives a call longer than the sum of its waits', () => {
  test('passwords, which sends a password three times while the outcome is unknown', () => {
    expect(Math.round(rotate / 1000)).toBe(255);
    expect(limitOf('passwords')).toBeGreaterThan(rotate);
  });

  test('passwords, which settles an unconfirmed password with one try, then proves it', () => {
    const longest = FIRESTORE_DEADLINE_MS + prove;
    expect(Math.round(longest / 1000)).toBe(214);
    expect(limitOf('passwords')).toBeGreaterThan(longest);
  });

  test('self-service, which does the same for a person whom Identity-Aware Proxy vouches for', () => {
    const letIn = IAP_KEYS_DEADLINE_MS + FIRESTORE_DEADLINE_MS;
    const rotateOwn = letIn + FIRESTORE_DEADLINE_MS + rotate; // the version that is there before
    const proveOwn = letIn + FIRESTORE_DEADLINE_MS + prove; // counts the person's own
    expect([Math.round(rotateOwn / 1000), Math.round(proveOwn / 1000)]).toEqual([280, 229]);
    expect(limitOf('self-service')).toBeGreaterThan(Math.max(rotateOwn, proveOwn));
  });

  test('rotation-worker, which starts its last batch right before its time is up', () => {
    const look = 3 * FIRESTORE_DEADLINE_MS + signIn; // lane; configuration and pace; runs; token
    const take = LONGEST_WAITED_PAUSE_MS + user + 2 * FIRESTORE_DEADLINE_MS; // users, accounts, hand
    const lastUser = setOnce + 2 * FIRESTORE_DEADLINE_MS; // reads the account again, records a refusal
    const count = FIRESTORE_DEADLINE_MS + publish;
    const batch = look + take + BEGINS_FOR_MS + lastUser + verify + count;
    // The lane renewed and released; the configuration; the choice of the first run; its task; both slices.
    const end = 6 * FIRESTORE_DEADLINE_MS + CLOUD_TASKS_DEADLINE_MS;
    expect([SLICE_MS / 1000, batch / 1000, end / 1000]).toEqual([240, 273, 70]);
    expect(limitOf('rotation-worker')).toBeGreaterThan(SLICE_MS + batch + end);
  });

  test('configuration, which verifies what it saved, and looks at some users for a forecast', () => {
    const record = SECRET_MANAGER_DEADLINE_MS + 2 * FIRESTORE_DEADLINE_MS;
    const save = IAP_KEYS_DEADLINE_MS + record + verify + tidyKeys;
    const connect = FIRESTORE_DEADLINE_MS + SECRET_MANAGER_DEADLINE_MS + CONNECT_WITHIN_MS;
    const saveLdap = IAP_KEYS_DEADLINE_MS + record + connect + FIRESTORE_DEADLINE_MS + tidyKeys;
    const fifty = 5 * (user + FIRESTORE_DEADLINE_MS); // ten at a time: the user, the account
    const told = 3 * FIRESTORE_DEADLINE_MS; // how many more accounts there are; recent runs and pace
    const begin = IAP_KEYS_DEADLINE_MS + FIRESTORE_DEADLINE_MS + open;
    const forecast = begin + FORECAST_MS + FIRESTORE_DEADLINE_MS + fifty + told;
    expect([save / 1000, saveLdap / 1000, forecast / 1000]).toEqual([145, 130, 245]);
    expect(limitOf('configuration')).toBeGreaterThan(Math.max(save, saveLdap, forecast));
  });

  test('rotation, which ticks for four minutes, with one more for the current step', () => {
    expect(limitOf('rotation') - TICK_MS).toBe(60_000);
  });
});

describe('callers wait longer than Cloud Run does', () => {
  test('Cloud Tasks, for rotation-worker', () => {
    expect(DISPATCH_DEADLINE_MS).toBeGreaterThan(limitOf('rotation-worker'));
    expect(DISPATCH_DEADLINE_MS).toBeLessThanOrEqual(30 * 60_000); // Cloud Tasks' upper limit
  });

  test('Cloud Scheduler, and no tick starts before the previous one and its retry have ended', () => {
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

test('no instance is billed between calls: no work is left after an answer', () => {
  const Service = z.object({
    template: z.tuple([
      z.object({
        containers: z.tuple([
          z.object({ resources: z.tuple([z.object({ cpu_idle: z.boolean() })]) }),
        ]),
      }),
    ]),
  });
  for (const name of FUNCTION_NAMES) {
    const { template } = planned(`google_cloud_run_v2_service.function["${name}"]`, Service);
    expect(template[0].containers[0].resources[0].cpu_idle).toBe(true);
  }
});

test('a task that waits for another one to end outlives a run of hours', () => {
  const [{ max_attempts, max_backoff, max_retry_duration }] = planned(
    'google_cloud_tasks_queue.rotation',
    z.object({
      retry_config: z.tuple([
        z.object({
          max_attempts: z.number(),
          max_backoff: z.string(),
          max_retry_duration: z.string(),
        }),
      ]),
    }),
  ).retry_config;
  // Cloud Tasks gives up only when both limits are reached.
  expect(max_attempts * ms(max_backoff)).toBeGreaterThan(60 * 60_000);
  expect(ms(max_retry_duration)).toBe(24 * 60 * 60_000);
});

test('the queue dispatches at most what the worker accepts at once', () => {
  const { rate_limits } = planned(
    'google_cloud_tasks_queue.rotation',
    z.object({ rate_limits: z.tuple([z.object({ max_concurrent_dispatches: z.number() })]) }),
  );
  const { template } = planned(
    'google_cloud_run_v2_service.function["rotation-worker"]',
    z.object({
      template: z.tuple([z.object({ max_instance_request_concurrency: z.number() })]),
    }),
  );
  const [{ max_concurrent_dispatches }] = rate_limits;
  expect(template[0].max_instance_request_concurrency).toBe(max_concurrent_dispatches);
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
