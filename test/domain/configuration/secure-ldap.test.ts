import { KEYLESS } from '../../fakes/google-connection';
import { LdapWorld } from '../../fakes/ldap-world';
import { GOOD, OTHER } from '../../fixtures/ldap-certificates';
import { recordVerification } from '../../../functions/domain/configuration/verify-configuration';
import {
  verifySecureLdap,
  watchSecureLdap,
} from '../../../functions/domain/configuration/verify-secure-ldap';
import { userId } from '../../../functions/domain/account';
import { Secret } from '../../../functions/domain/secret';
import { type ConnectionProbe } from '../../../functions/ports/connection-probe';
import { type Directory } from '../../../functions/ports/directory';

const DAY_MS = 86_400_000;

let world: LdapWorld;
beforeEach(() => {
  world = new LdapWorld();
});

/** Google, whose administrator belongs to this Workspace. */
function googleOf(customerId: string): ConnectionProbe {
  const admin = {
    id: userId('1'),
    primaryEmail: 'admin@example.com',
    aliases: [],
    suspended: false,
    archived: false,
    isAdmin: true,
    isDelegatedAdmin: false,
    isEnrolledIn2Sv: false,
    isEnforcedIn2Sv: false,
    orgUnitPath: '/',
    customerId,
  };
  const directory: Directory = {
    findUser: () => Promise.resolve({ kind: 'ok', value: admin }),
    listUsers: () => Promise.resolve({ kind: 'ok', value: { users: [admin] } }),
    setPassword: () => Promise.resolve({ kind: 'applied' }),
  };
  return { signIn: () => Promise.resolve({ directory: { kind: 'ok', value: directory } }) };
}

describe('the chain of Secure LDAP', () => {
  it('waits for the first proof, once Google accepts a connection', async () => {
    await world.save();
    expect(world.states()).toBe('ok ok waiting');
    expect(world.saved().verification.state).toBe('waiting');
  });

  it('ends at the connection if the server can not be reached', async () => {
    world.ldap.unreachable = 'ldap-unreachable';
    await world.save();
    expect(world.states()).toBe('ok failing not-reached');
    expect(world.link('ldap-connect')).toMatchObject({ code: 'ldap-unreachable' });
  });

  it('ends at the certificate if the vault no longer has it', async () => {
    const { keyVersion } = await world.save();
    await world.ldapKeys.disable(keyVersion);
    await verifySecureLdap(world.ports());
    expect(world.states()).toBe('failing not-reached not-reached');
    expect(world.link('ldap-certificate')).toStrictEqual({
      id: 'ldap-certificate',
      state: 'failing',
      code: 'ldap-key-unreadable',
      message: 'The stored certificate or its private key is missing, disabled or unreadable.',
      fix: 'In the Admin console, open Apps › LDAP and the client, then Authentication › Generate new certificate. Upload both files here, then delete the former certificate there.',
    });
  });

  it('ends at the certificate if that has expired', async () => {
    await world.save(OTHER);
    world.clock.advance(Date.UTC(2028, 11, 14, 12) - world.clock.now());
    await verifySecureLdap(world.ports());
    expect(world.states()).toBe('failing not-reached not-reached');
    expect(world.link('ldap-certificate')).toMatchObject({
      code: 'ldap-certificate-expired',
      message: 'The certificate expired on 2028-12-14. Google accepts no bind with it.',
    });
  });

  it('carries a warning on a link that is ok from 90 days before the expiry', async () => {
    await world.save(OTHER);
    world.clock.advance(Date.UTC(2028, 8, 15, 11, 59, 59) - world.clock.now());
    await verifySecureLdap(world.ports());
    expect(world.link('ldap-certificate')).toStrictEqual({ id: 'ldap-certificate', state: 'ok' });
    world.clock.advance(1_000);
    await verifySecureLdap(world.ports());
    expect(world.link('ldap-certificate')).toMatchObject({
      state: 'ok',
      code: 'ldap-certificate-expiring',
      message:
        'The certificate expires on 2028-12-14. From then on Google accepts no bind with it.',
    });
  });
});

describe('a check', () => {
  it('of a certificate that was replaced in the meantime is not recorded', async () => {
    await world.save();
    const checked = new Promise<void>((resolve) => {
      world.ldap.connect = async () => {
        world.ldap.connect = () => Promise.resolve(undefined);
        await world.save(OTHER);
        resolve();
        return 'ldap-certificate';
      };
    });
    await verifySecureLdap(world.ports());
    await checked;
    expect(world.states()).toBe('ok ok waiting');
  });

  it('writes one event when a connection that worked begins to fail', async () => {
    await world.save();
    world.ldap.unreachable = 'ldap-silent';
    await verifySecureLdap(world.ports());
    await verifySecureLdap(world.ports());
    expect(world.events()).toStrictEqual(['secure-ldap.failing 2026-01-01']);
    world.ldap.unreachable = undefined;
    await verifySecureLdap(world.ports());
    world.ldap.unreachable = 'ldap-closed';
    world.clock.advance(DAY_MS);
    await verifySecureLdap(world.ports());
    expect(world.events()).toStrictEqual([
      'secure-ldap.failing 2026-01-01',
      'secure-ldap.failing 2026-01-02',
    ]);
  });

  it('of a certificate that never connected writes none: only its uploader is concerned', async () => {
    world.ldap.unreachable = 'ldap-certificate';
    await world.save();
    await verifySecureLdap(world.ports());
    expect(world.events()).toStrictEqual([]);
  });
});

describe('a tick', () => {
  const tick = (): Promise<void> => watchSecureLdap(world.ports());
  const connections = (): number => world.ldap.certificates.length;

  it('checks a working connection once a day, and a broken one each time', async () => {
    await world.save();
    await tick();
    world.clock.advance(DAY_MS - 1);
    await tick();
    expect(connections()).toBe(1);
    world.clock.advance(1);
    world.ldap.unreachable = 'ldap-unreachable';
    await tick();
    expect(connections()).toBe(2);
    await tick();
    expect(connections()).toBe(3);
    world.ldap.unreachable = undefined;
    await tick();
    await tick();
    expect(connections()).toBe(4);
    expect(world.states()).toBe('ok ok waiting');
  });

  it('finds the certificate expired at the first tick after that, not a day later', async () => {
    await world.save(OTHER); // until 2028-12-14T12:00:00Z
    world.clock.advance(Date.UTC(2028, 11, 14, 11, 50) - world.clock.now());
    await tick();
    expect(world.states()).toBe('ok ok waiting');
    world.clock.advance(15 * 60_000);
    await tick();
    expect(world.states()).toBe('failing not-reached not-reached');
    expect(world.events()).toStrictEqual([
      'secure-ldap.expiring 2028-12-14',
      'secure-ldap.failing 2028-12-14',
    ]);
  });

  it('writes one event for each threshold before the expiry', async () => {
    await world.save(OTHER);
    for (let hours = 0; hours < 24 * 100; hours += 1) {
      if (hours === 0) world.clock.advance(Date.UTC(2028, 8, 10, 12) - world.clock.now());
      await tick();
      world.clock.advance(3_600_000);
    }
    expect(world.events()).toStrictEqual([
      'secure-ldap.expiring 2028-09-15',
      'secure-ldap.expiring 2028-11-14',
      'secure-ldap.expiring 2028-12-07',
      'secure-ldap.failing 2028-12-14',
    ]);
  });

  it('writes them again after a clock that ran ahead was set right', async () => {
    await world.save(OTHER);
    for (const day of ['2028-12-10', '2026-01-01', '2028-09-16', '2028-11-15', '2028-12-08']) {
      world.clock.advance(Date.parse(day) - world.clock.now());
      await tick();
    }
    expect(world.events()).toStrictEqual([
      'secure-ldap.expiring 2028-12-10',
      'secure-ldap.expiring 2028-09-16',
      'secure-ldap.expiring 2028-11-15',
      'secure-ldap.expiring 2028-12-08',
    ]);
  });

  it('writes them even if the vault is out of reach', async () => {
    await world.save(OTHER);
    world.ldapKeys.list = () => Promise.reject(new Error('no permission'));
    world.clock.advance(Date.UTC(2028, 11, 10, 12) - world.clock.now());
    await expect(tick()).rejects.toThrow('no permission');
    expect(world.events()).toStrictEqual(['secure-ldap.expiring 2028-12-10']);
  });

  it('after a long silence warns only of the last threshold, and a new certificate starts anew', async () => {
    await world.save(OTHER);
    world.clock.advance(Date.UTC(2028, 11, 10) - world.clock.now());
    await tick();
    await tick();
    expect(world.events()).toStrictEqual(['secure-ldap.expiring 2028-12-10']);
    await world.save(OTHER);
    await tick();
    expect(world.events()).toHaveLength(2);
  });

  it('does nothing without Secure LDAP, except that it destroys a pair that a dead save left', async () => {
    await world.ldapKeys.add(new Secret(GOOD.certificate + GOOD.privateKey));
    await tick();
    expect(world.ldapKeys.peek('1')).toBe('destroyed');
    expect(world.events()).toStrictEqual([]);
    expect(connections()).toBe(0);
  });
});

describe('the Workspace that Secure LDAP belongs to', () => {
  const connect = (customerId: string): Promise<unknown> =>
    recordVerification({ ...world.ports(), probe: googleOf(customerId) });
  beforeEach(() =>
    world.change((current) => ({
      ...current,
      connection: KEYLESS,
      connectedAt: world.clock.now(),
    })),
  );

  it('is the first that turns out to be connected', async () => {
    expect(await world.save()).not.toHaveProperty('customerId');
    await connect('C01');
    expect(world.saved().customerId).toBe('C01');
    await connect('C01');
    expect(world.states()).toBe('ok ok waiting');
  });

  it('another one that is connected turns it off', async () => {
    await connect('C01');
    const { keyVersion } = await world.save();
    expect(world.saved().customerId).toBe('C01');
    await world.change(({ customerId: _, ...rest }) => rest);
    await connect('C02');
    expect(world.configurations.peek()).not.toHaveProperty('secureLdap');
    await watchSecureLdap(world.ports());
    expect(world.ldapKeys.peek(keyVersion)).toBe('destroyed');
  });
});
