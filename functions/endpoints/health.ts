import { z } from 'zod';
import { endpoint } from '../http/endpoint';

/** Says that the process answers. Not `/healthz`: Cloud Run keeps paths that end in `z` for itself. */
export const health = endpoint({
  method: 'GET',
  path: '/health',
  operationId: 'getHealth',
  summary: 'Says that the function runs',
  access: 'open',
  answers: { 200: { description: 'It runs.', schema: z.object({ status: z.literal('ok') }) } },
  problems: [],
  handle: () => Promise.resolve({ status: 200 as const, json: { status: 'ok' } }),
});
