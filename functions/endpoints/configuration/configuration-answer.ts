import {
  type ConfigurationAnswer,
  type CredentialAnswer,
  type VerificationAnswer,
} from '../../api/configuration';
import { type Configuration, type Credential } from '../../domain/configuration/configuration';
import { otherWorkspaces } from '../../domain/passwords/other-workspaces';
import { rfc3339 } from '../../domain/time';
import { type Verification } from '../../domain/configuration/verification';

/** For the OpenAPI document. */
export const ETAG_HEADER = { ETag: 'The revision in quotes, for `If-Match`.' } as const;

/** The answer of every call that shows the configuration; its `ETag` is the revision. */
export async function configurationAnswer(
  ports: Parameters<typeof otherWorkspaces>[0],
  configuration: Configuration,
): Promise<{
  readonly status: 200;
  readonly headers: { readonly etag: string };
  readonly json: ConfigurationAnswer;
}> {
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
      ...(others.length > 0 ? { otherWorkspaces: others } : {}),
      policy,
      ...(updatedAt === undefined ? {} : { updatedAt: rfc3339(updatedAt) }),
      ...(updatedBy === undefined ? {} : { updatedBy }),
      revision,
    },
  };
}

/** Field by field: what is added to a credential later is not shown by itself. */
function credentialAnswer(credential: Credential): CredentialAnswer {
  if (credential.kind === 'keyless') {
    const { kind, serviceAccount, clientId } = credential;
    return { kind, serviceAccount, clientId };
  }
  const { kind, clientId, clientEmail, projectId, keyId, uploadedAt } = credential;
  return { kind, clientId, clientEmail, projectId, keyId, uploadedAt: rfc3339(uploadedAt) };
}

const verificationAnswer = ({ state, checkedAt, links }: Verification): VerificationAnswer => ({
  state,
  checkedAt: rfc3339(checkedAt),
  links,
});
