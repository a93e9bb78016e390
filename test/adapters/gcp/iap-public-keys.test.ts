import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';
import { iapPublicKeys } from '../../../functions/adapters/gcp/iap-public-keys';
import { ManualClock } from '../../fakes/manual-clock';

const PEM = '-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n';
const HOUR_MS = 3_600_000;

/** Where Google shows the keys: what it answers can be changed, and every look is counted. */
class KeyPage implements AsyncDisposable {
  looks = 0;
  answer: RequestListener = (_, response) => response.end(JSON.stringify({ first: PEM }));
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
  let publicKeys: ReturnType<typeof iapPublicKeys>;
  beforeEach(async () => {
    page = new KeyPage();
    clock = new ManualClock();
    publicKeys = iapPublicKeys({ url: await page.listen(), clock });
  });
  afterEach(() => page[Symbol.asyncDispose]());

  it('are looked up once in an hour, by however many at once', async () => {
    const all = await Promise.all([publicKeys('first'), publicKeys('first'), publicKeys('first')]);
    expect(all).toEqual([{ first: PEM }, { first: PEM }, { first: PEM }]);
    clock.advance(HOUR_MS - 1);
    await publicKeys('first');
    expect(page.looks).toBe(1);
    clock.advance(1);
    await publicKeys('first');
    expect(page.looks).toBe(2);
  });

  it('are looked up again for a key that is not among them, once a minute', async () => {
    await publicKeys('first');
    page.answer = (_, response) => response.end(JSON.stringify({ first: PEM, second: PEM }));
    expect(await publicKeys('second')).toEqual({ first: PEM });
    clock.advance(60_000);
    expect(await publicKeys('second')).toEqual({ first: PEM, second: PEM });
    await publicKeys('never');
    await publicKeys('never');
    expect(page.looks).toBe(2);
  });

  it('stay for a day while Google is away, which is asked once a minute', async () => {
    await publicKeys('first');
    page.answer = away;
    clock.advance(HOUR_MS);
    expect(await publicKeys('first')).toEqual({ first: PEM });
    expect(await publicKeys('first')).toEqual({ first: PEM });
    expect(page.looks).toBe(2);
    clock.advance(23 * HOUR_MS);
    await expect(publicKeys('first')).rejects.toThrow('IAP public keys: HTTP 503');
  });

  it.each<[string, RequestListener, string]>([
    ['is away', away, 'HTTP 503'],
    ['breaks the connection', (request) => request.socket.destroy(), 'no answer'],
    ['leads elsewhere', (_, r) => r.writeHead(302, { location: '/x' }).end(), 'HTTP 302'],
    ['answers HTML', (_, r) => r.end('<html>'), 'answer not as described'],
    ['answers no keys', (_, r) => r.end('{"first":1}'), 'answer not as described'],
    ['answers certificates', (_, r) => r.end('{"first":"x"}'), 'answer not as described'],
  ])('are not there when Google %s; the next call looks again', async (_name, answer, status) => {
    const good = page.answer;
    page.answer = answer;
    await expect(publicKeys('first')).rejects.toThrow(`IAP public keys: ${status}`);
    page.answer = good;
    expect(await publicKeys('first')).toEqual({ first: PEM });
  });
});
