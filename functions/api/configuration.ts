import { z } from 'zod';
import {
  ADDRESS,
  blankInside,
  MAX_ADDRESS_LENGTH,
  readAdminUsername,
} from '../domain/configuration/admin-username';
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
    adminUsername: z.string().optional(),
    /** Google's id of the connected Workspace, once a verification has read it. */
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

/** The body of `PUT /v1/configuration`. */
export const ConfigurationChange = z
  .strictObject({
    adminUsername: z
      .string()
      .overwrite(readAdminUsername)
      .max(MAX_ADDRESS_LENGTH, {
        error: `Use at most ${MAX_ADDRESS_LENGTH} characters.`,
        abort: true,
      })
      .regex(ADDRESS, { error: ({ input }) => notAnAddress(String(input)) }),
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
  .meta({ id: 'ConfigurationChange' });
export type ConfigurationChange = Sent<typeof ConfigurationChange>;
