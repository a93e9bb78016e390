import { z } from 'zod';
import { GOOGLE_LDAP_SERVER, type LdapPlace } from '../functions/adapters/ldap/ldap-server';
import { visibleOnly } from '../functions/domain/visible-text';
import { hostName, ldapsUrl, selfServiceMembers } from '../functions/env-values';
import { type RoleMembers } from '../functions/http/caller';

/** The addresses of Google's endpoints. */
export type GoogleEndpoints = {
  readonly tokenUrl: string;
  readonly adminRootUrl: string;
  readonly iamCredentialsRootUrl: string;
};

export type LocalEnv = {
  readonly port: number;
  /** The simulated Secure LDAP server's. Absent: 8636, or any free port if that is taken. */
  readonly ldapPort?: number;
  readonly dataDir: string;
  /** Absent: Google Workspace is simulated. */
  readonly google?: GoogleEndpoints;
  /** Absent: Secure LDAP of the simulated Workspace, or Google's where that is not simulated. */
  readonly secureLdap?: LdapPlace;
  readonly members: RoleMembers;
  readonly selfServiceMembers: readonly string[];
  readonly rotationIntervalSeconds: number;
  readonly directoryCallsPerSecond: number;
  readonly directoryConcurrency: number;
  readonly proofsPerSecond: number;
};

export type ParsedEnv =
  | { readonly kind: 'ok'; readonly env: LocalEnv }
  /** One sentence for each invalid variable, with its name. */
  | { readonly kind: 'wrong'; readonly messages: readonly string[] };

const GOOGLE: GoogleEndpoints = {
  tokenUrl: 'https://oauth2.googleapis.com/token',
  adminRootUrl: 'https://admin.googleapis.com/',
  iamCredentialsRootUrl: 'https://iamcredentials.googleapis.com/',
};

const wholeNumberIn = (min: number, max: number): z.ZodType<number> => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
};

const wholeNumber = (min: number, max: number, otherwise: number): z.ZodType<number> =>
  wholeNumberIn(min, max).default(otherwise);

const httpUrl = z
  .string()
  .refine(
    (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    'must be a URL that starts with http:// or https://',
  )
  .optional();

const addresses = (otherwise: string): z.ZodType<readonly string[]> =>
  z
    .string()
    .default(otherwise)
    .transform((list) =>
      list
        .split(',')
        .map((address) => visibleOnly(address).toLowerCase())
        .filter((address) => address !== ''),
    )
    .refine(
      (list) => list.every((address) => /^[^\s@]+@[^\s@]+$/.test(address)),
      'must be email addresses, separated by commas',
    );

const Variables = z.object({
  PORT: wholeNumber(0, 65_535, 8080),
  LDAP_PORT: wholeNumberIn(0, 65_535).optional(),
  LOCAL_DATA_DIR: z.string().default('.local'),
  GOOGLE_TOKEN_URL: httpUrl,
  GOOGLE_ADMIN_ROOT_URL: httpUrl,
  GOOGLE_IAMCREDENTIALS_ROOT_URL: httpUrl,
  SECURE_LDAP_URL: ldapsUrl.optional(),
  SECURE_LDAP_SERVERNAME: hostName.optional(),
  SECURE_LDAP_CA: z.string().optional(),
  SYSTEM_MANAGEMENT_MEMBERS: addresses('system-management@example.com'),
  SYSTEM_READ_ONLY_MEMBERS: addresses('read-only@example.com'),
  SELF_SERVICE_MEMBERS: z.string().default('domain:example.com').pipe(selfServiceMembers),
  ROTATION_INTERVAL_SECONDS: wholeNumber(1, 86_400, 900),
  DIRECTORY_CALLS_PER_SECOND: wholeNumber(1, 10_000, 25),
  DIRECTORY_CONCURRENCY: wholeNumber(1, 1_000, 10),
  PROOFS_PER_SECOND: wholeNumber(1, 1_000, 1),
});

/** Parses the environment variables of the embedded platform. An empty variable counts as unset. */
export function parseLocalEnv(variables: Readonly<Record<string, string | undefined>>): ParsedEnv {
  const set = Object.entries(variables).filter(([, value]) => value !== undefined && value !== '');
  const parsed = Variables.safeParse(Object.fromEntries(set));
  if (!parsed.success) {
    const messages = parsed.error.issues.map(
      ({ path, message }) =>
        `${String(path[0])} ${message}, not "${variables[String(path[0])] ?? ''}".`,
    );
    return { kind: 'wrong', messages };
  }
  const { data } = parsed;
  const google = googleOf(data);
  const secureLdap = secureLdapOf(data);
  return {
    kind: 'ok',
    env: {
      port: data.PORT,
      ...(data.LDAP_PORT === undefined ? {} : { ldapPort: data.LDAP_PORT }),
      dataDir: data.LOCAL_DATA_DIR,
      ...(google ? { google } : {}),
      ...(secureLdap ? { secureLdap } : {}),
      members: {
        systemManagement: data.SYSTEM_MANAGEMENT_MEMBERS,
        systemReadOnly: data.SYSTEM_READ_ONLY_MEMBERS,
      },
      selfServiceMembers: data.SELF_SERVICE_MEMBERS,
      rotationIntervalSeconds: data.ROTATION_INTERVAL_SECONDS,
      directoryCallsPerSecond: data.DIRECTORY_CALLS_PER_SECOND,
      directoryConcurrency: data.DIRECTORY_CONCURRENCY,
      proofsPerSecond: data.PROOFS_PER_SECOND,
    },
  };
}

/** If any address is set, Google is not simulated. The other addresses then default to Google's own. */
function googleOf(data: z.infer<typeof Variables>): GoogleEndpoints | undefined {
  const {
    GOOGLE_TOKEN_URL: tokenUrl,
    GOOGLE_ADMIN_ROOT_URL: adminRootUrl,
    GOOGLE_IAMCREDENTIALS_ROOT_URL: iamCredentialsRootUrl,
  } = data;
  if (!tokenUrl && !adminRootUrl && !iamCredentialsRootUrl) return undefined;
  return {
    tokenUrl: tokenUrl ?? GOOGLE.tokenUrl,
    adminRootUrl: adminRootUrl ?? GOOGLE.adminRootUrl,
    iamCredentialsRootUrl: iamCredentialsRootUrl ?? GOOGLE.iamCredentialsRootUrl,
  };
}

/** If any of the three is set, the simulated Secure LDAP is not used. The address is then Google's by default. */
function secureLdapOf(data: z.infer<typeof Variables>): LdapPlace | undefined {
  const { SECURE_LDAP_URL: url, SECURE_LDAP_SERVERNAME: servername, SECURE_LDAP_CA: caFile } = data;
  if (!url && !servername && !caFile) return undefined;
  return {
    url: url ?? GOOGLE_LDAP_SERVER.url,
    ...(servername ? { servername } : {}),
    ...(caFile ? { caFile } : {}),
  };
}
