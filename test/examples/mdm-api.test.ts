import { IdTokenClient } from 'google-auth-library';
import { Api, type ApiOptions } from '../../examples/mdm-client/api';
import { passwordEvents } from '../../examples/mdm-client/password-event';
import { MDM } from '../endpoints/devices/managing';
import { asCaller } from '../fakes/iam-caller';
import { Front } from './front';

let front: Front;
beforeEach(async () => {
  front = await Front.open();
});
afterEach(() => front.close());

const api = (more: Partial<ApiOptions> = {}): Api => new Api({ url: front.url, ...more });

test('the headers of Google’s library, as README.md has them, tell the service who calls', async () => {
  const token = asCaller({ email: MDM, exp: 4_000_000_000 }).authorization.slice('Bearer '.length);
  const client = new IdTokenClient({
    targetAudience: front.url,
    idTokenProvider: { fetchIdToken: () => Promise.resolve(token) },
  });
  await api({ headers: () => client.getRequestHeaders() }).rotate('alice@example.com');
  expect(front.managing.changes.map(({ caller }) => caller)).toEqual(['mdm@example.com']);
});

test.each([401, 403])('a %d of Cloud Run itself is told at once', async (status) => {
  front.trouble = (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html', 'retry-after': '0' }).end('<html>');
    return true;
  };
  await expect(api().status('alice@example.com')).rejects.toThrow(
    `GET /v1/users/alice%40example.com: status ${status}, not from the service.`,
  );
  expect(front.calls).toHaveLength(1);
});

/** The first answer to such a path breaks off in the middle. */
function breakOff(part: string): void {
  front.trouble = ({ url }, response) => {
    if (!url!.includes(part)) return false;
    front.trouble = () => false;
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"', () => response.destroy());
    return true;
  };
}

test('an answer that breaks off is asked for again', async () => {
  breakOff('/profiles/');
  await expect(api().profile('alice@example.com', 'linux')).resolves.toContain('network={');
  expect(front.calls).toEqual([
    'GET /v1/users/alice%40example.com/profiles/linux',
    'GET /v1/users/alice%40example.com/profiles/linux',
  ]);
});

test('events that break off are asked for again', async () => {
  const event = { id: 'one', type: 'password.rotated', at: '2026-01-01T00:00:00Z' };
  let calls = 0;
  front.trouble = (_, response) => {
    calls += 1;
    if (calls > 1) response.end(JSON.stringify({ events: [event], next: 1 }));
    else {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"', () => response.destroy());
    }
    return true;
  };
  const events = passwordEvents(front.url, new AbortController().signal);
  expect((await events.next()).value).toEqual(event);
});
