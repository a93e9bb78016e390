import { targetOf } from '../../local/route';

const target = (method: string, path: string, body = ''): string => {
  const found = targetOf(method, path, Buffer.from(body));
  return found.kind === 'function' ? found.name : found.kind;
};

test.each([
  ['GET', '/', 'configuration'],
  ['DELETE', '/v1/configuration', 'configuration'],
  ['GET', '/openapi.json', 'configuration'],
  ['GET', '/health', 'configuration'],
  ['GET', '/v1/users', 'configuration'],
  ['GET', '/googlex', 'configuration'],
  ['GET', '/v1/rotations', 'configuration'],
  ['PUT', '/v1/users/a%2Fb/password', 'passwords'],
  ['GET', '/me', 'self-service'],
  ['GET', '/v1/me', 'self-service'],
  ['DELETE', '/v1/me/password', 'self-service'],
  ['POST', '/v1/me/profiles/apple', 'self-service'],
  ['GET', '/v1/men', 'configuration'],
  ['GET', '/menu', 'configuration'],
  ['POST', '/v1/rotation-tasks', 'rotation-worker'],
  ['GET', '/v1/rotations/run-1', 'rotation'],
  ['DELETE', '/v1/rotations/run-1', 'configuration'],
  ['GET', '/v1/runs/run-1', 'rotation'],
  ['DELETE', '/v1/runs/run-1', 'configuration'],
  ['POST', '/v1/issuances', 'configuration'],
  ['POST', '/v1/issuances/forecast', 'configuration'],
  ['POST', '/v1/rotations/forecast', 'configuration'],
  ['GET', '/v1/events', 'events'],
  ['GET', '/local', 'try-page'],
  ['GET', '/local/x', 'try-page'],
  ['POST', '/local/wifi-sign-in', 'wifi-sign-in'],
  ['POST', '/local/wifi-sign-in/x', 'try-page'],
  ['POST', '/google/token', 'google'],
  ['OPTIONS', '/Microsoft-Server-ActiveSync', 'google'],
])('%s %s leads to %s', (method, path, who) => {
  expect(target(method, path)).toBe(who);
});

test.each([
  ['{"scope":"all"}', 'configuration'],
  ['{"scope":null}', 'configuration'],
  ['', 'rotation'],
  ['{}', 'rotation'],
  ['{"runId":"run-1"}', 'rotation'],
  ['null', 'rotation'],
  ['"scope"', 'rotation'],
  ['{"scope"', 'rotation'],
])('POST /v1/rotations with the body %j leads to %s', (body, who) => {
  expect(target('POST', '/v1/rotations', body)).toBe(who);
});
