import { bindsAfter, noteBind } from '../../../functions/domain/configuration/note-bind';
import { type KnownBinds } from '../../../functions/domain/configuration/secure-ldap';
import { verifySecureLdap } from '../../../functions/domain/configuration/verify-secure-ldap';
import { type BindFailure } from '../../../functions/domain/proofs/bind-failure';
import { type BindOutcome } from '../../../functions/ports/password-prover';
import { LdapWorld } from '../../fakes/ldap-world';
import { OTHER } from '../../fixtures/ldap-certificates';

const WORKS: BindOutcome = { result: 'works' };
const REFUSED: BindOutcome = { result: 'refused' };
const unknown = (failure: BindFailure): BindOutcome => ({ result: 'unknown', failure });

const NEVER: KnownBinds = { worked: false };
const WORKED: KnownBinds = { worked: true };

describe('what binds have shown', () => {
  it.each<[string, KnownBinds, BindOutcome, KnownBinds]>([
    ['the first that works', NEVER, WORKS, { worked: true }],
    ['one that works after a reason', { worked: false, failure: 'ldap-quota' }, WORKS, WORKED],
    ['one that works after a failure', { worked: true, failure: 'ldap-protocol' }, WORKS, WORKED],
    ['a refusal first', NEVER, REFUSED, { worked: false, failure: 'refused' }],
    ['a failure first', NEVER, unknown('ldap-silent'), { worked: false, failure: 'ldap-silent' }],
    [
      'another failure before one has worked',
      { worked: false, failure: 'refused' },
      unknown('ldap-not-allowed'),
      { worked: false, failure: 'ldap-not-allowed' },
    ],
    [
      'a refused certificate',
      WORKED,
      unknown('ldap-certificate'),
      { worked: true, failure: 'ldap-certificate' },
    ],
    [
      'a server that is not trusted',
      WORKED,
      unknown('ldap-untrusted'),
      { worked: true, failure: 'ldap-untrusted' },
    ],
    [
      'a refusal after a failure: Google has read the bind',
      { worked: true, failure: 'ldap-certificate' },
      REFUSED,
      WORKED,
    ],
  ])('%s changes it', (_name, before, outcome, after) => {
    expect(bindsAfter(before, outcome)).toStrictEqual(after);
  });

  it.each<[string, KnownBinds, BindOutcome]>([
    ['one more that works', WORKED, WORKS],
    ['a refusal of one password', WORKED, REFUSED],
    ['a user who is not allowed', WORKED, unknown('ldap-not-allowed')],
    ['a full quota', WORKED, unknown('ldap-quota')],
    ['silence', WORKED, unknown('ldap-silent')],
    ['a name that Google does not read', WORKED, unknown('ldap-name')],
    ['the same refusal again', { worked: false, failure: 'refused' }, REFUSED],
    [
      'the same failure again',
      { worked: true, failure: 'ldap-protocol' },
      unknown('ldap-protocol'),
    ],
  ])('%s does not', (_name, before, outcome) => {
    expect(bindsAfter(before, outcome)).toBe(before);
  });
});

describe('the link ldap-bind', () => {
  let world: LdapWorld;
  beforeEach(async () => {
    world = new LdapWorld();
    await world.save();
  });
  const note = (outcome: BindOutcome): Promise<void> =>
    noteBind(world.ports(), world.saved(), outcome);

  it('is ok after a bind that worked, and fails when every bind would', async () => {
    await note(WORKS);
    expect(world.saved().verification.state).toBe('ok');
    expect(world.link('ldap-bind')).toStrictEqual({ id: 'ldap-bind', state: 'ok' });
    await note(unknown('ldap-certificate'));
    expect(world.states()).toBe('ok ok failing');
    expect(world.link('ldap-bind')).toMatchObject({ code: 'ldap-certificate' });
    expect(world.saved().verification.state).toBe('failing');
    await note(unknown('ldap-certificate'));
    expect(world.events()).toStrictEqual(['secure-ldap.failing 2026-01-01']);
    await note(WORKS);
    expect(world.states()).toBe('ok ok ok');
  });

  it('waits with the reason until one has worked', async () => {
    await note(REFUSED);
    expect(world.link('ldap-bind')).toMatchObject({ state: 'waiting', code: 'ldap-refused' });
    await note(unknown('ldap-not-allowed'));
    expect(world.link('ldap-bind')).toMatchObject({ state: 'waiting', code: 'ldap-not-allowed' });
    expect(world.events()).toStrictEqual([]);
  });

  it('keeps what binds showed when the connection is checked again', async () => {
    await note(WORKS);
    await verifySecureLdap(world.ports());
    expect(world.states()).toBe('ok ok ok');
    world.ldap.unreachable = 'ldap-silent';
    await verifySecureLdap(world.ports());
    expect(world.states()).toBe('ok failing not-reached');
    world.ldap.unreachable = undefined;
    await verifySecureLdap(world.ports());
    expect(world.states()).toBe('ok ok ok');
  });

  it('that fails waits for the next bind after somebody checks again, not after a tick does', async () => {
    await note(WORKS);
    await note(unknown('ldap-certificate'));
    await verifySecureLdap(world.ports());
    expect(world.states()).toBe('ok ok failing');
    await verifySecureLdap(world.ports(), { asked: true });
    expect(world.states()).toBe('ok ok waiting');
    expect(world.link('ldap-bind')).toMatchObject({ code: 'ldap-certificate' });
    await verifySecureLdap(world.ports());
    expect(world.states()).toBe('ok ok waiting');
  });

  it('fails again, with another event, if that bind shows the same', async () => {
    await note(WORKS);
    await note(unknown('ldap-certificate'));
    await verifySecureLdap(world.ports(), { asked: true });
    await note(unknown('ldap-silent'));
    expect(world.states()).toBe('ok ok waiting');
    await note(unknown('ldap-certificate'));
    expect(world.states()).toBe('ok ok failing');
    expect(world.events()).toStrictEqual([
      'secure-ldap.failing 2026-01-01',
      'secure-ldap.failing 2026-01-01',
    ]);
    await verifySecureLdap(world.ports(), { asked: true });
    await note(WORKS);
    expect(world.states()).toBe('ok ok ok');
  });

  it('a bind that worked shows that the server can be reached', async () => {
    world.ldap.unreachable = 'ldap-silent';
    await verifySecureLdap(world.ports());
    await note(WORKS);
    expect(world.states()).toBe('ok ok ok');
  });

  it('does not take the outcome of a bind with a certificate that was replaced since', async () => {
    const seen = world.saved();
    await world.save(OTHER);
    await noteBind(world.ports(), seen, WORKS);
    expect(world.states()).toBe('ok ok waiting');
  });
});
