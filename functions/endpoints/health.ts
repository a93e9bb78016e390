import { HealthAnswer } from '../api/health';
import { endpoint } from '../http/endpoint';

/**
 * Reports that the process answers. The path is not `/healthz`, because Cloud Run reserves paths that end
 * in `z`.
 */
export const health = endpoint({
  method: 'GET',
  path: '/health',
  operationId: 'getHealth',
  summary: 'Reports that the function runs',
  access: 'open',
  answers: { 200: { description: 'It runs.', schema: HealthAnswer } },
  problems: [],
  handle: () => Promise.resolve({ status: 200, json: { status: 'ok' as const } }),
});
