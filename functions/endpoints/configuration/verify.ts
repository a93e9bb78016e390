import { ConfigurationAnswer } from '../../api/configuration';
import { wakeWaiting } from '../../domain/runs/start-run';
import { verifyConfiguration } from '../../domain/configuration/verify-configuration';
import { checkActivityLog } from '../../domain/drift/activity-log-check';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { configurationAnswer, ETAG_HEADER } from './configuration-answer';
import { type ConfigurationDependencies } from '../dependencies';

/** `POST /v1/configuration/verification`: verifies the saved connection again, now. */
export const verifyConfigurationEndpoint = ({ ports }: ConfigurationDependencies): Endpoint =>
  endpoint({
    method: 'POST',
    path: '/v1/configuration/verification',
    operationId: 'verifyConfiguration',
    summary: 'Verify the connection again now',
    access: 'viewer',
    answers: {
      200: {
        description: 'The configuration with the new `verification`.',
        schema: ConfigurationAnswer,
        headers: ETAG_HEADER,
      },
    },
    problems: ['not-configured'],
    handle: async () => {
      const verified = await verifyConfiguration(ports);
      await wakeWaiting(ports);
      return verified.kind === 'verified'
        ? configurationAnswer(ports, await checkActivityLog(ports, verified.configuration))
        : problem(
            'not-configured',
            'There is no connection to verify. Save a connection to Google first.',
          );
    },
  });
