import { type TLSSocket } from 'node:tls';
import fc from 'fast-check';
import { ldapProver } from '../../../functions/adapters/ldap/ldap-prover';
import { Secret } from '../../../functions/domain/secret';
import { durationMs } from '../../../functions/domain/time';
import { type BindOutcome } from '../../../functions/ports/password-prover';
import { bindResponse, element, NOTICE_OF_DISCONNECTION } from '../../fakes/ldap-bytes';
import { SecureLdapServer } from '../../fakes/secure-ldap-server';
import { identity, pem, SERVERNAME } from '../../fixtures/secure-ldap';

const ALICE = { name: 'alice@example.com', password: new Secret('Secret-1') };
const CLIENT = identity('client');
const PATIENT = durationMs(60_000);

let server: SecureLdapServer;
beforeAll(async () => {
  server = await SecureLdapServer.start();
});
afterAll(() => server.close());

function bind(reply: (socket: TLSSocket) => void): Promise<BindOutcome> {
  server.reply = reply;
  const prover = ldapProver({ url: server.url, servername: SERVERNAME, ca: pem('ca.pem') });
  return prover.bind(CLIENT, ALICE, PATIENT);
}

const WORKS: BindOutcome = { result: 'works' };
const UNREADABLE: BindOutcome = { result: 'unknown', failure: 'ldap-unreadable', sent: true };

/** Our client's first request has the id 2. */
const message = (...parts: Buffer[]): Buffer => element(0x30, element(0x02, 2), ...parts);
const OK = [element(0x0a, 0), element(0x04), element(0x04)] as const;

describe('an answer that is none', () => {
  test.each([
    ['a text longer than its message', Buffer.from('300c02010161070a010004050400', 'hex')],
    ['the same with our id', Buffer.from('300c02010261070a010004050400', 'hex')],
    ['no result code at all', message(element(0x61))],
    ['an empty result code', message(element(0x61, element(0x0a), OK[1], OK[2]))],
    ['a result code alone', message(element(0x61, OK[0]))],
    ['a result code of another type', message(element(0x61, element(0x02, 0), OK[1], OK[2]))],
    ['a long result code', message(element(0x61, element(0x0a, 0, 0, 0, 0, 0), OK[1], OK[2]))],
    ['success of a search', message(element(0x65, ...OK))],
    ['success of an extended request', message(element(0x78, ...OK))],
    ['a referral beside success', message(element(0x61, ...OK, element(0xa3)))],
    ['SASL credentials beside success', message(element(0x61, ...OK, element(0x87, 'x')))],
    ['a control beside success', message(element(0x61, ...OK), element(0xa0))],
    ['a control that claims more', message(element(0x61, ...OK), Buffer.of(0xa0, 0x7f, 0x30))],
    ['bytes after the response', message(element(0x61, ...OK), element(0x05))],
    ['an indefinite length', Buffer.from('3080020102610700', 'hex')],
    ['a length of a length', Buffer.from('3085000000000c02', 'hex')],
    ['a negative length', Buffer.from('3084fffffff0020102', 'hex')],
    ['a gigabyte announced', Buffer.from('308440000000020102', 'hex')],
    ['an id of another message', bindResponse(3, 0)],
    ['an id of an earlier message', bindResponse(1, 0)],
    ['an empty id', element(0x30, element(0x02), element(0x61, ...OK))],
    ['a long id', element(0x30, element(0x02, 0, 0, 0, 0, 2), element(0x61, ...OK))],
    ['an empty message', element(0x30)],
    ['a notice of disconnection', NOTICE_OF_DISCONNECTION],
    ['a notice of disconnection before success', [NOTICE_OF_DISCONNECTION, bindResponse(2, 0)]],
    ['another answer before ours', [bindResponse(7, 0), bindResponse(2, 0)]],
    ['a web page', Buffer.from('HTTP/1.1 200 OK\r\n\r\n')],
  ])('%s', async (_, bytes) => {
    const outcome = bind((socket) => socket.write(Buffer.concat([bytes].flat())));
    expect(await outcome).toStrictEqual(UNREADABLE);
  });

  test.each([
    ['zeroes', Buffer.alloc(65_536)],
    [
      'one message',
      Buffer.concat([Buffer.from('30843fffffff020102', 'hex'), Buffer.alloc(65_536)]),
    ],
    ['small messages', Buffer.concat(Array<Buffer>(5_000).fill(bindResponse(9, 0)))],
  ])('a gigabyte of %s is not read', async (_, chunk) => {
    let sentBytes = 0;
    const outcome = await bind((socket) => {
      const send = (): void => {
        while (sentBytes < 2 ** 30 && !socket.destroyed) {
          sentBytes += chunk.length;
          if (!socket.write(chunk)) break;
        }
      };
      socket.on('drain', send);
      send();
    });
    expect(outcome).toStrictEqual(UNREADABLE);
    expect(sentBytes).toBeLessThan(2 ** 26); // what the kernel's buffers took
  });
});

describe('an answer that is one', () => {
  test('in dribs of one byte', async () => {
    const outcome = await bind((socket) => {
      socket.setNoDelay();
      const bytes = [...bindResponse(2, 0, 'a text')];
      const next = (): void => {
        const byte = bytes.shift();
        if (byte !== undefined) socket.write(Buffer.of(byte), () => setImmediate(next));
      };
      next();
    });
    expect(outcome).toStrictEqual(WORKS);
  });

  test.each([
    ['followed by another in the same packet', [bindResponse(2, 0), bindResponse(2, 49)]],
    ['followed by noise', [bindResponse(2, 0), Buffer.alloc(70_000, 0xff)]],
    ['with a long text', [bindResponse(2, 0, 'x'.repeat(16_000))]],
    [
      'with lengths longer than needed',
      [Buffer.from('30840000000c02010261070a010004000400', 'hex')],
    ],
  ])('%s', async (_, parts) => {
    expect(await bind((socket) => socket.write(Buffer.concat(parts)))).toStrictEqual(WORKS);
  });

  test('and the end of the connection in the same moment', async () => {
    const outcome = await bind((socket) => socket.end(bindResponse(2, 0)));
    expect(outcome).toStrictEqual(WORKS);
  });

  test('longer than any answer of Google is not read', async () => {
    const outcome = bind((socket) => socket.write(bindResponse(2, 0, 'x'.repeat(16_384))));
    expect(await outcome).toStrictEqual(UNREADABLE);
  });
});

test('any bytes, in any pieces, end in an outcome, and never in a proof that they do not give', async () => {
  const damaged = fc
    .tuple(fc.constantFrom(0, 49, 50), fc.nat(40), fc.nat(255), fc.nat(40))
    .map(([code, at, byte, cut]) => {
      const bytes = bindResponse(2, code, 'some text of the server');
      bytes[at % bytes.length] = byte;
      return bytes.subarray(0, bytes.length - (cut % 3 === 0 ? cut : 0));
    });
  const pieces = fc.array(fc.oneof(fc.uint8Array({ maxLength: 40 }), damaged), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(pieces, async (parts) => {
      const outcome = await bind((socket) => {
        for (const part of parts) socket.write(part);
        socket.end();
      });
      const bytes = Buffer.concat(parts);
      const proves = /^30.+?020[1-4](00)*0261.+?0a(0100|020000|03000000|0400000000)04/.test(
        bytes.toString('hex'),
      );
      expect(proves || outcome.result !== 'works').toBe(true);
    }),
    { numRuns: 300, seed: 20_260_101 },
  );
});
