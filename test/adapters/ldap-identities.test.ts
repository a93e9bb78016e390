import { keptLdapIdentities } from '../../functions/adapters/ldap-identities';
import { Secret } from '../../functions/domain/secret';
import { type LdapIdentity } from '../../functions/ports/password-prover';
import { ManualClock } from '../fakes/manual-clock';

const pair = (certificate: string): LdapIdentity => ({
  certificate,
  privateKey: new Secret(`key of ${certificate}`),
});

/** A vault that notes each read. */
function keptIn(versions: Map<string, LdapIdentity | Error>) {
  const clock = new ManualClock();
  const reads: string[] = [];
  const kept = keptLdapIdentities(
    {
      read: (version) => {
        reads.push(version);
        const found = versions.get(version);
        return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
      },
    },
    clock,
  );
  return { kept, reads, clock };
}

test('many binds read the vault once, also at the same time', async () => {
  const { kept, reads, clock } = keptIn(new Map([['1', pair('one')]]));
  await Promise.all([kept.read('1'), kept.read('1')]);
  clock.advance(299_999);
  expect(await kept.read('1')).toStrictEqual(pair('one'));
  expect(reads).toStrictEqual(['1']);
});

test('a replaced pair is not used again, and only the last one is kept', async () => {
  const { kept, reads } = keptIn(
    new Map([
      ['1', pair('one')],
      ['2', pair('two')],
    ]),
  );
  await kept.read('1');
  expect(await kept.read('2')).toStrictEqual(pair('two'));
  expect(await kept.read('1')).toStrictEqual(pair('one'));
  expect(reads).toStrictEqual(['1', '2', '1']);
});

test('a version that is disabled by hand is used for at most five minutes', async () => {
  const versions = new Map([['1', pair('one')]]);
  const { kept, clock } = keptIn(versions);
  await kept.read('1');
  versions.delete('1');
  clock.advance(300_000);
  expect(await kept.read('1')).toBeUndefined();
});

test('what can’t be read is asked for again', async () => {
  const versions = new Map<string, LdapIdentity | Error>();
  const { kept } = keptIn(versions);
  expect(await kept.read('1')).toBeUndefined();
  versions.set('1', new Error('out of reach'));
  await expect(kept.read('1')).rejects.toThrow('out of reach');
  versions.set('1', pair('one'));
  expect(await kept.read('1')).toStrictEqual(pair('one'));
});

test('a clock that was set back keeps nothing longer', async () => {
  const { kept, reads, clock } = keptIn(new Map([['1', pair('one')]]));
  await kept.read('1');
  clock.advance(-1_000);
  await kept.read('1');
  expect(reads).toStrictEqual(['1', '1']);
});
