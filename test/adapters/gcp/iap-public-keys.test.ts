import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type JWTVerifyGetKey } from 'jose';
import { iapPublicKeys } from '../../../functions/adapters/gcp/iap-public-keys';
import { ManualClock } from '../../fakes/manual-clock';

const jwk = (kid: string) => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }),
  kid,
  alg: 'ES256',
});
const FIRST = jwk('first');
const SECOND = jwk('second');
const HOUR_MS = 3_600_000;

/** The page where Google publishes the keys. A test can change its answer; every read is counted. */
class KeyPage implements AsyncDisposable {
  looks = 0;
  answer: RequestListener = (_, response) => response.end(JSON.stringify({ keys: [FIRST] }));
  readonly #server = createServer((request, response) => {
    this.looks += 1;
    this.answer(request, response);
  });

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/public_key`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

const away: RequestListener = (_, response) => response.writeHead(503).end('<html>');

describe('the public keys of IAP', () => {
  let page: KeyPage;
  let clock: ManualClock;
  let publicKey: JWTVerifyGetKey;
  beforeEach(async () => {
    page = new KeyPage();
    clock = new ManualClock();
    publicKey = iapPublicKeys({ url: await page.listen(), clock });
  });
  afterEach(() => page[Symbol.asyncDispose]());

  const keyOf = async (kid: string | undefined): Promise<string> => {
    const named = kid === undefined ? {} : { kid };
    const key = await publicKey({ alg: 'ES256', ...named }, { payload: '', signature: '' });
    return 'type' in key ? key.type : 'none';
  };

  it('are fetched once an hour, for any number of callers at once', async () => {
    const all = await Promise.all([keyOf('first'), keyOf('first'), keyOf('first')]);
    expect(all).toEqual(['public', 'public', 'public']);
    clock.advance(HOUR_MS - 1);
    await keyOf('first');
    expect(page.looks).toBe(1);
    clock.advance(1);
    await keyOf('first');
    expect(page.looks).toBe(2);
  });

  it('are not fetched again at once for an unknown key', async () => {
    await keyOf('first');
    await expect(keyOf('second')).rejects.toThrow('no applicable key found');
    await expect(keyOf('constructor')).rejects.toThrow('no applicable key found');
    expect(page.looks).toBe(1);
  });

  it('are fetched once a minute at most for unknown keys, also while Google is unavailable', async () => {
    await keyOf('first');
    page.answer = away;
    clock.advance(59_999);
    await expect(keyOf('second')).rejects.toThrow('no applicable key found');
    expect(page.looks).toBe(1);
    clock.advance(1);
    await expect(keyOf('second')).rejects.toThrow('no applicable key found');
    await expect(keyOf('second')).rejects.toThrow('no applicable key found');
    expect(page.looks).toBe(2);
    page.answer = (_, response) => response.end(JSON.stringify({ keys: [FIRST, SECOND] }));
    clock.advance(60_000);
    expect(await keyOf('second')).toBe('public');
    expect(page.looks).toBe(3);
  });

  it('match no assertion without a key ID, however many keys there are', async () => {
    page.answer = (_, response) => response.end(JSON.stringify({ keys: [FIRST, SECOND] }));
    await expect(keyOf(undefined)).rejects.toThrow('no applicable key found');
    expect(page.looks).toBe(0);
  });

  it('include a new key within the hour', async () => {
    await keyOf('first');
    page.answer = (_, response) => response.end(JSON.stringify({ keys: [FIRST, SECOND] }));
    clock.advance(HOUR_MS);
    expect(await keyOf('second')).toBe('public');
  });

  it('stay while Google is unavailable, and are requested once an hour', async () => {
    await keyOf('first');
    page.answer = away;
    clock.advance(HOUR_MS);
    expect(await keyOf('first')).toBe('public');
    expect(await keyOf('first')).toBe('public');
    expect(page.looks).toBe(2);
  });

  it.each<[string, RequestListener, string]>([
    ['is away', away, 'HTTP 503'],
    ['breaks the connection', (request) => request.socket.destroy(), 'unknown'],
    ['leads elsewhere', (_, r) => r.writeHead(302, { location: '/x' }).end(), 'HTTP 302'],
    ['answers HTML', (_, r) => r.end('<html>'), 'answer not as described'],
    ['answers no keys', (_, r) => r.end('{"keys":1}'), 'answer not as described'],
    ['answers PEM by key id', (_, r) => r.end('{"first":"x"}'), 'answer not as described'],
  ])('are missing when Google %s; the next call tries again', async (_name, answer, status) => {
    const good = page.answer;
    page.answer = answer;
    await expect(keyOf('first')).rejects.toThrow(`IAP public keys: ${status}`);
    page.answer = good;
    expect(await keyOf('first')).toBe('public');
  });
});
