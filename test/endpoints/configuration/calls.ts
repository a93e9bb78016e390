import { type Server } from 'node:http';
import request, { type Test } from 'supertest';

export const MEDIA_TYPE = 'application/vnd.google-apps-passwords.configuration+json';
export const MANAGER = 'system-management@example.com';
export const VIEWER = 'read-only@example.com';

type Method = 'get' | 'put' | 'post' | 'delete';

/** A call to `configuration` as this address. With an empty address no assertion is sent. */
export function call(server: Server, method: Method, path: string, as = MANAGER): Test {
  const test = request(server)[method](path);
  return as === '' ? test : test.set('x-goog-iap-jwt-assertion', as);
}

/** `PUT /v1/configuration`. A string is sent unchanged, anything else as JSON. */
export const put = (server: Server, body: unknown, as = MANAGER): Test =>
  call(server, 'put', '/v1/configuration', as)
    .set('content-type', MEDIA_TYPE)
    .send(typeof body === 'string' ? body : JSON.stringify(body));

/** `PUT /v1/secure-ldap`, as JSON. */
export const putSecureLdap = (server: Server, body: unknown, as = MANAGER): Test =>
  call(server, 'put', '/v1/secure-ldap', as)
    .set('content-type', MEDIA_TYPE)
    .send(JSON.stringify(body));
