import { disconnect } from '../../domain/configuration/configure';
import { stopAll } from '../../domain/runs/run-writer';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { type ConfigurationDependencies } from '../dependencies';
import { configurationChanged, IF_MATCH_HEADER, readIfMatch } from './if-match';

/** `DELETE /v1/configuration`: forgets the connection and destroys every version of its key. */
export const disconnectEndpoint = ({ ports, log }: ConfigurationDependencies): Endpoint =>
  endpoint({
    method: 'DELETE',
    path: '/v1/configuration',
    operationId: 'disconnect',
    summary: 'Forget the connection and destroy its key; passwords and policy are kept',
    access: 'manager',
    requestHeaders: [IF_MATCH_HEADER],
    answers: { 204: { description: 'Disconnected, also if nothing was connected.' } },
    problems: ['invalid-request', 'configuration-changed'],
    handle: async ({ caller, header }) => {
      const expected = readIfMatch(header('if-match'));
      if ('code' in expected) return expected;
      const outcome = await disconnect(ports, {
        ...expected,
        by: caller.email,
        written: ({ revision }) => {
          log.configurationAudit({ action: 'deleted', caller: caller.email, revision });
        },
      });
      if (outcome.kind === 'stale') return configurationChanged();
      await stopAll(ports);
      return { status: 204 };
    },
  });
