import { SCHEMA_VERSION } from '../../functions/adapters/document-reader';
import { storedAccount } from '../../functions/adapters/stored-current';
import {
  readAccount,
  readConfiguration,
  readEvent,
} from '../../functions/adapters/stored-document';
import {
  type Connection,
  DEFAULT_CONFIGURATION,
} from '../../functions/domain/configuration/configuration';
import { epochMs } from '../../functions/domain/time';
import { FIRST_ACCOUNTS } from '../contracts/first-release-documents';
import { bareAccount, event, fullAccount, fullConfiguration } from '../contracts/sample-documents';

const stored = (document: object): unknown =>
  JSON.parse(JSON.stringify({ ...document, schemaVersion: SCHEMA_VERSION, writer: 'w' }));

describe('a stored document', () => {
  it('of an account is read in full, without the store’s own fields', () => {
    expect(readAccount('accounts/1', stored(fullAccount))).toStrictEqual(fullAccount);
    expect(readAccount('accounts/1', stored(bareAccount('1')))).toStrictEqual(bareAccount('1'));
  });

  it('of an account whose password was destroyed keeps no ciphertext, and a text in its place', () => {
    const { ciphertext: _, ...known } = fullAccount.current!;
    const account = { ...fullAccount, current: { ...known, forgottenAt: epochMs(1700086400123) } };
    const written = stored(storedAccount(account));
    expect(written).toMatchObject({ current: { ...known, ciphertext: 'destroyed' } });
    expect(readAccount('accounts/1', written)).toStrictEqual(account);
    expect(stored(storedAccount(fullAccount))).toStrictEqual(stored(fullAccount));
  });

  it('of an account of the first release takes the time that its password was set as the time that it was made', () => {
    expect(readAccount('accounts/101', FIRST_ACCOUNTS.active)).toStrictEqual({
      userId: '101',
      primaryEmail: 'Alice@example.com',
      status: 'active',
      current: {
        version: 3,
        ciphertext: 'Y3VycmVudA==',
        createdAt: 1700000000123,
        setAt: 1700000000123,
      },
      candidates: [],
      nextRotationAt: 1702592000123,
      lastVersion: 3,
      rotationRequests: [],
      revision: 7,
    });
  });

  it('of an account of the first release keeps its failure count, and nothing else of its mark', () => {
    const account = readAccount('accounts/103', FIRST_ACCOUNTS.failed);
    expect(account.failures).toBe(3);
    expect(account).not.toHaveProperty('mark');
    expect(account).not.toHaveProperty('lastMet');
    const both = { ...FIRST_ACCOUNTS.failed, failures: 5 };
    expect(readAccount('accounts/103', both).failures).toBe(5);
    expect(readAccount('accounts/107', FIRST_ACCOUNTS.revoked)).not.toHaveProperty('failures');
  });

  it('of the configuration is read in full, for all ways of signing in', () => {
    const { credential } = fullConfiguration.connection!;
    const keyless = {
      kind: 'keyless',
      serviceAccount: 's@p.iam.gserviceaccount.com',
      clientId: '1',
    } as const;
    const connections: readonly Connection[] = [
      { adminUsername: 'admin@example.com', credential: keyless },
      { customerId: 'C01abc2de', credential },
      { customerId: 'C01abc2de', credential: keyless },
    ];
    const all = connections.map((connection) => ({ ...fullConfiguration, connection }));
    for (const whole of [fullConfiguration, ...all, DEFAULT_CONFIGURATION]) {
      expect(readConfiguration('configuration/current', stored(whole))).toStrictEqual(whole);
    }
  });

  it('of an event is read whole', () => {
    const whole = event('e1', 5, { primaryEmail: 'a@example.com', version: 2 });
    expect(readEvent('outbox/e1', stored(whole))).toStrictEqual(whole);
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'accounts/1 is not in the form of schema version 1: /'],
    ['an older form', { ...bareAccount('1'), schemaVersion: 0 }, '/schemaVersion'],
    ['a count below zero', stored(bareAccount('1', { revision: -1 })), ': /revision'],
    ['a status of another release', stored({ ...bareAccount('1'), status: 'asleep' }), ': /status'],
    [
      'two faults',
      stored({ ...bareAccount('1'), lease: { holder: 7 }, lastVersion: 1.5 }),
      ': /lease/holder, /lease/until, /lastVersion',
    ],
  ])('of %s is refused with its place', (_name, document, place) => {
    expect(() => readAccount('accounts/1', document)).toThrow(place);
  });

  it('that is refused is not quoted, not even its unknown fields', () => {
    const document = stored({
      ...fullConfiguration,
      policy: { ...fullConfiguration.policy, CANARY: 'CANARY', length: 'CANARY' },
    });
    expect(() => readConfiguration('configuration/current', document)).toThrow(
      'configuration/current is not in the form of schema version 1: /policy/length, /policy',
    );
  });
});
