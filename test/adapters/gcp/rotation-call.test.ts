import { rotationCall } from '../../../functions/adapters/gcp/rotation-call';
import { VendorError } from '../../../functions/adapters/vendor-error';
import { ScriptedGoogle, type Script } from '../../fakes/scripted-google';

const rotation = new ScriptedGoogle(() => ({ status: 202 }));
let url: string;
beforeAll(async () => {
  url = await rotation.start();
});
afterAll(() => rotation.stop());
beforeEach(() => {
  rotation.calls.length = 0;
  rotation.answer = () => ({ status: 202 });
});

test('calls `rotation` as this instance, for its own address, with the run', async () => {
  const audiences: string[] = [];
  const waker = rotationCall({
    url,
    identity: (audience) => {
      audiences.push(audience);
      return Promise.resolve('id-token');
    },
  });
  expect(await waker.wake('r1')).toBe(true);
  expect(audiences).toStrictEqual([url.slice(0, -1)]);
  expect(rotation.calls).toMatchObject([
    {
      method: 'POST',
      url: '/v1/rotations',
      headers: { authorization: 'Bearer id-token', 'content-type': 'application/json' },
      body: '{"runId":"r1"}',
    },
  ]);
});

test('sends a fake no token', async () => {
  expect(await rotationCall({ url, identity: undefined }).wake('r1')).toBe(true);
  expect(rotation.calls[0]?.headers).not.toHaveProperty('authorization');
});

test.each<[string, Script]>([
  ['a refusal', { status: 403 }],
  ['a failure', { status: 500 }],
  ['a redirect, which is not followed', { status: 302, headers: { location: '/elsewhere' } }],
  ['a broken connection', { broken: 'at-once' }],
  ['silence', { silent: true }],
])('logs %s and throws nothing', async (_name, script) => {
  rotation.answer = () => script;
  const deadlineMs = script.silent ? 500 : 10_000;
  const waker = rotationCall({ url, identity: () => Promise.resolve('t'), deadlineMs });
  expect(await waker.wake('r1')).toBe(false);
  expect(rotation.calls).toHaveLength(1);
});

test('logs a failed sign-in and makes no call', async () => {
  const refused = new VendorError('Google Cloud identity', 'HTTP 403');
  const waker = rotationCall({ url, identity: () => Promise.reject(refused) });
  expect(await waker.wake('r1')).toBe(false);
  const silent = rotationCall({
    url,
    identity: () => new Promise(() => undefined),
    deadlineMs: 50,
  });
  expect(await silent.wake('r1')).toBe(false);
  expect(rotation.calls).toHaveLength(0);
});
