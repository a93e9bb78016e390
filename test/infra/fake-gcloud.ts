import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Google knows, as far as infra/preflight.sh and infra/apply.sh ask gcloud. */
export type GoogleState = {
  readonly account?: string;
  readonly applicationDefault?: boolean;
  readonly projects?: Record<string, { number: string; billingEnabled: boolean; apis: string[] }>;
  /** Billing accounts that this person may use, and whether each is open. */
  readonly billing?: Record<string, boolean>;
  /** Policies that are enforced, by the organisation, folder or project where that is asked. */
  readonly enforced?: Record<string, string[]>;
  /** This person may not see policies. */
  readonly policiesHidden?: boolean;
  readonly buckets?: readonly string[];
};

/** An organisation that stands in no one's way. */
export const EMPTY_ORGANISATION: GoogleState = {
  account: 'ada@example.com',
  applicationDefault: true,
  billing: { '01AB23-CD45EF-67AB89': true },
};

// Answers like gcloud: a value on standard output, or nothing and status 1 for what is not there.
const PROGRAM = `
const words = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const flags = Object.fromEntries(process.argv.slice(2).filter((each) => each.startsWith('--'))
  .map((each) => each.slice(2).split(/=(.*)/s)));
const name = words.at(-1);
const say = (value) => { if (value === undefined) process.exit(1); console.log(value); };
const truth = (value) => value === undefined ? undefined : value ? 'True' : 'False';
const project = state.projects?.[flags.project ?? name];
switch (words.filter((each) => each !== name || words.length < 3).join(' ')) {
  case 'auth list': console.log(state.account ?? ''); break;
  case 'auth application-default': say(state.applicationDefault ? 'token' : undefined); break;
  case 'projects describe': say(project?.number); break;
  case 'billing accounts describe': say(truth(state.billing?.[name])); break;
  case 'billing projects describe': say(truth(project?.billingEnabled)); break;
  case 'storage buckets describe': say(state.buckets?.includes(name.slice(5)) ? name : undefined); break;
  case 'services list': case 'services':
    console.log(project?.apis.find((api) => 'config.name=' + api === flags.filter) ?? ''); break;
  case 'org-policies describe':
    if (state.policiesHidden) process.exit(1);
    console.log(truth(state.enforced?.[flags.organization ?? flags.folder ?? flags.project]?.includes(name)) ?? ''); break;
  default: console.error('fake gcloud does not know: ' + process.argv.slice(2).join(' ')); process.exit(2);
}
`;

/** Puts a program `gcloud` into a folder, which goes first on the PATH. */
export function putGcloud(folder: string, state: GoogleState): void {
  const program = `#!/usr/bin/env node\nconst state = ${JSON.stringify(state)};\n${PROGRAM}`;
  writeFileSync(join(folder, 'gcloud'), program, { mode: 0o755 });
}
