import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { VendorError } from '../../functions/adapters/vendor-error';
import { jsonLog, type Log } from '../../functions/log';
import { type Plans, plansOf } from '../../scripts/test-infra-plans';
import { entryOfLine } from './log-entries';
import { matchesFilter } from './log-filter';

// Metrics and documents rely on the output of functions/log.ts. These tests let it print and check that they
// match.

let plans: Plans;
beforeAll(async () => {
  plans = await plansOf('infra', 'defaults');
});

type Line = Readonly<Record<string, unknown>>;

/** The line that a function logs while `act` runs. */
function printed(act: (log: Log) => void): Line {
  const lines: Line[] = [];
  act(jsonLog((text) => lines.push(JSON.parse(text) as Line)));
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

const requestId = '7f000001-0000-4000-8000-000000000001';
const run = { runId: 'r1', state: 'running', due: 9, met: 6, done: 4, failed: 2 };
const untroubled = { overdue: 0, late: 0, lateShare: 0, parked: 0, stalled: false };
const request = { function: 'passwords', requestId, method: 'GET', status: 503 };
const LINES = {
  answered: printed((log) => {
    log.request({ ...request, status: 200 });
  }),
  refused: printed((log) => {
    log.request({ ...request, problem: 'quota-exceeded' });
  }),
  unexpected: printed((log) => {
    const error = new VendorError('Firestore get', 'no answer');
    log.unexpected({ function: 'rotation', requestId, error });
  }),
  googleFailure: printed((log) => {
    const call = { call: 'users.update', userId: '42' };
    log.googleFailure({ ...call, code: 'quota-exceeded', httpStatus: 403 });
  }),
  revoked: printed((log) => {
    log.passwordAudit({ action: 'revoked', userId: '42', caller: 'mdm@x.example', requestId });
  }),
  quietRun: printed((log) => {
    log.rotationRun({ ...run, ...untroubled });
  }),
  troubledRun: printed((log) => {
    log.rotationRun({ ...run, ...untroubled, overdue: 3, parked: 1 });
  }),
  stalledRun: printed((log) => {
    log.rotationRun({ ...run, ...untroubled, stalled: true });
  }),
  noRun: printed((log) => {
    const idle = { state: 'idle', reason: 'nothing-due', due: 0, met: 0, done: 0, failed: 0 };
    log.rotationRun({ ...idle, ...untroubled });
  }),
  parked: printed((log) => {
    const task = { runId: 'r1', userId: '42', code: 'password-refused', requestId };
    log.rotationTask({ outcome: 'parked', ...task });
  }),
  skipped: printed((log) => {
    log.rotationTask({ outcome: 'skipped', runId: 'r1', userId: '42', requestId });
  }),
  unreadable: printed((log) => {
    const task = { runId: 'r1', userId: '42', code: 'record-unreadable', requestId };
    log.rotationTask({ outcome: 'failed', ...task });
  }),
  ldapFails: printed((log) => {
    const link = { link: 'ldap-connect', code: 'ldap-certificate', daysLeft: 7 };
    log.secureLdap({ state: 'failing', ...link, requestId });
  }),
  ldapExpires: printed((log) => {
    const link = { link: 'ldap-certificate', code: 'ldap-certificate-expiring', daysLeft: 29 };
    log.secureLdap({ state: 'expiring', ...link, requestId });
  }),
  ldapExpiresLater: printed((log) => {
    const link = { link: 'ldap-certificate', code: 'ldap-certificate-expiring', daysLeft: 30 };
    log.secureLdap({ state: 'expiring', ...link, requestId });
  }),
  failing: printed((log) => {
    log.configurationFailing({ requestId, link: 'delegation', code: 'delegation-missing' });
  }),
};
type Name = keyof typeof LINES;

/** Whether a line matches a filter, as a function's entry in Cloud Logging. */
const matches = (filter: string, line: Line): boolean =>
  matchesFilter(filter, entryOfLine('rotation', JSON.stringify(line)));

const Metric = z.object({
  name: z.string(),
  filter: z.string(),
  value_extractor: z.string().nullish(),
  label_extractors: z.record(z.string(), z.string()).nullish(),
});

const everyMetric = (): z.infer<typeof Metric>[] =>
  (plans.get('defaults/defaults')?.resource_changes ?? [])
    .filter(({ type }) => type === 'google_logging_metric')
    .map(({ change }) => Metric.parse(change.after));

/** The metrics over the lines of our own functions. */
const metrics = (): z.infer<typeof Metric>[] =>
  everyMetric().filter(({ filter }) => filter.includes('resource.type="cloud_run_revision"'));

const EVERY_TICK: readonly Name[] = ['quietRun', 'troubledRun', 'stalledRun', 'noRun'];

/** Each metric with the only lines that it counts. */
const COUNTED: Readonly<Record<string, readonly Name[]>> = {
  'configuration-failing': ['failing'],
  'failed-rotations': EVERY_TICK,
  'google-failures': ['googleFailure'],
  'overdue-accounts': EVERY_TICK,
  'parked-accounts': EVERY_TICK,
  'password-changes': ['revoked'],
  problems: ['refused'],
  'rotation-runs': EVERY_TICK,
  'runs-that-left-overdue': ['troubledRun'],
  'runs-that-saw-parked': ['troubledRun'],
  'runs-that-stand-still': ['stalledRun'],
  'secure-ldap-expiring': ['ldapExpires'],
  'secure-ldap-failing': ['ldapFails'],
  'unexpected-errors': ['unexpected'],
};

describe('metrics of log lines', () => {
  it('are all tried here', () => {
    expect(
      metrics()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(Object.keys(COUNTED));
  });

  it.each(Object.entries(COUNTED))('%s counts the lines %j', (name, expected) => {
    const { filter = '' } = metrics().find((each) => each.name === name) ?? {};
    const counted = Object.entries(LINES).filter(([, line]) => matches(filter, line));
    expect(counted.map(([each]) => each)).toEqual(expected);
  });

  it('take their values and labels from fields that the counted lines have', () => {
    for (const { name, value_extractor, label_extractors } of metrics()) {
      const extractors = [...(value_extractor ? [value_extractor] : [])];
      extractors.push(...Object.values(label_extractors ?? {}));
      for (const extractor of extractors) {
        const field = /^EXTRACT\(jsonPayload\.(\w+)\)$/.exec(extractor)?.[1];
        for (const line of COUNTED[name] ?? []) expect(LINES[line]).toHaveProperty([String(field)]);
      }
    }
  });
});

it("failed-ticks counts the attempts of the schedule's job that Cloud Scheduler calls errors", () => {
  const ours = metrics().map(({ name }) => name);
  const others = everyMetric().filter(({ name }) => !ours.includes(name));
  expect(others.map(({ name, filter }) => [name, filter])).toEqual([
    [
      'failed-ticks',
      'resource.type="cloud_scheduler_job" AND resource.labels.job_id="rotation" AND severity>=ERROR',
    ],
  ]);
});

it('no line is of a message alone, which Cloud Logging would take for plain text', () => {
  for (const { severity: _, message: __, time: ___, ...fields } of Object.values(LINES)) {
    expect(Object.keys(fields)).not.toEqual([]);
  }
});

describe('docs/operate.md and docs/threat-model.md', () => {
  const text = ['docs/operate.md', 'docs/threat-model.md']
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const messages = Object.values(LINES).map(({ message }) => message);

  it('look for lines that are printed', () => {
    const named = [...text.matchAll(/jsonPayload\.message="([^"]+)"/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(3);
    for (const name of named) expect(messages).toContain(name);
  });

  it('find who was parked, by which run and why', () => {
    const query = /`(jsonPayload\.message="rotation-task"[^`]*)`/.exec(text)?.[1] ?? '';
    expect(matches(query, LINES.parked)).toBe(true);
    expect(matches(query, LINES.skipped)).toBe(false);
    for (const field of ['userId', 'runId', 'code']) expect(LINES.parked).toHaveProperty(field);
  });

  it('find the users whose record cannot be read', () => {
    const query = /'(jsonPayload\.message="rotation-task"[^']*)'/.exec(text)?.[1] ?? '';
    expect(matches(query, LINES.unreadable)).toBe(true);
    expect(matches(query, LINES.parked)).toBe(false);
    expect(text).toContain("--format='value(timestamp,jsonPayload.userId)'");
  });

  it('find the revoked users after a restore', () => {
    const query =
      /'(jsonPayload\.message="password-audit" AND jsonPayload\.action=[^']*)'/.exec(text)?.[1] ??
      '';
    const since = query.replace('MOMENT', '2020-01-01T00:00:00Z');
    expect(matches(since, LINES.revoked)).toBe(true);
    expect(matches(since, LINES.unexpected)).toBe(false);
    expect(matches(query.replace('MOMENT', '2999-01-01T00:00:00Z'), LINES.revoked)).toBe(false);
    expect(text).toContain("--format='value(jsonPayload.userId)'");
    expect(LINES.revoked).toHaveProperty('userId');
    expect(LINES.revoked).toHaveProperty('caller');
  });
});
