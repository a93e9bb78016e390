import { once } from 'node:events';
import { type TLSSocket } from 'node:tls';
import fc from 'fast-check';
import { element, integer } from '../../../../local/workspace/ldap/element';
import { Frames } from '../../../../local/workspace/ldap/frames';
import { readRequest } from '../../../../local/workspace/ldap/request';
import { RunningLdap } from './running-ldap';

let ldap: RunningLdap;
beforeAll(async () => {
  ldap = await RunningLdap.start();
  ldap.set({ bindsPerSecond: null });
  ldap.setPassword('alice@example.com', 'right horse');
});
afterAll(() => ldap.stop());
afterEach(async () => {
  expect(await ldap.bind('alice@example.com', 'right horse')).toBe(0);
});

/** All that the server sends until it closes the connection. */
async function untilClosed(socket: TLSSocket): Promise<string> {
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString('hex')));
  socket.on('error', () => undefined);
  await once(socket, 'close');
  return received;
}

test.each([
  ['a text', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['an endless length', Buffer.from('3080', 'hex')],
  ['a length of four gigabytes', Buffer.from('3084ffffffff', 'hex')],
  ['a message of 65 KiB', element(0x30, integer(1), element(0x60, Buffer.alloc(66_560)))],
  ['a part that is longer than the whole', Buffer.from('300c02010160070201030405ff00', 'hex')],
  ['a message number of 0', element(0x30, integer(0), element(0x42))],
  ['a negative message number', Buffer.from('30050201ff4200', 'hex')],
  ['a bind without its parts', element(0x30, integer(1), element(0x60))],
])('%s closes the connection', async (_, bytes) => {
  const socket = await ldap.raw();
  socket.write(bytes);
  expect(await untilClosed(socket)).toBe('');
});

test('an unknown operation is told with a notice of disconnection', async () => {
  const socket = await ldap.raw();
  socket.write(element(0x30, integer(1), element(0x7e)));
  const notice = Buffer.from('1.3.6.1.4.1.1466.20036').toString('hex');
  expect(await untilClosed(socket)).toBe(`3024020100781f0a0102040004008a16${notice}`);
});

test('a filter that is nested too deep is a protocol error', async () => {
  let filter = element(0x87, 'objectClass');
  for (let depth = 0; depth < 1000; depth += 1) filter = element(0xa2, filter);
  const parts = [
    element(0x04, 'dc=example,dc=com'),
    element(0x0a, Buffer.of(2)),
    element(0x0a, Buffer.of(0)),
  ];
  const limits = [integer(0), integer(0), element(0x01, Buffer.of(0))];
  const socket = await ldap.raw();
  socket.write(
    element(0x30, integer(7), element(0x63, ...parts, ...limits, filter, element(0x30))),
  );
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString('hex')).toBe('300c02010765070a010204000400');
});

test('messages that come in pieces or together are answered one by one', async () => {
  const bind = (id: number): Buffer =>
    element(0x30, integer(id), element(0x60, integer(3), element(0x04), element(0x80)));
  const socket = await ldap.raw();
  const all = Buffer.concat([bind(1), bind(2), bind(3)]);
  for (const byte of all.subarray(0, 5)) socket.write(Buffer.of(byte));
  socket.write(all.subarray(5));
  let received = '';
  while (received.length < 3 * 28) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    received += chunk.toString('hex');
  }
  expect(received).toBe([1, 2, 3].map((id) => `300c02010${id}61070a010004000400`).join(''));
});

test('no bytes make the reader throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const messages = new Frames().push(Buffer.from(bytes));
      if (messages !== 'malformed') messages.forEach(readRequest);
      readRequest(element(0x30, integer(1), Buffer.from(bytes)));
      for (const operation of [0x60, 0x63, 0x77]) {
        readRequest(element(0x30, integer(1), element(operation, Buffer.from(bytes))));
      }
    }),
  );
});
