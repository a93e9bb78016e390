import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An effective policy as gcloud describes it. */
export type Policy = {
  readonly allowed?: readonly string[];
  readonly denied?: readonly string[];
  readonly denyAll?: boolean;
  readonly enforce?: boolean;
};

/** What Google knows, as far as the scripts of infra/ ask gcloud. */
export type GoogleState = {
  readonly account?: string;
  readonly applicationDefault?: boolean;
  readonly projects?: Record<string, { number: string; billingEnabled: boolean; apis: string[] }>;
  /** The billing accounts that this person may use, and whether each is open. */
  readonly billing?: Record<string, boolean>;
  /** Policies, by the organisation, folder or project that is asked about. */
  readonly policies?: Record<string, Record<string, Policy>>;
  /** This person may not read policies. */
  readonly policiesHidden?: boolean;
  readonly buckets?: readonly string[];
  /** gcloud's error when asked whether a bucket exists. */
  readonly bucketsHidden?: string;
  /** gcloud's error when asked whether a project exists. */
  readonly projectsHidden?: string;
  readonly groups?: readonly string[];
  /** Where an organisation or a folder stores the logs of new projects. */
  readonly logStorage?: string;
  /** The log bucket of an existing project: its retention in days and whether it is locked. */
  readonly logBucket?: { readonly days: number; readonly locked?: boolean; readonly at?: string };
  /** The audit log configuration of an existing project: service, type, exempt members. */
  readonly audit?: readonly (readonly [string, string, string])[];
  /** The image of the revision that gets all calls of each function. */
  readonly serving?: Record<string, string>;
  /** The tag of another revision of each function. */
  readonly tag?: string;
  /** A build that is started ends with this id. */
  readonly build?: string;
  /** Digests of images, by tag. */
  readonly images?: Record<string, string>;
  /** The composite indexes of a database, in the server's terms, with their fields. */
  readonly indexes?: Record<string, readonly (readonly [string, string])[]>;
  /** The result of the schedule's call: a tick, a refusal, or nothing. */
  readonly tick?: 'seen' | 'refused' | 'nothing';
};

/** An organisation without obstacles. */
export const EMPTY_ORGANISATION: GoogleState = {
  account: 'ada@example.com',
  applicationDefault: true,
  billing: { '01AB23-CD45EF-67AB89': true },
};

/** A call of gcloud: the shell pattern of its command line, its output, and its error message. */
type Answer = readonly [pattern: string, prints: string, failure?: string | undefined];

const truth = (value: boolean | undefined): string =>
  value === undefined ? '' : value ? 'True' : 'False';

/** The columns that infra/preflight-policies.sh requests. With nothing set, everything is allowed. */
function policyColumns({ allowed, denied, denyAll, enforce }: Policy): string {
  const allowAll = !allowed && !denied && denyAll === undefined && enforce === undefined;
  return [
    (allowed ?? []).join(';'),
    (denied ?? []).join(';'),
    allowAll ? 'True' : '',
    truth(denyAll),
    truth(enforce),
  ].join('|');
}

function answers(state: GoogleState): readonly Answer[] {
  const entries = Object.entries;
  return [
    ['auth list *', state.account ?? ''],
    ['auth login *', ''],
    ['auth application-default login *', ''],
    ['auth print-identity-token *', 'token'],
    ['config get-value account *', state.account ?? ''],
    [
      'auth application-default print-access-token*',
      'token',
      state.applicationDefault ? undefined : 'ERROR: no credentials',
    ],
    ...(state.projectsHidden === undefined
      ? []
      : [['projects describe *', '', state.projectsHidden] as const]),
    ...entries(state.projects ?? {}).flatMap(([id, project]): Answer[] => [
      [`projects describe ${id} *`, project.number],
      [`billing projects describe ${id} *`, truth(project.billingEnabled)],
      [`services list *--project=${id} *`, project.apis.join('\n')],
    ]),
    [
      'projects describe *',
      '',
      'ERROR: (gcloud.projects.describe) [ada@example.com] does not have permission to access projects instance [x] (or it may not exist): The caller does not have permission.',
    ],
    ...entries(state.billing ?? {}).map(([id, open]): Answer => [
      `billing accounts describe ${id} *`,
      truth(open),
    ]),
    ['billing *', '', 'ERROR: PERMISSION_DENIED'],
    ['services list *', ''],
    ...(state.bucketsHidden === undefined
      ? []
      : [['storage buckets describe *', '', state.bucketsHidden] as const]),
    ...(state.buckets ?? []).map((name): Answer => [
      `storage buckets describe gs://${name}*`,
      name,
    ]),
    [
      'storage buckets describe *',
      '',
      'ERROR: (gcloud.storage.buckets.describe) gs://x not found: 404.',
    ],
    ...(state.policiesHidden
      ? [['org-policies describe *', '', 'ERROR: PERMISSION_DENIED'] as const]
      : []),
    ...entries(state.policies ?? {}).flatMap(([where, policies]) =>
      entries(policies).map(([name, policy]): Answer => [
        `org-policies describe ${name} --*=${where} *`,
        policyColumns(policy),
      ]),
    ),
    ['org-policies describe *', policyColumns({})],
    ...(state.groups ?? []).map((address): Answer => [
      `identity groups describe ${address} *`,
      'groups/1',
    ]),
    ['identity groups describe *', '', 'ERROR: NOT_FOUND'],
    ['logging settings describe *', state.logStorage ?? ''],
    state.logBucket?.at === 'elsewhere'
      ? ['logging buckets describe *', '', 'ERROR: NOT_FOUND']
      : [
          'logging buckets describe _Default --location=global *',
          `${state.logBucket?.days ?? 30}|${truth(state.logBucket?.locked)}`,
        ],
    ['projects get-iam-policy *', (state.audit ?? []).map((each) => each.join('|')).join('\n')],
    [
      'builds submit *',
      state.build ?? '',
      state.build === undefined ? 'ERROR: build failed' : undefined,
    ],
    [
      'run services list *status.traffic.tag) *',
      entries(state.serving ?? {})
        .flatMap(([name]) => [
          `${name},${name}-00002-abc,100,`,
          `${name},${name}-00001-abc,,${state.tag ?? 'of-somebody'}`,
        ])
        .join('\n'),
    ],
    ...entries(state.serving ?? {}).map(([name, image]): Answer => [
      `run revisions describe ${name}-00002-abc *`,
      image,
    ]),
    ...entries(state.images ?? {}).map(([tag, digest]): Answer => [
      `artifacts docker images describe *:${tag} *`,
      digest,
    ]),
    ...entries(state.indexes ?? {}).map(([database, indexes]): Answer => [
      `firestore indexes composite list --database=${database} *`,
      indexes.map((each) => each.join('\t')).join('\n'),
    ]),
    // Commands that change something no other answer shows.
    ...[
      'artifacts docker images list *',
      'firestore databases delete *',
      'iam service-accounts *-iam-policy-binding *',
      'kms keys versions destroy *',
      'resource-manager org-policies enable-enforce *',
      'scheduler jobs run rotation *',
      'secrets delete *',
    ].map((call): Answer => [call, '']),
    ['logging read *rotation-run*', state.tick === 'seen' ? '2026-11-28T10:15:00Z' : ''],
    [
      'logging read *cloud_scheduler_job*',
      state.tick === 'refused' ? 'PERMISSION_DENIED\tURL_ERROR-ERROR_AUTHENTICATION' : '',
    ],
  ];
}

/** A text in single quotes for the shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The same, with its stars still matching anything. */
const pattern = (text: string): string => text.split('*').map(quoted).join('*');

/**
 * Writes a program `gcloud` to a folder that goes first on the PATH. It appends each call to `gcloud.calls`,
 * and each unknown call to `gcloud.unknown`.
 */
export function putGcloud(folder: string, state: GoogleState): void {
  const cases = answers(state).map(([call, prints, failure]) =>
    failure === undefined
      ? `${pattern(call)}) ${prints === '' ? ':' : `printf '%s\\n' ${quoted(prints)}`} ;;`
      : `${pattern(call)}) printf '%s\\n' ${quoted(failure)} >&2; exit 1 ;;`,
  );
  const program = `#!/bin/bash
printf '%s\\n' "$*" >> "$0.calls"
case "$* " in
${cases.join('\n')}
*) printf '%s\\n' "$*" >> "$0.unknown"; exit 2 ;;
esac
`;
  writeFileSync(join(folder, 'gcloud'), program, { mode: 0o755 });
}
