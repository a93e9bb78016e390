import {
  CONFIGURATION_MEDIA_TYPE,
  ConfigurationAnswer,
  ConfigurationChange,
} from '../../api/configuration';
import { type ActsAs, type Configuration } from '../../domain/configuration/configuration';
import { saveConnection } from '../../domain/configuration/configure';
import { wakeWaiting } from '../../domain/runs/start-run';
import { MAX_KEY_FILE_BYTES } from '../../domain/configuration/key-file';
import { checkActivityLog } from '../../domain/drift/activity-log-check';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { configurationAnswer, ETAG_HEADER } from './configuration-answer';
import { type ConfigurationDependencies } from '../dependencies';
import { configurationChanged, IF_MATCH_HEADER, readIfMatch } from './if-match';
import { nothingStored, readCredential } from './new-credential';

/** The schema has checked that it is one of the two. */
const whomToActAs = ({ adminUsername, customerId = '' }: ConfigurationChange): ActsAs =>
  adminUsername === undefined ? { customerId } : { adminUsername };

/** `PUT /v1/configuration`: saves the connection, or only whom it acts as, and then verifies it. */
export const saveConfigurationEndpoint = ({
  ports,
  log,
  keyless,
}: ConfigurationDependencies): Endpoint =>
  endpoint({
    method: 'PUT',
    path: '/v1/configuration',
    operationId: 'saveConfiguration',
    summary:
      'Save the connection to Google with a key file, keyless or with the stored credential, and verify it',
    access: 'manager',
    requestHeaders: [IF_MATCH_HEADER],
    body: {
      mediaType: CONFIGURATION_MEDIA_TYPE,
      schema: ConfigurationChange,
      maxBytes: MAX_KEY_FILE_BYTES + 4 * 1024, // the key file and the JSON around it
    },
    answers: {
      200: {
        description: 'Saved. `verification` says whether it works.',
        schema: ConfigurationAnswer,
        headers: ETAG_HEADER,
      },
    },
    problems: ['configuration-changed'],
    handle: async ({ body, caller, header }) => {
      const expected = readIfMatch(header('if-match'));
      if ('code' in expected) return expected;
      const credential = readCredential(body, keyless);
      if ('code' in credential) return credential;
      const actsAs = whomToActAs(body);
      const change = {
        ...expected,
        by: caller.email,
        actsAs,
        credential,
        written: ({ revision, connection }: Configuration) => {
          const clientId = connection?.credential.clientId;
          const set = { ...actsAs, ...(clientId === undefined ? {} : { clientId }) };
          log.configurationAudit({ action: 'saved', caller: caller.email, revision, ...set });
        },
      };
      const outcome = await saveConnection(ports, change);
      if (outcome.kind === 'stale') return configurationChanged();
      if (outcome.kind === 'no-credential') return nothingStored();
      await wakeWaiting(ports);
      return configurationAnswer(ports, await checkActivityLog(ports, outcome.configuration));
    },
  });
