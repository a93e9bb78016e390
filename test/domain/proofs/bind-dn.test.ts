import fc from 'fast-check';
import { bindDn } from '../../../functions/domain/proofs/bind-dn';

describe('the name of a user in the tree of Secure LDAP', () => {
  it.each([
    ['ann@example.com', '/', 'uid=ann,ou=Users,dc=example,dc=com'],
    ['ann@example.com', '/Staff', 'uid=ann,ou=Staff,ou=Users,dc=example,dc=com'],
    [
      'ann.o+x@example.com',
      '/Staff/Paris, 2e',
      String.raw`uid=ann.o\+x,ou=Paris\, 2e,ou=Staff,ou=Users,dc=example,dc=com`,
    ],
    [
      'ann@other.example',
      '/Élèves/ #1 ',
      String.raw`uid=ann,ou=\ #1\ ,ou=Élèves,ou=Users,dc=example,dc=com`,
    ],
    [
      '#a@example.com',
      '/<a>;"b"\\',
      String.raw`uid=\#a,ou=\<a\>\;\"b\"\\,ou=Users,dc=example,dc=com`,
    ],
  ])('of %s in %s is %s', (primaryEmail, orgUnitPath, dn) => {
    expect(bindDn({ primaryEmail, orgUnitPath }, 'example.com')).toBe(dn);
  });

  it('gives every part back to a reader that follows RFC 4514', () => {
    const value = fc.oneof(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.string({ minLength: 1, unit: fc.constantFrom(...Array.from(' #,+"\\<>;=\0a')) }),
    );
    const unit = value.filter((text) => !text.includes('/'));
    fc.assert(
      fc.property(value, fc.array(unit, { maxLength: 4 }), (local, units) => {
        const dn = bindDn(
          { primaryEmail: `${local}@mail.example`, orgUnitPath: `/${units.join('/')}` },
          'example.com',
        );
        expect(partsOf(dn)).toStrictEqual([
          ['uid', local],
          ...units.toReversed().map((each) => ['ou', each]),
          ['ou', 'Users'],
          ['dc', 'example'],
          ['dc', 'com'],
        ]);
      }),
      { numRuns: 2_000 },
    );
  });
});

const SPECIAL = ' "#+,;<=>\\';

/** The attribute types and values of a distinguished name, read by RFC 4514, section 3. Throws if it is none. */
function partsOf(dn: string): [string, string][] {
  const signs = Array.from(dn);
  const parts: [string, string][] = [];
  let place = 0;
  while (place < signs.length) {
    let type = '';
    for (; signs[place] !== '='; place += 1) type += signs[place]!;
    place += 1;
    let value = '';
    let endsInPlainSpace = false;
    const begins = place;
    for (; place < signs.length && signs[place] !== ','; place += 1) {
      const sign = signs[place]!;
      if (sign !== '\\') {
        if ('"+;<>\0'.includes(sign)) throw new Error(`${sign} is not escaped in ${dn}`);
        if (place === begins && ' #'.includes(sign)) throw new Error(`it begins with ${sign}`);
        value += sign;
        endsInPlainSpace = sign === ' ';
        continue;
      }
      place += 1;
      const next = signs[place]!;
      if (!SPECIAL.includes(next)) place += 1; // two hexadecimal digits
      value += SPECIAL.includes(next)
        ? next
        : String.fromCodePoint(parseInt(`${next}${signs[place]!}`, 16));
      endsInPlainSpace = false;
    }
    if (endsInPlainSpace) throw new Error(`a value ends in a space in ${dn}`);
    parts.push([type, value]);
    place += 1;
  }
  return parts;
}
