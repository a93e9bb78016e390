import { crc32c } from '../../../functions/adapters/gcp/crc32c';

const bytes = (make: (index: number) => number): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, index) => make(index));

/** RFC 3720, B.4, gives the checksum as four bytes, least significant first. */
const ISCSI_READ_COMMAND =
  '01c00000000000000000000000000000140000000000040000000014000000182800000000000000' +
  '0200000000000000';

describe('CRC32C', () => {
  it.each([
    ['32 bytes of zeroes', bytes(() => 0), 0x8a9136aa],
    ['32 bytes of ones', bytes(() => 0xff), 0x62a8ab43],
    ['32 bytes counting up', bytes((index) => index), 0x46dd794e],
    ['32 bytes counting down', bytes((index) => 31 - index), 0x113fdb5c],
    ['an iSCSI read command', Buffer.from(ISCSI_READ_COMMAND, 'hex'), 0xd9963a56],
    ['the digits 1 to 9', Buffer.from('123456789'), 0xe3069283],
    ['no bytes', new Uint8Array(0), 0],
  ])('of %s is as RFC 3720 has it', (_name, input, expected) => {
    expect(crc32c(input)).toBe(expected);
  });

  it('changes when any one bit does', () => {
    const original = Buffer.from('a service account key');
    const sums = new Set([crc32c(original)]);
    for (let bit = 0; bit < original.length * 8; bit += 1) {
      const changed = Buffer.from(original);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      sums.add(crc32c(changed));
    }
    expect(sums.size).toBe(169);
  });
});
