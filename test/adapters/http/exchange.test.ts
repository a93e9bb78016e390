import { type AddressInfo, createServer } from 'node:net';
import { type Call, exchange } from '../../../functions/adapters/http/exchange';
import { type Scheme, WireServer } from '../google/wire-server';

const call = (more: Partial<Call> = {}): Call => ({
  method: 'PUT',
  headers: { 'content-type': 'application/json' },
  body: '{"password":"x"}',
  signal: new AbortController().signal,
  ...more,
});

describe.each<Scheme>(['http', 'https'])('a call over %s', (scheme) => {
  let server: WireServer;
  let url: URL;
  beforeEach(async () => {
    server = new WireServer(scheme);
    url = new URL(await server.start());
  });
  afterEach(() => server.stop());

  it('returns the answer, and leaves its connection for the next call', async () => {
    for (let round = 0; round < 3; round += 1) {
      expect(await exchange(url, call())).toMatchObject({ status: 200, text: '{}' });
    }
    expect(server.peers).toHaveLength(1);
  });

  it('reads the answer that follows hints', async () => {
    server.handle = (_request, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' });
      response.end('{}');
    };
    expect(await exchange(url, call())).toMatchObject({ status: 200, text: '{}' });
  });

  it('resets the connection when it is given up before the answer', async () => {
    await exchange(url, call()); // the TLS messages that follow the handshake have been read by now
    const stop = new AbortController();
    server.handle = () => {
      setImmediate(() => {
        stop.abort();
      });
    };
    expect(await exchange(url, call({ signal: stop.signal }))).toBeUndefined();
    expect(await server.peers[0]!.ended).toBe('reset');
  });

  it('resets the connection when it is given up in the middle of the answer', async () => {
    await exchange(url, call()); // the TLS messages that follow the handshake have been read by now
    const stop = new AbortController();
    server.handle = (_request, response) => {
      response.write('{', () => {
        stop.abort();
      });
    };
    expect(await exchange(url, call({ signal: stop.signal }))).toBeUndefined();
    expect(await server.peers[0]!.ended).toBe('reset');
  });

  it('delivers nothing after it was given up', async () => {
    await exchange(url, call()); // the TLS messages that follow the handshake have been read by now
    const stop = new AbortController();
    const body = 'x'.repeat(16 * 1024 * 1024); // more than the kernel's buffers hold
    let received = 0;
    server.handle = (request) => {
      request.on('error', () => undefined);
      setImmediate(() => {
        stop.abort(); // most of the body still waits for the other side to read it
        request.on('data', (part: Buffer) => (received += part.length));
      });
    };
    expect(await exchange(url, call({ body, signal: stop.signal }))).toBeUndefined();
    expect(await server.peers[0]!.ended).toBe('reset');
    expect(received).toBeLessThan(body.length);
  });

  it('that may not start sends nothing over a new connection', async () => {
    expect(await exchange(url, call({ mayBegin: () => false }))).toBeUndefined();
    await exchange(url, call({ method: 'GET' }));
    expect(server.requests).toStrictEqual(['GET /']);
  });

  it('that may not start sends nothing over a kept connection', async () => {
    await exchange(url, call({ method: 'GET' }));
    expect(await exchange(url, call({ mayBegin: () => false }))).toBeUndefined();
    await server.peers[0]!.ended;
    expect(server.requests).toStrictEqual(['GET /']);
  });

  it('ends without an answer when another protocol is answered', async () => {
    server.handle = ({ socket }) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
    };
    expect(await exchange(url, call())).toBeUndefined();
    expect(await server.peers[0]!.ended).toBe('reset');
  });

  it.each([
    ['nothing', ''],
    ['half a head', 'HTTP/1.1 200 OK\r\nConte'],
    ['hints only', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
    ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}'],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n\r\n'],
  ])('ends without an answer when the connection closes after %s', async (_name, said) => {
    server.handle = ({ socket }) => {
      socket.end(said);
    };
    expect(await exchange(url, call())).toBeUndefined();
  });

  it('ends with its signal however slowly the other side answers', async () => {
    const stop = new AbortController();
    server.handle = ({ socket }) => {
      const drip = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 1);
      socket.once('close', () => {
        clearInterval(drip);
      });
      setTimeout(() => {
        stop.abort();
      }, 20);
    };
    expect(await exchange(url, call({ signal: stop.signal }))).toBeUndefined();
  });

  it('is not sent with an invalid header', async () => {
    expect(await exchange(url, call({ headers: { authorization: 'a\nb' } }))).toBeUndefined();
    expect(server.requests).toStrictEqual([]);
  });
});

it('a secure call resumes the TLS session of its host name', async () => {
  const server = new WireServer('https');
  const url = new URL(await server.start());
  await exchange(url, call({ headers: { connection: 'close' } }));
  await exchange(url, call());
  expect(server.peers).toMatchObject([{ resumed: false }, { resumed: true }]);
  expect(server.peers[1]!.socket).toMatchObject({ servername: 'localhost' });
  await server.stop();
});

describe('a call that gets no connection', () => {
  it('leaves nothing behind when it is given up during the handshake', async () => {
    const stop = new AbortController();
    let gone: Promise<unknown> | undefined;
    const mute = createServer((socket) => {
      socket.on('error', () => undefined);
      gone = new Promise((resolve) => socket.on('close', resolve));
      socket.once('data', () => {
        stop.abort(); // the client's first message has arrived; nothing answers it
      });
    });
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const url = new URL(`https://127.0.0.1:${(mute.address() as AddressInfo).port}/`);
    expect(await exchange(url, call({ signal: stop.signal }))).toBeUndefined();
    await gone;
    await new Promise((resolve) => mute.close(resolve));
  });

  it.each(['http://127.0.0.1:9/', 'https://127.0.0.1:9/'])(
    'ends at once, and never starts: %s',
    async (closed) => {
      let begun = false;
      const mayBegin = (): boolean => (begun = true);
      expect(await exchange(new URL(closed), call({ mayBegin }))).toBeUndefined();
      expect(begun).toBe(false);
    },
  );

  it('does not trust a certificate without a known issuer', async () => {
    const server = new WireServer('https');
    const url = new URL(await server.start());
    url.hostname = '127.0.0.1'; // the certificate is for another host
    expect(await exchange(url, call())).toBeUndefined();
    expect(server.requests).toStrictEqual([]);
    await server.stop();
  });
});
