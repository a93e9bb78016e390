import { OpenApiAnswer } from '../api/openapi';
import { type Endpoint, endpoint } from '../http/endpoint';

/** `GET /openapi.json`: the document of the calls, made once when it is first asked for. */
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
