import { userId } from '../../../functions/domain/account';
import { Secret } from '../../../functions/domain/secret';
import { durationMs } from '../../../functions/domain/time';
import { type Directory, type SetPasswordOutcome } from '../../../functions/ports/directory';
import { type Connected, connectedTo, directoryOf } from '../../fakes/google-connection';
import { type Script, ScriptedGoogle, type Seen, withToken } from '../../fakes/scripted-google';
import { WireServer } from './wire-server';

const tokens = new ScriptedGoogle(() => ({}));
let tokenRoot: string;
beforeAll(async () => {
  tokenRoot = await tokens.start();
});
afterAll(() => tokens.stop());
beforeEach(() => {
  tokens.calls.length = 0;
  tokens.answer = withToken(() => ({ body: '{"id":"1001"}' }));
});

const EXPIRED: Script = { status: 401, body: '{"error":{"code":401,"message":"x"}}' };
const NOTHING_SENT = { kind: 'rejected', failure: { code: 'no-answer' } };

/** No real time passes here. Only the clock moves, as it does while an instance is frozen. */
const setPassword = async (
  connected: Connected,
  deadlineMs = 10_000,
): Promise<SetPasswordOutcome> => send(await directoryOf(connected), deadlineMs);

const send = (directory: Directory, deadlineMs = 10_000): Promise<SetPasswordOutcome> =>
  directory.setPassword(userId('1001'), new Secret('x'), durationMs(deadlineMs));

/** Lets this time pass while the token is being fetched. */
const slowToken =
  (connected: Connected, ms: number, directory: (call: Seen) => Script) =>
  (call: Seen): Script => {
    if (call.url === '/token') connected.clock.advance(ms);
    return withToken(directory)(call);
  };

const puts = (): number => tokens.calls.filter(({ method }) => method === 'PUT').length;

describe('a password whose deadline has passed by the clock', () => {
  it('is not sent after the instance was frozen while it fetched the token', async () => {
    const connected = await connectedTo(tokenRoot);
    const directory = await directoryOf(connected);
    connected.clock.advance(3_600_000); // the cached token has expired
    tokens.answer = slowToken(connected, 10_000, () => ({ body: '{"id":"1001"}' }));
    expect(await send(directory)).toStrictEqual(NOTHING_SENT);
    expect(puts()).toBe(0);
  });

  it('is sent when a moment is left', async () => {
    const connected = await connectedTo(tokenRoot);
    const directory = await directoryOf(connected);
    connected.clock.advance(3_600_000);
    tokens.answer = slowToken(connected, 9_999, () => ({ body: '{"id":"1001"}' }));
    expect(await send(directory)).toStrictEqual({ kind: 'applied' });
  });

  it('is not sent again after a 401 and a new token', async () => {
    const connected = await connectedTo(tokenRoot);
    const directory = await directoryOf(connected);
    tokens.answer = slowToken(connected, 10_000, () => EXPIRED);
    expect(await send(directory)).toStrictEqual(NOTHING_SENT);
    expect(puts()).toBe(1);
  });

  it('is not sent after the instance was frozen while it connected', async () => {
    const google = new WireServer('https');
    const connected = await connectedTo(tokenRoot, { adminRootUrl: await google.start() });
    let connections = 0;
    google.onConnection = () => {
      connections += 1;
      connected.clock.advance(10_000);
    };
    expect(await setPassword(connected)).toStrictEqual(NOTHING_SENT);
    expect(connections).toBe(1);
    expect(google.requests).toStrictEqual([]);
    await google.stop();
  });
});

describe('a call whose peer does not follow HTTP', () => {
  let google: WireServer;
  let connected: Connected;
  beforeEach(async () => {
    google = new WireServer('http');
    connected = await connectedTo(tokenRoot, { adminRootUrl: await google.start() });
  });
  afterEach(() => google.stop());

  it('has an unknown outcome when the answer is in another protocol', async () => {
    google.handle = ({ socket }) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
    };
    expect(await setPassword(connected)).toStrictEqual({
      kind: 'unknown',
      failure: { code: 'no-answer' },
    });
  });

  it('has an unknown outcome at its deadline when the answer never ends', async () => {
    google.handle = (_request, response) => {
      response.write('{"id":"1001"');
    };
    expect(await setPassword(connected, 500)).toStrictEqual({
      kind: 'unknown',
      failure: { code: 'no-answer' },
    });
    expect(await google.peers[0]!.ended).toBe('reset');
  });
});

describe('a call without a connection', () => {
  it('changed nothing, since nothing was sent', async () => {
    const connected = await connectedTo(tokenRoot, { adminRootUrl: 'http://127.0.0.1:9/' });
    expect(await setPassword(connected)).toStrictEqual(NOTHING_SENT);
  });
});

describe('a 401 that is not Google’s own', () => {
  it('has an unknown outcome, is not repeated, and discards the token', async () => {
    tokens.answer = withToken(() => ({ status: 401, body: '<html>Sign in to the proxy</html>' }));
    const connected = await connectedTo(tokenRoot);
    expect(await setPassword(connected)).toStrictEqual({
      kind: 'unknown',
      failure: { code: 'token-refused', httpStatus: 401 },
    });
    expect(puts()).toBe(1);
    await directoryOf(connected);
    expect(tokens.calls.filter(({ url }) => url === '/token')).toHaveLength(2);
  });
});
