import { z } from 'zod';
import { type Configuration, type Credential } from '../../domain/configuration/configuration';
import { Policy } from '../../domain/configuration/policy';
import { otherWorkspaces } from '../../domain/passwords/other-workspaces';
import { rfc3339 } from '../../domain/time';
import { LINK_IDS, type Verification } from '../../domain/configuration/verification';
import { type Answer } from '../../http/endpoint';

const CredentialAnswer = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('key'),
      clientId: z.string(),
      clientEmail: z.string(),
      projectId: z.string(),
      keyId: z.string(),
      uploadedAt: z.iso.datetime(),
    }),
    z.object({ kind: z.literal('keyless'), serviceAccount: z.string(), clientId: z.string() }),
  ])
  .meta({ id: 'Credential' });

const VerificationAnswer = z
  .object({
    state: z.enum(['ok', 'failing', 'waiting']),
    checkedAt: z.iso.datetime(),
    links: z.array(
      z.object({
        id: z.enum(LINK_IDS),
        state: z.enum(['ok', 'failing', 'waiting', 'not-reached']),
        code: z.string().optional(),
        message: z.string().optional(),
        fix: z.string().optional(),
        url: z.url().optional(),
      }),
    ),
  })
  .meta({ id: 'Verification' });

/** The configuration as the calls give it: never any part of a key. Absent: not connected, never saved. */
export const ConfigurationAnswer = z
  .object({
    configured: z.boolean(),
    adminUsername: z.string().optional(),
    /** Google's id of the connected Workspace, once a verification has found it out. */
    customerId: z.string().optional(),
    credential: CredentialAnswer.optional(),
    verification: VerificationAnswer.optional(),
    /**
     * Passwords that are kept of other Workspaces than the connected one; of any, while it is not known which
     * one that is. They are neither told nor changed. Absent: there are none.
     */
    otherWorkspaces: z.array(z.object({ customerId: z.string(), passwords: z.int() })).optional(),
    policy: Policy.meta({ id: 'Policy' }),
    updatedAt: z.iso.datetime().optional(),
    updatedBy: z.string().optional(),
    revision: z.int(),
  })
  .meta({ id: 'Configuration' });

/** What a change of the policy answers beside it. */
export const PolicyAnswer = ConfigurationAnswer.extend({
  /** Units that were named and in which Google lists nobody; absent: none, or Google could not be asked. */
  unitsWithoutUsers: z.array(z.string()).optional(),
}).meta({ id: 'ConfigurationWithPolicySaved' });

/** For the OpenAPI document. */
export const ETAG_HEADER = { ETag: 'The revision in quotes, for `If-Match`.' } as const;

/** The answer of every call that shows the configuration; its `ETag` is the revision. */
export async function configurationAnswer(
  ports: Parameters<typeof otherWorkspaces>[0],
  configuration: Configuration,
): Promise<Answer & { readonly json: z.infer<typeof ConfigurationAnswer> }> {
  const { connection, customerId, verification, policy, updatedAt, updatedBy, revision } =
    configuration;
  const others = await otherWorkspaces(ports, configuration);
  return {
    status: 200,
    headers: { etag: `"${revision}"` },
    json: {
      configured: connection !== undefined,
      ...(connection
        ? {
            adminUsername: connection.adminUsername,
            ...(customerId === undefined ? {} : { customerId }),
            credential: credentialAnswer(connection.credential),
          }
        : {}),
      ...(verification ? { verification: verificationAnswer(verification) } : {}),
      ...(others.length > 0 ? { otherWorkspaces: [...others] } : {}),
      policy,
      ...(updatedAt === undefined ? {} : { updatedAt: rfc3339(updatedAt) }),
      ...(updatedBy === undefined ? {} : { updatedBy }),
      revision,
    },
  };
}

/** Field by field: what is added to a credential later is not shown by itself. */
function credentialAnswer(credential: Credential): z.infer<typeof CredentialAnswer> {
  if (credential.kind === 'keyless') {
    const { kind, serviceAccount, clientId } = credential;
    return { kind, serviceAccount, clientId };
  }
  const { kind, clientId, clientEmail, projectId, keyId, uploadedAt } = credential;
  return { kind, clientId, clientEmail, projectId, keyId, uploadedAt: rfc3339(uploadedAt) };
}

const verificationAnswer = ({
  state,
  checkedAt,
  links,
}: Verification): z.infer<typeof VerificationAnswer> => ({
  state,
  checkedAt: rfc3339(checkedAt),
  links: [...links],
});
