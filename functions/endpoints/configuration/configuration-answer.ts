import {
  type ConfigurationAnswer,
  type CredentialAnswer,
  type LinkAnswer,
  type SecureLdapAnswer,
  type VerificationAnswer,
} from '../../api/configuration';
import {
  type Configuration,
  connectedCustomer,
  type Credential,
  isDelegated,
} from '../../domain/configuration/configuration';
import { type SecureLdap } from '../../domain/configuration/secure-ldap';
import { otherWorkspaces } from '../../domain/passwords/other-workspaces';
import { type EpochMs, rfc3339, rfc3339OrNone } from '../../domain/time';
import { withKeyAge } from '../../domain/configuration/key-age';
import { type Clock } from '../../ports/clock';
import {
  type LinkState,
  type Verification,
  type VerificationLink,
} from '../../domain/configuration/verification';
import { driftLink } from '../../domain/drift/drift-link';
import { networkAnswer } from './network-answer';

/** For the OpenAPI document. */
export const ETAG_HEADER = { ETag: 'The revision in quotes, for `If-Match`.' } as const;

/** The answer of every call that returns the configuration. Its `ETag` is the revision. */
export async function configurationAnswer(
  ports: Parameters<typeof otherWorkspaces>[0] & { readonly clock: Clock },
  configuration: Configuration,
): Promise<{
  readonly status: 200;
  readonly headers: { readonly etag: string };
  readonly json: ConfigurationAnswer;
}> {
  const { connection, verification, policy, secureLdap, networks = [] } = configuration;
  const { updatedAt, updatedBy, revision } = configuration;
  const others = await otherWorkspaces(ports, configuration);
  return {
    status: 200,
    headers: { etag: `"${revision}"` },
    json: {
      configured: connection !== undefined,
      adminUsername: connection?.adminUsername,
      delegation: connection && isDelegated(connection),
      customerId: connection?.customerId ?? connectedCustomer(configuration),
      credential: connection && credentialAnswer(connection.credential),
      verification: verification && chainAnswer(verification, configuration, ports.clock.now()),
      otherWorkspaces: others.length > 0 ? others : undefined,
      policy,
      secureLdap: secureLdap && secureLdapAnswer(secureLdap),
      networks: networks.map(networkAnswer),
      updatedAt: rfc3339OrNone(updatedAt),
      updatedBy,
      revision,
    },
  };
}

/** Lists every field, so that a field added to a credential is not shown unintentionally. */
function credentialAnswer(credential: Credential): CredentialAnswer {
  if (credential.kind === 'keyless') {
    const { kind, serviceAccount, clientId } = credential;
    return { kind, serviceAccount, clientId };
  }
  const { kind, clientId, clientEmail, projectId, keyId, uploadedAt } = credential;
  return { kind, clientId, clientEmail, projectId, keyId, uploadedAt: rfc3339(uploadedAt) };
}

/**
 * The chain with the age of its key and, beside it, whether changes by others are found out. Neither is part of
 * the chain's state.
 */
function chainAnswer(
  { links: chain, ...verification }: Verification,
  configuration: Configuration,
  now: EpochMs,
): VerificationAnswer {
  const { connection } = configuration;
  const told = connection ? withKeyAge(chain, connection.credential, now) : chain;
  const { links, ...rest } = verificationAnswer({ ...verification, links: told });
  return { ...rest, links: [...links, driftLink(configuration)] };
}

const secureLdapAnswer = (secureLdap: SecureLdap): SecureLdapAnswer => ({
  fingerprint: secureLdap.fingerprint,
  notBefore: rfc3339(secureLdap.notBefore),
  notAfter: rfc3339(secureLdap.notAfter),
  bindName: secureLdap.bindName,
  uploadedAt: rfc3339(secureLdap.uploadedAt),
  verification: verificationAnswer(secureLdap.verification),
});

const verificationAnswer = <Id extends string>({
  state,
  checkedAt,
  links,
}: Verification<Id>): Omit<VerificationAnswer, 'links'> & { links: LinkOf<Id>[] } => ({
  state,
  checkedAt: rfc3339(checkedAt),
  links: links.map(linkAnswer),
});

const linkAnswer = <Id extends string>({
  id,
  state,
  code,
  message,
  fix,
  url,
}: VerificationLink<Id>): LinkOf<Id> => ({ id, state, code, message, fix, url });

type LinkOf<Id> = Omit<LinkAnswer, 'id' | 'state'> & { id: Id; state: LinkState };
