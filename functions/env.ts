import { type z } from 'zod';
import { type FunctionName } from './composition';
import { visibleOnly } from './domain/visible-text';
import { type Variable, VARIABLES } from './env-variables';

type Name = keyof typeof VARIABLES;
type Value<Of extends Name> = z.output<(typeof VARIABLES)[Of]['schema']>;

/** Variables that always have a value: read by every function, and required or with a default. */
type Certain = {
  [Of in Name]: (typeof VARIABLES)[Of] extends
    { functions: 'all'; required: true } | { functions: 'all'; otherwise: string }
    ? Of
    : never;
}[Name];

/**
 * The validated environment of one function. Variables that the function does not read are absent, even if
 * they are set.
 */
export type Env = { readonly [Of in Certain]: Value<Of> } & {
  readonly [Of in Exclude<Name, Certain>]?: Value<Of>;
};

/** Every invalid or missing variable, with what to do about it. Never contains a value. */
export class WrongEnvironment extends Error {
  constructor(problems: readonly string[]) {
    super(`The environment is not complete:\n${problems.map((text) => `- ${text}`).join('\n')}`);
    this.name = 'WrongEnvironment';
  }
}

/**
 * Parses the environment of the function that `FUNCTION_TARGET` names. An empty variable counts as not set.
 * Throws a `WrongEnvironment` that reports all problems together.
 */
export function parseEnv(vars: Readonly<Record<string, string | undefined>>): Env {
  const target = VARIABLES.FUNCTION_TARGET.schema.safeParse(vars['FUNCTION_TARGET']).data;
  const problems: string[] = [];
  const values: Partial<Record<Name, unknown>> = {};
  for (const [name, variable] of Object.entries<Variable>(VARIABLES)) {
    if (!readBy(variable, target)) continue;
    const text = visibleOnly(vars[name] ?? '') || variable.otherwise;
    if (text === undefined) {
      if (variable.required) problems.push(`${name} is not set. ${variable.meaning}.`);
      continue;
    }
    const parsed = variable.schema.safeParse(text);
    if (parsed.success) values[name as Name] = parsed.data;
    else problems.push(...parsed.error.issues.map(({ message }) => `${name} ${message}.`));
  }
  problems.push(...rulesBroken(vars));
  if (problems.length > 0) throw new WrongEnvironment(problems);
  return values as Env;
}

const readBy = ({ functions }: Variable, target: FunctionName | undefined): boolean =>
  functions === 'all' || (target !== undefined && functions.includes(target));

/** Variables that redirect calls away from Google. Some of them would make every assertion worthless. */
const ONLY_FOR_TESTS = [
  'FIRESTORE_EMULATOR_HOST',
  'PUBSUB_EMULATOR_HOST',
  'GOOGLE_TOKEN_URL',
  'GOOGLE_ADMIN_ROOT_URL',
  'GOOGLE_IAMCREDENTIALS_ROOT_URL',
  'SECRET_MANAGER_ROOT_URL',
  'CLOUD_KMS_ROOT_URL',
  'CLOUD_TASKS_ROOT_URL',
  'SECURE_LDAP_URL',
  'SECURE_LDAP_SERVERNAME',
  'SECURE_LDAP_CA',
  'IAP_PUBLIC_KEYS_URL',
];

/** Rules that involve several variables, or that apply only in the cloud. */
function rulesBroken(vars: Readonly<Record<string, string | undefined>>): string[] {
  const broken: string[] = [];
  const set = (name: string): boolean => Boolean(vars[name]);
  if (set('K_SERVICE') && vars['NODE_ENV'] !== 'production') {
    broken.push('NODE_ENV must be production in the cloud, or errors are answered with stacks.');
  }
  if (set('KEYLESS_SERVICE_ACCOUNT') !== set('KEYLESS_CLIENT_ID')) {
    broken.push('KEYLESS_SERVICE_ACCOUNT and KEYLESS_CLIENT_ID must be set both or neither.');
  }
  if (!set('SERVICE_ACCOUNT_KEY_SECRET') && !set('KEYLESS_SERVICE_ACCOUNT')) {
    broken.push(
      'SERVICE_ACCOUNT_KEY_SECRET is not set. It may be left out only where KEYLESS_SERVICE_ACCOUNT and KEYLESS_CLIENT_ID are set.',
    );
  }
  if (set('K_SERVICE')) {
    for (const name of ONLY_FOR_TESTS.filter(set)) {
      broken.push(`${name} must not be set in the cloud: it is for tests on one machine.`);
    }
  }
  if (set('GOOGLE_SDK_NODE_LOGGING')) {
    broken.push("GOOGLE_SDK_NODE_LOGGING must not be set: Google's libraries would print the key.");
  }
  return broken;
}
