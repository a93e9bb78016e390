import { HealthAnswer } from '../api/health';
import { endpoint } from '../http/endpoint';

/** Says that the process answers. Not `/healthz`: Cloud Run keeps paths that end in `z` for itself. */
export const health = endpoint({
  method: 'GET',
  path: '/health',
  operationId: 'getHealth',
  summary: 'Says that the function runs',
  access: 'open',
  answers: { 200: { description: 'It runs.', schema: HealthAnswer } },
  problems: [],
  handle: () => Promise.resolve({ status: 200, json: { status: 'ok' as const } }),
});
