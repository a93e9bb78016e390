import { z } from 'zod';
import {
  ADDRESS,
  blankInside,
  MAX_ADDRESS_LENGTH,
  readAdminUsername,
} from '../domain/configuration/admin-username';
import { CUSTOMER_ID, readCustomerId } from '../domain/configuration/customer-id';
import { BIND_NAMES, LDAP_LINK_IDS } from '../domain/configuration/secure-ldap';
import { LINK_IDS } from '../domain/configuration/verification';
import { NetworkAnswer } from './networks';
import { PolicyAnswer } from './policy';
import { Time } from './time';
import { type Answered, type Sent } from './wire';

const CredentialAnswer = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('key'),
      clientId: z.string(),
      clientEmail: z.string(),
      projectId: z.string(),
      keyId: z.string(),
      uploadedAt: Time,
    }),
    z.object({ kind: z.literal('keyless'), serviceAccount: z.string(), clientId: z.string() }),
  ])
  .meta({ id: 'Credential' });
export type CredentialAnswer = Answered<typeof CredentialAnswer>;

const CheckAnswer = z.object({
  state: z.enum(['ok', 'failing', 'waiting', 'not-reached']),
  code: z.string().optional(),
  message: z.string().optional(),
  fix: z.string().optional(),
  url: z.url().optional(),
});

/** `drift` is beside the chain. It is `off` where its optional scope is not authorised. */
const LinkAnswer = CheckAnswer.extend({
  id: z.enum([...LINK_IDS, 'drift']),
  state: z.enum([...CheckAnswer.shape.state.options, 'off']),
});
export type LinkAnswer = Answered<typeof LinkAnswer>;

const VerificationAnswer = z
  .object({
    state: z.enum(['ok', 'failing', 'waiting']),
    checkedAt: Time,
    links: z.array(LinkAnswer),
  })
  .meta({ id: 'Verification' });
export type VerificationAnswer = Answered<typeof VerificationAnswer>;

const OtherWorkspace = z.object({ customerId: z.string(), passwords: z.int() });
export type OtherWorkspace = Answered<typeof OtherWorkspace>;

const SecureLdapAnswer = z
  .object({
    /** SHA-256 of the certificate, 64 hexadecimal digits. */
    fingerprint: z.string(),
    notBefore: Time,
    notAfter: Time,
    bindName: z.enum(BIND_NAMES),
    uploadedAt: Time,
    verification: z.object({
      state: z.enum(['ok', 'failing', 'waiting']),
      checkedAt: Time,
      links: z.array(CheckAnswer.extend({ id: z.enum(LDAP_LINK_IDS) })),
    }),
  })
  .meta({ id: 'SecureLdap' });
export type SecureLdapAnswer = Answered<typeof SecureLdapAnswer>;

/** The configuration as calls return it, without any part of a key. Fields not saved yet are absent. */
export const ConfigurationAnswer = z
  .object({
    configured: z.boolean(),
    /** Whom this service acts as; absent without delegation. */
    adminUsername: z.string().optional(),
    /**
     * Whether this service acts as an administrator, by domain-wide delegation. False: the service account acts
     * as itself, by an admin role of its own. Absent: there is no connection.
     */
    delegation: z.boolean().optional(),
    /**
     * Google's id of the connected Workspace: as it was given, without delegation; else once a verification
     * has read it.
     */
    customerId: z.string().optional(),
    credential: CredentialAnswer.optional(),
    verification: VerificationAnswer.optional(),
    /**
     * Passwords of Workspaces other than the connected one, or of all Workspaces while the connected one is
     * not known. They are neither given out nor changed. Absent: there are none.
     */
    otherWorkspaces: z.array(OtherWorkspace).optional(),
    policy: PolicyAnswer,
    /** The connection to Google's Secure LDAP, if there is one. */
    secureLdap: SecureLdapAnswer.optional(),
    /** The Wi-Fi networks that profiles are made for. */
    networks: z.array(NetworkAnswer),
    updatedAt: Time.optional(),
    updatedBy: z.string().optional(),
    revision: z.int(),
  })
  .meta({ id: 'Configuration' });
export type ConfigurationAnswer = Answered<typeof ConfigurationAnswer>;

/** The answer to a change of the policy. */
export const PolicySaved = ConfigurationAnswer.extend({
  /** Named units in which Google lists nobody; absent: none, or Google could not be asked. */
  unitsWithoutUsers: z.array(z.string()).optional(),
}).meta({ id: 'ConfigurationWithPolicySaved' });
export type PolicySaved = Answered<typeof PolicySaved>;

function notAnAddress(text: string): string {
  const blank = blankInside(text);
  const why = blank === undefined ? '' : ` This one contains the character ${blank}.`;
  return `Enter the address of a Google administrator, such as admin@example.com.${why}`;
}

/** The media type of the body below. No general parser reads it, so none prints a key to the error stream. */
export const CONFIGURATION_MEDIA_TYPE = 'application/vnd.google-apps-passwords.configuration+json';

const CUSTOMER_ID_FORM =
  'Enter the customer ID of your Google Workspace: the letter C, then letters and digits, such as C01abc2de. The Admin console shows it under Account › Account settings.';
const NOT_BOTH =
  'Leave customerId out: with an administrator, this service learns it from Google. Only without domain-wide delegation (delegation: false) is it needed.';
const NO_ADMIN =
  'Leave adminUsername out: without domain-wide delegation, the service account acts as itself.';
const SAY_FALSE =
  'With customerId, send delegation: false as well. With domain-wide delegation, send adminUsername instead.';
const ADMIN_NEEDED =
  'Send adminUsername, the address of a Google administrator. Or, without domain-wide delegation, send delegation: false and customerId.';

/**
 * The body of `PUT /v1/configuration`: whom to act as, and the credential. Without a credential, the stored one
 * stays.
 */
export const ConfigurationChange = z
  .strictObject({
    adminUsername: z
      .string()
      .overwrite(readAdminUsername)
      .max(MAX_ADDRESS_LENGTH, {
        error: `Use at most ${MAX_ADDRESS_LENGTH} characters.`,
        abort: true,
      })
      .regex(ADDRESS, { error: ({ input }) => notAnAddress(String(input)) })
      .optional(),
    delegation: z
      .boolean(
        'Send false to connect without domain-wide delegation. Otherwise leave the field out.',
      )
      .optional(),
    customerId: z
      .string(CUSTOMER_ID_FORM)
      .overwrite(readCustomerId)
      .regex(CUSTOMER_ID, CUSTOMER_ID_FORM)
      .optional(),
    serviceAccountKey: z
      .record(z.string(), z.unknown(), 'Send the JSON object of the key file, not its text.')
      .optional(),
    keyless: z
      .literal(true, 'The only valid value is true. Leave the field out to send a key.')
      .optional(),
  })
  .refine((body) => body.serviceAccountKey === undefined || body.keyless === undefined, {
    path: ['serviceAccountKey'],
    message:
      'Send either serviceAccountKey, the JSON object of the key file, or keyless: true. Do not send both.',
  })
  .superRefine((body, context) => {
    for (const [field, message] of mixtures(body)) {
      context.addIssue({ code: 'custom', path: [field], message });
    }
  })
  .meta({ id: 'ConfigurationChange' });
export type ConfigurationChange = Sent<typeof ConfigurationChange>;

/** What does not go together of whom to act as: the fields, with what to send instead. */
function mixtures({
  adminUsername,
  delegation,
  customerId,
}: Pick<ConfigurationChange, 'adminUsername' | 'delegation' | 'customerId'>): [string, string][] {
  if (adminUsername !== undefined) {
    return [
      ...(customerId === undefined ? [] : ([['customerId', NOT_BOTH]] as [string, string][])),
      ...(delegation === false ? ([['adminUsername', NO_ADMIN]] as [string, string][]) : []),
    ];
  }
  if (delegation === false)
    return customerId === undefined ? [['customerId', CUSTOMER_ID_FORM]] : [];
  if (customerId === undefined) return [['adminUsername', ADMIN_NEEDED]];
  return delegation ? [['customerId', NOT_BOTH]] : [['delegation', SAY_FALSE]];
}
