import { ConfigurationAnswer } from '../../api/configuration';
import { verifySecureLdap } from '../../domain/configuration/verify-secure-ldap';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { configurationAnswer, ETAG_HEADER } from './configuration-answer';
import { type ConfigurationDependencies } from '../dependencies';

/** `POST /v1/secure-ldap/verification`: connects to Secure LDAP again, now. */
export const verifySecureLdapEndpoint = ({ ports }: ConfigurationDependencies): Endpoint =>
  endpoint({
    method: 'POST',
    path: '/v1/secure-ldap/verification',
    operationId: 'verifySecureLdap',
    summary: 'Connect to Secure LDAP again now; nothing is bound',
    access: 'viewer',
    answers: {
      200: {
        description: 'The configuration with the new `secureLdap.verification`.',
        schema: ConfigurationAnswer,
        headers: ETAG_HEADER,
      },
    },
    problems: ['secure-ldap-not-configured'],
    handle: async () => {
      const verified = await verifySecureLdap(ports, { asked: true });
      return verified.kind === 'verified'
        ? configurationAnswer(ports, verified.configuration)
        : problem(
            'secure-ldap-not-configured',
            'There is no certificate for Secure LDAP. Upload the one that the Admin console gives first.',
          );
    },
  });
