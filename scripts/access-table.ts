import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Plan, type Plans, plansOf } from './test-infra-plans';

const Row = z.object({
  name: z.string(),
  who: z.string(),
  on: z.string(),
  role: z.string(),
  why: z.string(),
});

/** One grant of infra/access.tf: who may do what, and the reason. */
export type AccessRow = z.infer<typeof Row>;

const WHO: Record<string, string> = {
  auditors: '`audit_trail.readers`',
  iap: "Identity-Aware Proxy's own account",
  management: '`system_management_members`',
  'read-only': '`system_read_only_members`',
  people: '`self_service_members`',
  mdm: '`mdm_service_accounts`',
  promoters: '`image-build` of `promotes_to`',
};

/** Deployments that together have every possible grant. */
export const WHOLE = [
  'defaults/self_service',
  'defaults/own_keys',
  'defaults/budget_and_push_trigger',
  'defaults/watched_and_audited',
];

const BEGIN = '<!-- access table: made by npm run access-table -->';
const END = '<!-- end of access table -->';

const Reasons = z.object({ input: z.array(Row) });

/** The rows of one plan, from its `terraform_data.access`. */
export function accessRows(plan: Plan): readonly AccessRow[] {
  const kept = plan.resource_changes.find(({ address }) => address === 'terraform_data.access');
  return Reasons.parse(kept?.change.after).input;
}

/** All grants as a Markdown table, ordered by who, on what, and role. */
export function accessTable(plans: Plans): string {
  const rows = new Map<string, AccessRow>();
  for (const name of WHOLE) {
    const plan = plans.get(name);
    if (!plan) throw new Error(`infra/tests has no run ${name}, which the table is made of.`);
    for (const row of accessRows(plan)) rows.set(row.name, row);
  }
  const lines = [...rows.values()]
    .map(
      (row) =>
        `| ${WHO[row.who] ?? `\`${row.who}\``} | ${onWhat(row.on)} | \`${row.role}\` | ${row.why} |`,
    )
    .toSorted();
  return ['| who | on what | role | why |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

const KINDS: Record<string, string> = {
  account: 'service account',
  bucket: 'bucket',
  connection: "the repository's connection",
  function: 'function',
  kms: 'KMS key',
  'log-view': 'log bucket',
  page: 'the page of',
  project: 'project',
  queue: 'queue',
  repository: 'image repository',
  secret: 'secret',
  topic: 'topic',
};

function onWhat(on: string): string {
  const [kind = '', name] = on.split(':');
  if (kind === 'database') return 'database, by condition';
  return name === undefined ? (KINDS[kind] ?? kind) : `${KINDS[kind] ?? kind} \`${name}\``;
}

/** The table in a document, or undefined if the document has no place for one. */
export function between(page: string): string | undefined {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  return from < 0 || to < 0 ? undefined : page.slice(from + BEGIN.length, to).trim();
}

async function writeTable(path: string): Promise<void> {
  const page = await readFile(path, 'utf8');
  const old = between(page);
  if (old === undefined) throw new Error(`${path} has no line ${BEGIN}`);
  const table = accessTable(await plansOf('infra', 'defaults'));
  await writeFile(
    path,
    page.replace(page.slice(page.indexOf(BEGIN), page.indexOf(END)), `${BEGIN}\n\n${table}\n\n`),
  );
}

if (require.main === module) void writeTable('docs/access.md');
