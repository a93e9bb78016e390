import { z } from 'zod';
import {
  type Account,
  ACCOUNT_STATUSES,
  type Candidate,
  ciphertext,
  type Proof,
  PROOF_RESULTS,
  userId,
} from '../domain/account';
import { type Configuration } from '../domain/configuration/configuration';
import { EVENT_TYPES, type PasswordEvent } from '../domain/event';
import { Policy } from '../domain/configuration/policy';
import { MET_RESULTS, type RunMet } from '../domain/run-met';
import {
  BIND_NAMES,
  BIND_REASONS,
  type KnownBinds,
  LDAP_LINK_IDS,
  type SecureLdap,
} from '../domain/configuration/secure-ldap';
import { LINK_IDS, type VerificationLink } from '../domain/configuration/verification';
import { documentReader, SCHEMA_VERSION } from './document-reader';
import { StoredCurrent } from './stored-current';
import { DEVICES_OF_ACCOUNT } from './stored-devices';
import { DRIFT_OF_ACCOUNT, DRIFT_OF_CONFIGURATION } from './stored-drift';
import { type Fields, Moment } from './stored-field';
import { NETWORKS_OF_CONFIGURATION } from './stored-networks';

export type TopFields<Document> = Fields<Document & { schemaVersion: number }>;

export const Version = z.literal(SCHEMA_VERSION);
export const Count = z.int().min(0);
const Sealed = z.string().min(1).transform(ciphertext);
export const Id = z.string().min(1).transform(userId);

const StoredAccount = z
  .object({
    schemaVersion: Version,
    userId: Id,
    primaryEmail: z.string(),
    status: z.enum(ACCOUNT_STATUSES),
    current: StoredCurrent.exactOptional(),
    candidates: z.array(
      z.object({
        version: Count,
        ciphertext: Sealed,
        createdAt: Moment,
        sent: z.boolean(),
        refused: z.boolean(),
        purpose: z.enum(['set', 'scramble']),
        askedBy: z.string().exactOptional(),
      } satisfies Fields<Candidate>),
    ),
    lease: z.object({ holder: z.string(), until: Moment }).exactOptional(),
    quarantineUntil: Moment.exactOptional(),
    nextRotationAt: Moment.exactOptional(),
    retryAt: Moment.exactOptional(),
    wantedSince: Moment.exactOptional(),
    wantedBy: z.string().exactOptional(),
    leakedAt: Moment.exactOptional(),
    failures: Count.exactOptional(),
    outages: Count.exactOptional(),
    orgUnitPath: z.string().exactOptional(),
    lastVersion: Count,
    goneSince: Moment.exactOptional(),
    adminSeenAt: Moment.exactOptional(),
    customerId: z.string().nullable().exactOptional(),
    leftAtGoogle: z.literal(true).exactOptional(),
    revokedAt: Moment.exactOptional(),
    lastFailure: z.object({ code: z.string(), at: Moment, attempts: Count }).exactOptional(),
    lastMet: z
      .object({
        runId: z.string(),
        result: z.enum(MET_RESULTS),
        code: z.string().exactOptional(),
        former: z.array(z.string()).exactOptional(),
      } satisfies Fields<RunMet>)
      .exactOptional(),
    proof: z
      .object({
        version: Count,
        result: z.enum(PROOF_RESULTS),
        code: z.string().exactOptional(),
        at: Moment,
        hasWorked: z.literal(true).exactOptional(),
        refusals: z.object({ first: Moment, count: Count }).exactOptional(),
      } satisfies Fields<Proof>)
      .exactOptional(),
    refusedBinds: z.array(Moment).exactOptional(),
    proofHeldUntil: Moment.exactOptional(),
    mark: z.object({ attempts: Count.exactOptional() }).exactOptional(), // of the first release
    ...DRIFT_OF_ACCOUNT,
    ...DEVICES_OF_ACCOUNT,
    rotationRequests: z.array(z.object({ keyHash: z.string(), version: Count })),
    ownRotations: z.array(z.object({ version: Count, at: Moment })).exactOptional(),
    ownBinds: z.array(z.object({ version: Count, at: Moment })).exactOptional(),
    revision: Count,
  } satisfies TopFields<Account & { mark?: unknown }>)
  .transform(({ schemaVersion: _, ...account }): Account => touched(account));

/** The format of the first release, with its own field names. */
type FirstRelease = Account & { readonly mark?: { readonly attempts?: number } };

/** Converts an account of the first release to the current format: it counted a run's failures in a mark. */
function touched({ mark, ...account }: FirstRelease): Account {
  const failures = account.failures ?? mark?.attempts;
  return { ...account, ...(failures !== undefined && { failures }) };
}

const StoredCredential = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('key'),
    keyVersion: z.string(),
    clientId: z.string(),
    clientEmail: z.string(),
    projectId: z.string(),
    keyId: z.string(),
    uploadedAt: Moment,
  }),
  z.object({ kind: z.literal('keyless'), serviceAccount: z.string(), clientId: z.string() }),
]);

/** The only connection of former releases. */
const StoredDelegated = z.object({ adminUsername: z.string(), credential: StoredCredential });
const StoredOwn = z.object({ customerId: z.string(), credential: StoredCredential });

const storedVerification = <Id extends string>(ids: readonly Id[]) =>
  z.object({
    state: z.enum(['ok', 'failing', 'waiting']),
    checkedAt: Moment,
    links: z.array(
      z.object({
        id: z.enum(ids),
        state: z.enum(['ok', 'failing', 'waiting', 'not-reached']),
        code: z.string().exactOptional(),
        message: z.string().exactOptional(),
        fix: z.string().exactOptional(),
        url: z.string().exactOptional(),
      } satisfies Fields<VerificationLink<Id>>),
    ),
    acceptedAt: Moment.exactOptional(),
  });

const RetiredVersions = z.array(z.object({ version: z.string(), retiredAt: Moment }));

const StoredSecureLdap = z.object({
  keyVersion: z.string(),
  fingerprint: z.string(),
  notBefore: Moment,
  notAfter: Moment,
  bindName: z.enum(BIND_NAMES),
  uploadedAt: Moment,
  verification: storedVerification(LDAP_LINK_IDS),
  binds: z.object({
    worked: z.boolean(),
    failure: z.enum(BIND_REASONS).exactOptional(),
    again: z.literal(true).exactOptional(),
    unanswered: z.array(Id).exactOptional(),
    manyRefusedAt: Moment.exactOptional(),
  } satisfies Fields<KnownBinds>),
  customerId: z.string().exactOptional(),
  warnedDays: Count.exactOptional(),
} satisfies Fields<SecureLdap>);

const StoredConfiguration = z
  .object({
    schemaVersion: Version,
    connection: z.union([StoredDelegated, StoredOwn]).exactOptional(),
    customerId: z.string().exactOptional(),
    connectedAt: Moment.exactOptional(),
    verification: storedVerification(LINK_IDS).exactOptional(),
    policy: Policy,
    retiredKeyVersions: RetiredVersions,
    secureLdap: StoredSecureLdap.exactOptional(),
    retiredLdapKeyVersions: RetiredVersions.exactOptional(),
    ...NETWORKS_OF_CONFIGURATION,
    ...DRIFT_OF_CONFIGURATION,
    updatedAt: Moment.exactOptional(),
    updatedBy: z.string().exactOptional(),
    periodChangedAt: Moment.exactOptional(),
    disconnectedAt: Moment.exactOptional(),
    revision: Count,
  } satisfies TopFields<Configuration>)
  .transform(({ schemaVersion: _, ...configuration }): Configuration => configuration);

const StoredEvent = z
  .object({
    schemaVersion: Version,
    id: z.string().min(1),
    type: z.enum(EVENT_TYPES),
    userId: Id.exactOptional(),
    primaryEmail: z.string().exactOptional(),
    version: Count.exactOptional(),
    at: Moment,
  } satisfies TopFields<PasswordEvent>)
  .transform(({ schemaVersion: _, ...event }): PasswordEvent => event);

/**
 * Checks a stored account. `path` appears in the `UnreadableDocument` that it throws. Drops the store's own
 * fields.
 */
export const readAccount = documentReader<Account>(StoredAccount);

/** Like `readAccount`, for the configuration. */
export const readConfiguration = documentReader<Configuration>(StoredConfiguration);

/** Like `readAccount`, for an event of the outbox. */
export const readEvent = documentReader<PasswordEvent>(StoredEvent);
