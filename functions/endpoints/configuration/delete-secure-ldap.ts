import { removeSecureLdap } from '../../domain/configuration/save-secure-ldap';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { type ConfigurationDependencies } from '../dependencies';
import { configurationChanged, IF_MATCH_HEADER, readIfMatch } from './if-match';

/** `DELETE /v1/secure-ldap`: forgets the certificate and destroys every version of its key. */
export const deleteSecureLdapEndpoint = ({ ports, log }: ConfigurationDependencies): Endpoint =>
  endpoint({
    method: 'DELETE',
    path: '/v1/secure-ldap',
    operationId: 'deleteSecureLdap',
    summary: 'Forget the certificate for Secure LDAP and destroy its key; what was proved is kept',
    access: 'manager',
    requestHeaders: [IF_MATCH_HEADER],
    answers: { 204: { description: 'Forgotten, also if there was none.' } },
    problems: ['invalid-request', 'configuration-changed'],
    handle: async ({ caller, header }) => {
      const expected = readIfMatch(header('if-match'));
      if ('code' in expected) return expected;
      const outcome = await removeSecureLdap(ports, {
        ...expected,
        by: caller.email,
        written: ({ revision }) => {
          log.configurationAudit({
            action: 'secure-ldap-deleted',
            caller: caller.email,
            revision,
          });
        },
      });
      return outcome.kind === 'stale' ? configurationChanged() : { status: 204 };
    },
  });
