import { ConfigurationAnswer } from '../../api/configuration';
import { NetworksChange } from '../../api/networks';
import { saveNetworks } from '../../domain/configuration/save-networks';
import { readNetworks } from '../../domain/networks/read-networks';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { configurationAnswer, ETAG_HEADER } from './configuration-answer';
import { type ConfigurationDependencies } from '../dependencies';
import { configurationChanged, IF_MATCH_HEADER, readIfMatch } from './if-match';

/** A hundred certificates of usual size, twice. A document of Firestore holds a MiB. */
const MAX_NETWORKS_BYTES = 512 * 1024;

/** `PUT /v1/networks`: replaces the Wi-Fi networks that profiles are made for. */
export const saveNetworksEndpoint = ({ ports, log }: ConfigurationDependencies): Endpoint =>
  endpoint({
    method: 'PUT',
    path: '/v1/networks',
    operationId: 'saveNetworks',
    summary: 'Replace the list of Wi-Fi networks that profiles are made for',
    access: 'manager',
    requestHeaders: [IF_MATCH_HEADER],
    body: { mediaType: 'application/json', schema: NetworksChange, maxBytes: MAX_NETWORKS_BYTES },
    answers: {
      200: {
        description: 'The configuration with the new networks.',
        schema: ConfigurationAnswer,
        headers: ETAG_HEADER,
      },
    },
    problems: ['configuration-changed'],
    handle: async ({ body, caller, header }) => {
      const expected = readIfMatch(header('if-match'));
      if ('code' in expected) return expected;
      const read = readNetworks(body.networks);
      if (read.kind === 'refused') {
        return problem(
          'invalid-request',
          'A certificate cannot be read. Nothing was changed. Correct the fields in `errors`.',
          { errors: read.faults },
        );
      }
      const { networks } = read;
      const outcome = await saveNetworks(ports, { ...expected, by: caller.email, networks });
      if (outcome.kind === 'stale') return configurationChanged();
      log.configurationAudit({
        action: 'networks-saved',
        caller: caller.email,
        revision: outcome.configuration.revision,
        networks: networks.map(({ id }) => id),
      });
      return configurationAnswer(ports, outcome.configuration);
    },
  });
