import { OpenApiAnswer } from '../api/openapi';
import { type Endpoint, endpoint } from '../http/endpoint';

/** `GET /openapi.json`: the API document, generated at the first request. */
export function openApiEndpoint(makeDocument: () => Record<string, unknown>): Endpoint {
  let document: Record<string, unknown> | undefined;
  return endpoint({
    method: 'GET',
    path: '/openapi.json',
    summary: 'The OpenAPI 3.1 document of configuration and passwords',
    access: 'open',
    answers: { 200: { description: 'The document.', schema: OpenApiAnswer } },
    problems: [],
    handle: () => Promise.resolve({ status: 200, json: (document ??= makeDocument()) }),
  });
}
