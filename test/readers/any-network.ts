import fc from 'fast-check';
import { type SignInUser } from '../../functions/domain/clients/client';
import { type Network } from '../../functions/domain/networks/network';
import { bytesOf, isWritable } from '../../functions/domain/networks/network-names';
import { ALICE, PLAIN } from '../fixtures/wifi';

/** What breaks formats, and what is easily trimmed or misread. */
const AWKWARD = Array.from('"\'\\$#;&<>{}[]()=:,%`|~!*?/ 0165');
const BEYOND_ASCII = [...Array.from('éÉßñ漢字\u00a0\u3000\u200b\u202e\ufeff☕🛜'), '👩‍🏫', '\u0301'];

const text = (units: readonly string[], maxBytes: number): fc.Arbitrary<string> =>
  fc
    .string({
      unit: fc.oneof(fc.constantFrom(...units), fc.string({ minLength: 1, maxLength: 1 })),
      minLength: 1,
      maxLength: maxBytes,
    })
    .map((value) => value.slice(0, maxBytes))
    .filter((value) => bytesOf(value) <= maxBytes && isWritable(value));

const SSID = fc.oneof(
  text([...AWKWARD, ...BEYOND_ASCII], 32),
  fc.constantFrom(' '.repeat(32), '"'.repeat(32), '🛜'.repeat(8), '1;2;', '65;', ' x ', '\\s', '#'),
);
const PASSWORD = fc.oneof(
  text(AWKWARD, 100),
  fc.constantFrom('"#"', '#"', '"', '\\', '${PASSWORD}', 'P"x"', '0a0b', '"'.repeat(100)),
);
const NAME = text(AWKWARD, 64).map((name) => `${name}@example.com`);
const OUTER = fc.option(text([...AWKWARD, ...BEYOND_ASCII], 100), { nil: undefined });

/** A user and a network that can be saved. */
type Given = { readonly user: SignInUser; readonly network: Network };
export const GIVEN: fc.Arbitrary<Given> = fc
  .record({ ssid: SSID, name: NAME, password: PASSWORD, outer: OUTER, hidden: fc.boolean() })
  .map(({ ssid, name, password, outer, hidden }) => ({
    user: { ...ALICE, primaryEmail: name, password },
    network: {
      ...PLAIN,
      ssid,
      hidden,
      ...(outer === undefined ? {} : { outerIdentity: outer }),
    },
  }));
