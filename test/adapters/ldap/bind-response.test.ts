import fc from 'fast-check';
import { MessageParser } from 'ldapts';
import { firstMessage } from '../../../functions/adapters/ldap/bind-response';
import { bindResponse } from '../../fakes/ldap-bytes';

test.each([
  ['nothing yet', ''],
  ['the tag', '30'],
  ['half a length', '308400'],
  ['all but the last byte', '300c02010261070a0100040004'],
])('waits for more after %s', (_, hex) => {
  expect(firstMessage(Buffer.from(hex, 'hex'))).toStrictEqual({ kind: 'incomplete' });
});

test('ends with the message, whatever follows', () => {
  const answer = bindResponse(2, 49, 'no');
  expect(firstMessage(Buffer.concat([answer, Buffer.from('anything')]))).toStrictEqual({
    kind: 'message',
    bytes: answer,
  });
});

/** A BindResponse with bytes replaced, put in or left out. */
const almost = fc
  .tuple(
    fc.integer({ min: 0, max: 127 }),
    fc.string({ maxLength: 60 }),
    fc.array(fc.tuple(fc.nat(80), fc.nat(2), fc.uint8Array({ maxLength: 3 })), { maxLength: 3 }),
  )
  .map(([code, text, edits]) => {
    const bytes = [...bindResponse(2, code, text)];
    for (const [at, removed, added] of edits) bytes.splice(at % bytes.length, removed, ...added);
    return Buffer.from(bytes);
  });

test('ldapts reads whatever is passed on to it, as a BindResponse with the code that is in it', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        almost,
        fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
      ),
      (bytes) => {
        const first = firstMessage(bytes);
        if (first.kind !== 'message') return;
        const read: unknown[] = [];
        const parser = new MessageParser();
        parser.on('message', (message) => read.push(message));
        parser.on('error', (error) => read.push(error));
        parser.read(Buffer.from(first.bytes), new Map());
        expect(read).toMatchObject([{ protocolOperation: 0x61, status: codeIn(first.bytes) }]);
      },
    ),
    { numRuns: 20_000, seed: 20_260_101 },
  );
});

/** The result code of a complete message: the number in the first element of the second one. */
function codeIn(message: Buffer): number {
  const contentOf = (at: number): { readonly from: number; readonly to: number } => {
    const first = message.readUInt8(at + 1);
    const size = first < 0x80 ? 0 : first - 0x80;
    const from = at + 2 + size;
    return { from, to: from + (size === 0 ? first : message.readUIntBE(at + 2, size)) };
  };
  const id = contentOf(contentOf(0).from);
  const code = contentOf(contentOf(id.to).from);
  return message.readIntBE(code.from, code.to - code.from);
}
