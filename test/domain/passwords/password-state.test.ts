import { type Account, ciphertext, userId } from '../../../functions/domain/account';
import {
  claimPassword,
  type ClaimRequest,
} from '../../../functions/domain/passwords/password-claim';
import { finishPassword, type Outcome } from '../../../functions/domain/passwords/password-finish';
import { epochMs } from '../../../functions/domain/time';

const NOW = epochMs(1_000_000);
const ALICE = userId('101');
const FRESH = { version: 1, ciphertext: ciphertext('one') };

const request = (change: Partial<ClaimRequest> = {}): ClaimRequest => ({
  userId: ALICE,
  primaryEmail: 'alice@example.com',
  holder: 'h1',
  now: NOW,
  purpose: 'set',
  customerId: null,
  wanted: () => true,
  askedBy: 'mdm@example.com',
  fresh: FRESH,
  ...change,
});

const active: Account = {
  userId: ALICE,
  primaryEmail: 'alice@example.com',
  status: 'active',
  current: {
    version: 1,
    ciphertext: ciphertext('one'),
    createdAt: epochMs(499_000),
    setAt: epochMs(500_000),
  },
  candidates: [],
  lastVersion: 1,
  rotationRequests: [],
  revision: 3,
};

const candidate = {
  version: 2,
  ciphertext: ciphertext('two'),
  createdAt: epochMs(900_000),
  sent: false,
  refused: false,
  purpose: 'set' as const,
};

describe('a claim', () => {
  test('on a new account records the candidate and takes the lease for 20 s', () => {
    expect(claimPassword(undefined, request()).write).toStrictEqual({
      userId: '101',
      primaryEmail: 'alice@example.com',
      status: 'unconfirmed',
      candidates: [
        {
          version: 1,
          ciphertext: 'one',
          createdAt: 1_000_000,
          sent: false,
          refused: false,
          purpose: 'set',
          askedBy: 'mdm@example.com',
        },
      ],
      lease: { holder: 'h1', until: 1_020_000 },
      sends: [{ from: 1_000_000, until: 2_220_000 }],
      lastVersion: 1,
      customerId: null,
      rotationRequests: [],
      revision: 0,
    });
  });

  test('does not send a candidate that is not newer than the current password', () => {
    const old = { ...candidate, version: 1, ciphertext: ciphertext('brought back') };
    const brought = { ...active, status: 'unconfirmed' as const, candidates: [old] };
    const { write, result } = claimPassword(brought, request({ wanted: () => false }));
    expect(result).toMatchObject({ kind: 'not-wanted', account: { candidates: [] } });
    expect(write).toMatchObject({ status: 'active', candidates: [], current: active.current });
  });

  test('fails while another caller holds the lease and for 5 s more, and says until when', () => {
    const held = { ...active, lease: { holder: 'other', until: epochMs(1_004_000) } };
    expect(claimPassword(held, request())).toStrictEqual({
      result: { kind: 'in-progress', retryAfterMs: 9_000 },
    });
  });

  test('after an expired lease sends the same candidate again, marked, in quarantine until lease + 20 min', () => {
    const dead = {
      ...active,
      candidates: [candidate],
      lastVersion: 2,
      lease: { holder: 'dead', until: epochMs(994_000) },
    };
    const { write, result } = claimPassword(dead, request());
    expect(result).toMatchObject({ kind: 'claimed', candidate: { version: 2, sent: true } });
    expect(write).toMatchObject({
      candidates: [{ version: 2, sent: true }],
      quarantineUntil: 2_194_000,
      lastVersion: 2,
    });
  });

  test('makes no different password within the quarantine, including its last moment', () => {
    const within = { ...active, quarantineUntil: NOW };
    expect(
      claimPassword(within, request({ fresh: { version: 2, ciphertext: ciphertext('two') } })),
    ).toStrictEqual({ result: { kind: 'quarantined', retryAfterMs: 1 } });
  });

  test('requests a password of the next version when it got none or a stale one', () => {
    expect(claimPassword(active, request()).result).toStrictEqual({
      kind: 'fresh-needed',
      version: 2,
    });
  });

  test('adds a fresh candidate beside a refused one once the quarantine is over', () => {
    const refused = {
      ...active,
      candidates: [{ ...candidate, sent: true, refused: true }],
      lastVersion: 2,
    };
    const fresh = { version: 3, ciphertext: ciphertext('three') };
    const { write } = claimPassword(refused, request({ fresh }));
    expect(write?.candidates.map(({ version }) => version)).toStrictEqual([2, 3]);
  });

  test('of a revocation never sends a password that a caller may have seen', () => {
    const pending = { ...active, candidates: [candidate], lastVersion: 2 };
    const fresh = { version: 3, ciphertext: ciphertext('three') };
    const { result } = claimPassword(pending, request({ purpose: 'scramble', fresh }));
    expect(result).toMatchObject({
      kind: 'claimed',
      candidate: { version: 3, purpose: 'scramble' },
    });
  });

  test('that is no longer wanted changes nothing', () => {
    const { write, result } = claimPassword(active, request({ wanted: () => false }));
    expect(write).toBeUndefined();
    expect(result).toStrictEqual({ kind: 'not-wanted', account: active });
  });

  test('whose reply was lost stays when the store runs the step again', () => {
    const fresh = { version: 2, ciphertext: ciphertext('two') };
    const first = claimPassword(active, request({ fresh }));
    const again = claimPassword(first.write, request({ fresh }));
    expect(again).toStrictEqual({ result: first.result });
  });

  test('remembers the idempotency key with the version it got, the last ten of them', () => {
    const rotationRequests = Array.from({ length: 10 }, (_, version) => ({
      keyHash: `k${version}`,
      version,
    }));
    const fresh = { version: 2, ciphertext: ciphertext('two') };
    const { write } = claimPassword(
      { ...active, rotationRequests },
      request({ fresh, keyHash: 'new' }),
    );
    expect(write?.rotationRequests.map(({ keyHash }) => keyHash)).toStrictEqual([
      'k1',
      'k2',
      'k3',
      'k4',
      'k5',
      'k6',
      'k7',
      'k8',
      'k9',
      'new',
    ]);
  });
});

describe('a finish', () => {
  const fresh = { version: 2, ciphertext: ciphertext('two') };
  const { write: claimed, result: claim } = claimPassword(active, request({ fresh, keyHash: 'k' }));
  const finish = (
    found: Account | undefined,
    outcome: Outcome,
  ): ReturnType<typeof finishPassword> => {
    if (claim.kind !== 'claimed') throw new Error('not claimed');
    return finishPassword(found, {
      claim,
      outcome,
      now: epochMs(1_000_700),
      nextRotationAt: epochMs(9_000_000),
    });
  };

  test('applied promotes the candidate and publishes one event, with the address from Google', () => {
    const applied = { kind: 'applied', primaryEmail: 'alice.renamed@example.com' } as const;
    const { write, events } = finish(claimed, applied);
    expect(write).toStrictEqual({
      userId: '101',
      primaryEmail: 'alice.renamed@example.com',
      status: 'active',
      current: { version: 2, ciphertext: 'two', createdAt: 1_000_000, setAt: 1_000_700 },
      candidates: [],
      sends: [{ from: 1_000_000, until: 1_000_700 }],
      nextRotationAt: 9_000_000,
      lastVersion: 2,
      rotationRequests: [{ keyHash: 'k', version: 2 }],
      revision: 3,
    });
    expect(events).toStrictEqual([
      {
        id: 'h1',
        type: 'password.rotated',
        userId: '101',
        primaryEmail: 'alice.renamed@example.com',
        version: 2,
        at: 1_000_700,
      },
    ]);
  });

  test('keeps the address if Google returned none', () => {
    expect(finish(claimed, { kind: 'applied' }).write?.primaryEmail).toBe('alice@example.com');
  });

  test('applied does not lift a quarantine', () => {
    const quarantined = { ...claimed!, quarantineUntil: epochMs(1_020_000) };
    expect(finish(quarantined, { kind: 'applied' }).write?.quarantineUntil).toBe(1_020_000);
  });

  test('applied by a bind starts the quarantine of the lost call for 30 s, or leaves a longer one', () => {
    const byBind = { kind: 'applied', byBind: true } as const;
    const { write } = finish(claimed, byBind);
    expect(write).toMatchObject({ status: 'active', current: { version: 2 }, candidates: [] });
    expect(write?.quarantineUntil).toBe(1_030_700);
    const quarantined = { ...claimed!, quarantineUntil: epochMs(2_000_000) };
    expect(finish(quarantined, byBind).write?.quarantineUntil).toBe(2_000_000);
  });

  test('rejected drops the candidate that this claim made, and its key', () => {
    const { write } = finish(claimed, { kind: 'rejected', failure: { code: 'password-refused' } });
    expect(write).toMatchObject({
      status: 'active',
      current: { version: 1 },
      candidates: [],
      rotationRequests: [],
      lastFailure: { code: 'password-refused', at: 1_000_700, attempts: 1 },
    });
  });

  test('rejected keeps a candidate that may have been sent before, and its key', () => {
    const sent = { ...claimed!, candidates: [{ ...candidate, sent: true }] };
    const { write } = finish(sent, { kind: 'rejected', failure: { code: 'password-refused' } });
    expect(write).toMatchObject({
      status: 'unconfirmed',
      candidates: [{ version: 2, sent: true, refused: true }],
      rotationRequests: [{ keyHash: 'k', version: 2 }],
    });
  });

  test('by a quota of Google does not mark a candidate as refused', () => {
    const sent = { ...claimed!, candidates: [{ ...candidate, sent: true }] };
    const { write } = finish(sent, { kind: 'rejected', failure: { code: 'quota-exceeded' } });
    expect(write?.candidates).toMatchObject([{ refused: false }]);
  });

  test('unknown keeps everything, marks it sent and starts the quarantine for 30 s', () => {
    const { write } = finish(claimed, { kind: 'unknown', failure: { code: 'no-answer' } });
    expect(write).toMatchObject({
      status: 'unconfirmed',
      current: { version: 1 },
      candidates: [{ version: 2, sent: true }],
      quarantineUntil: 1_030_700,
    });
    expect(write?.lease).toBeUndefined();
  });

  test('is fenced off once another caller holds the lease', () => {
    const taken = { ...claimed!, lease: { holder: 'h2', until: epochMs(2_000_000) } };
    expect(finish(taken, { kind: 'applied' })).toStrictEqual({ result: { kind: 'fenced' } });
    expect(finish(undefined, { kind: 'applied' })).toStrictEqual({ result: { kind: 'fenced' } });
  });

  test('is fenced off if another password has its version', () => {
    const { write } = finish(claimed, { kind: 'applied' });
    const made = { createdAt: epochMs(2), setAt: epochMs(3) };
    const other = { version: 2, ciphertext: ciphertext('another'), ...made };
    const found = { ...write!, current: other };
    expect(finish(found, { kind: 'applied' })).toStrictEqual({ result: { kind: 'fenced' } });
  });

  test('whose reply was lost stays when the store runs the step again', () => {
    const { write } = finish(claimed, { kind: 'applied' });
    expect(finish(write, { kind: 'applied' })).toStrictEqual({
      result: { kind: 'finished', account: write },
    });
  });
});
