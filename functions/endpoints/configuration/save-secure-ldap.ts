import { CONFIGURATION_MEDIA_TYPE, ConfigurationAnswer } from '../../api/configuration';
import { SecureLdapChange } from '../../api/secure-ldap';
import { readLdapFiles } from '../../domain/configuration/ldap-certificate';
import { saveSecureLdap } from '../../domain/configuration/save-secure-ldap';
import { wakeWaiting } from '../../domain/runs/start-run';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { configurationAnswer, ETAG_HEADER } from './configuration-answer';
import { type ConfigurationDependencies } from '../dependencies';
import { configurationChanged, IF_MATCH_HEADER, readIfMatch } from './if-match';

/** Above the limit of both files (`ldap-files.ts`), so that a file that is too large is named. */
const MAX_BODY_BYTES = 256 * 1024;

/** `PUT /v1/secure-ldap`: saves the certificate and key for Google's Secure LDAP, then connects. */
export const saveSecureLdapEndpoint = ({ ports, log }: ConfigurationDependencies): Endpoint =>
  endpoint({
    method: 'PUT',
    path: '/v1/secure-ldap',
    operationId: 'saveSecureLdap',
    summary: 'Save the certificate and key of an LDAP client at Google, and connect with them',
    access: 'manager',
    requestHeaders: [IF_MATCH_HEADER],
    body: {
      mediaType: CONFIGURATION_MEDIA_TYPE,
      schema: SecureLdapChange,
      maxBytes: MAX_BODY_BYTES,
    },
    answers: {
      200: {
        description: 'Saved. `secureLdap.verification` says whether Google accepts a connection.',
        schema: ConfigurationAnswer,
        headers: ETAG_HEADER,
      },
    },
    problems: ['configuration-changed'],
    handle: async ({ body, caller, header }) => {
      const expected = readIfMatch(header('if-match'));
      if ('code' in expected) return expected;
      const read = readLdapFiles(body, ports.clock.now());
      if (read.kind === 'refused') {
        const { pointer, message } = read;
        return problem('invalid-request', `${message} Nothing was changed.`, {
          errors: [{ pointer, message }],
        });
      }
      const { keys, certificate } = read;
      const outcome = await saveSecureLdap(ports, {
        ...expected,
        by: caller.email,
        keys,
        certificate,
        bindName: body.bindName,
        written: ({ revision }) => {
          const { fingerprint } = certificate;
          const line = { action: 'secure-ldap-saved', caller: caller.email } as const;
          log.configurationAudit({ ...line, revision, fingerprint });
        },
      });
      if (outcome.kind === 'stale') return configurationChanged();
      await wakeWaiting(ports);
      return configurationAnswer(ports, outcome.configuration);
    },
  });
