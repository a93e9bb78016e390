import { type Proof, userId } from '../../../functions/domain/account';
import {
  type Bound,
  bindsAfter,
  noteBind,
} from '../../../functions/domain/configuration/note-bind';
import {
  type KnownBinds,
  type SecureLdap,
} from '../../../functions/domain/configuration/secure-ldap';
import { verifySecureLdap } from '../../../functions/domain/configuration/verify-secure-ldap';
import { type BindFailure } from '../../../functions/domain/proofs/bind-failure';
import { type BindOutcome } from '../../../functions/ports/password-prover';
import { epochMs } from '../../../functions/domain/time';
import { LdapWorld } from '../../fakes/ldap-world';
import { OTHER } from '../../fixtures/ldap-certificates';

const WORKS: BindOutcome = { result: 'works' };
const REFUSED: BindOutcome = { result: 'refused' };
const unknown = (failure: BindFailure): BindOutcome => ({ result: 'unknown', failure });

const user = (number: number, known?: Proof): Bound => ({ userId: userId(`${number}`), known });

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
    expect(bindsAfter(before, outcome, user(1))).toStrictEqual(after);
  });

  it.each<[string, KnownBinds, BindOutcome]>([
    ['one more that works', WORKED, WORKS],
    ['a refusal of one password', WORKED, REFUSED],
    ['a full quota', WORKED, unknown('ldap-quota')],
    ['the same refusal again', { worked: false, failure: 'refused' }, REFUSED],
    [
      'the same failure again',
      { worked: true, failure: 'ldap-protocol' },
      unknown('ldap-protocol'),
    ],
  ])('%s does not', (_name, before, outcome) => {
    expect(bindsAfter(before, outcome, user(1))).toBe(before);
  });
});

describe('users in a row whose binds say nothing of their passwords', () => {
  const after = (...steps: readonly (readonly [BindOutcome, Bound])[]): KnownBinds =>
    steps.reduce((binds, step) => bindsAfter(binds, ...step), WORKED);
  const ofUsers = (outcome: BindOutcome, ...numbers: readonly number[]) =>
    numbers.map((number) => [outcome, user(number)] as const);
  const NOT_ALLOWED = unknown('ldap-not-allowed');
  const FAILING = { worked: true, failure: 'ldap-not-allowed' };

  it.each<BindFailure>([
    'ldap-not-allowed',
    'ldap-unavailable',
    'ldap-unwilling',
    'ldap-other',
    'ldap-busy',
    'ldap-name',
    'ldap-silent',
    'ldap-closed',
    'ldap-unreadable',
    'ldap-unreachable',
  ])('%s: the fifth fails the link', (failure) => {
    expect(after(...ofUsers(unknown(failure), 1, 2, 3, 4))).toStrictEqual({
      worked: true,
      unanswered: ['1', '2', '3', '4'],
    });
    expect(after(...ofUsers(unknown(failure), 1, 2, 3, 4, 5))).toStrictEqual({
      worked: true,
      failure,
    });
  });

  it('a full quota is nobody’s trouble', () => {
    expect(after(...ofUsers(unknown('ldap-quota'), 1, 2, 3, 4, 5, 6))).toBe(WORKED);
  });

  it('one user is one, however often', () => {
    expect(after(...ofUsers(NOT_ALLOWED, 1, 2, 3, 4, 4, 4, 1, 2))).not.toHaveProperty('failure');
  });

  it.each([WORKS, REFUSED])('a bind with the result $result begins anew', (outcome) => {
    const steps = [...ofUsers(NOT_ALLOWED, 1, 2, 3, 4), ...ofUsers(outcome, 9)];
    expect(after(...steps)).toStrictEqual(WORKED);
    expect(after(...steps, ...ofUsers(NOT_ALLOWED, 5)).unanswered).toStrictEqual(['5']);
  });

  it('a user who had the same failure before says nothing of others', () => {
    const known: Proof = {
      version: 1,
      result: 'unknown',
      code: 'ldap-not-allowed',
      at: epochMs(1),
    };
    const again = [1, 2, 3, 4, 5].map((number) => [NOT_ALLOWED, user(number, known)] as const);
    expect(after(...again)).toBe(WORKED);
  });

  it('what every bind has fails the link at once, and is told instead', () => {
    const binds = after(...ofUsers(NOT_ALLOWED, 1, 2, 3, 4, 5));
    expect(bindsAfter(binds, unknown('ldap-silent'), user(6))).toBe(binds);
    expect(bindsAfter(binds, unknown('ldap-certificate'), user(6))).toStrictEqual({
      worked: true,
      failure: 'ldap-certificate',
    });
  });

  it('after somebody has checked again it takes as many as before', () => {
    const again = { ...FAILING, again: true } as KnownBinds;
    const binds = ofUsers(NOT_ALLOWED, 1, 2, 3, 4).reduce(
      (known, step) => bindsAfter(known, ...step),
      again,
    );
    expect(binds).toStrictEqual({ ...again, unanswered: ['1', '2', '3', '4'] });
    expect(bindsAfter(binds, NOT_ALLOWED, user(5))).toStrictEqual(FAILING);
    expect(bindsAfter(binds, WORKS, user(5))).toStrictEqual(WORKED);
  });
});

describe('the link ldap-bind', () => {
  let world: LdapWorld;
  beforeEach(async () => {
    world = new LdapWorld();
    await world.save();
  });
  const note = (outcome: BindOutcome): Promise<SecureLdap> =>
    noteBind(world.ports(), world.saved(), outcome, user(1));

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

  it('fails with the code, its sentence and fix, and one event, after five users in a row', async () => {
    await note(WORKS);
    const bind = (number: number, outcome: BindOutcome): Promise<SecureLdap> =>
      noteBind(world.ports(), world.saved(), outcome, user(number));
    for (const number of [1, 2, 3, 4]) await bind(number, unknown('ldap-not-allowed'));
    expect(world.states()).toBe('ok ok ok');
    for (const number of [5, 6]) await bind(number, unknown('ldap-not-allowed'));
    expect(world.states()).toBe('ok ok failing');
    expect(world.link('ldap-bind')).toMatchObject({
      code: 'ldap-not-allowed',
      message: expect.stringContaining('may not check this user’s password') as string,
      fix: expect.stringContaining('Apps › LDAP') as string,
    });
    expect(world.events()).toStrictEqual(['secure-ldap.failing 2026-01-01']);
    await verifySecureLdap(world.ports(), { asked: true });
    expect(world.states()).toBe('ok ok waiting');
    await bind(7, WORKS);
    expect(world.states()).toBe('ok ok ok');
    expect(world.saved().binds).toStrictEqual({ worked: true });
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
    await noteBind(world.ports(), seen, WORKS, user(1));
    expect(world.states()).toBe('ok ok waiting');
  });
});
