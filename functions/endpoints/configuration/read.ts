import { ConfigurationAnswer } from '../../api/configuration';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { configurationAnswer, ETAG_HEADER } from './configuration-answer';
import { type ConfigurationDependencies } from '../dependencies';

/** `GET /v1/configuration`: the current configuration, with the last verification. */
export const readConfigurationEndpoint = ({ ports }: ConfigurationDependencies): Endpoint =>
  endpoint({
    method: 'GET',
    path: '/v1/configuration',
    operationId: 'getConfiguration',
    summary: 'Show the connection, its last verification and the policy',
    access: 'viewer',
    answers: {
      200: {
        description: 'The configuration. `ETag` is its revision.',
        schema: ConfigurationAnswer,
        headers: ETAG_HEADER,
      },
    },
    problems: [],
    handle: async () => configurationAnswer(ports, await ports.configurations.read()),
  });
