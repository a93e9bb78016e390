import { type Account } from '../../functions/domain/account';
import { type EventType } from '../../functions/domain/event';
import { type issuePassword } from '../../functions/domain/passwords/issue-password';
import { type forgetOutlived } from '../../functions/domain/passwords/forget-outlived';
import { type forgetPassword } from '../../functions/domain/passwords/forget-password';
import { type readPassword } from '../../functions/domain/passwords/read-password';
import { type revokePassword } from '../../functions/domain/passwords/revoke-password';
import { type rotatePassword } from '../../functions/domain/passwords/rotate-password';
import { type CallPorts } from '../../functions/domain/passwords/managed-user';
import { DEFAULT_POLICY, type Policy } from '../../functions/domain/configuration/policy';
import { type PasswordChange } from '../../functions/domain/passwords/password-change';
import { ALICE, InvariantBroken, LateGoogle } from '../fakes/late-google';
import { epochMs } from '../../functions/domain/time';
import { type BindBehaviour, LateBinds } from '../fakes/late-binds';
import { LedgerCipher } from '../fakes/ledger-cipher';
import { ManualClock } from '../fakes/manual-clock';
import { MemoryAccountStore } from '../fakes/memory-account-store';
import { StoredCopies } from '../fakes/stored-copies';
import { type Connected, configurationsOf, directoriesOf } from './connected-workspace';

/** The use cases under test: the real ones, or ones with a planted fault. */
export type PasswordDomain = {
  readonly forgetOutlived: typeof forgetOutlived;
  readonly forgetPassword: typeof forgetPassword;
  readonly issuePassword: typeof issuePassword;
  readonly readPassword: typeof readPassword;
  readonly revokePassword: typeof revokePassword;
  readonly rotatePassword: typeof rotatePassword;
};

/** What callers request for a user with no events at Google. */
export const OPERATIONS = ['issue', 'read', 'rotate', 'rotate-under-key', 'revoke'] as const;
/** What they may also request. */
export const MORE_OPERATIONS = ['read-by-id', 'revoke-by-id', 'forget'] as const;
/** What happens where the policy keeps passwords for an hour only: `retain` is the tick's part. */
export const RETAINING_OPERATIONS = [...OPERATIONS, 'read-by-id', 'retain', 'retain'] as const;
export type Operation = (
  typeof OPERATIONS | typeof MORE_OPERATIONS | typeof RETAINING_OPERATIONS
)[number];

const KEEPS_FOR_EVER = DEFAULT_POLICY;
const KEEPS_AN_HOUR: Policy = { ...DEFAULT_POLICY, retentionHours: 1 };

/** One account, one Google, one clock, and the check of what must always hold. */
export class PasswordWorld {
  readonly clock = new ManualClock();
  readonly google = new LateGoogle(this.clock);
  readonly binds = new LateBinds(this.google);
  readonly cipher = new LedgerCipher();
  readonly accounts = new MemoryAccountStore((account) => {
    this.#learn(account);
  });
  /** The changes reported to the audit trail. */
  readonly trail: PasswordChange[] = [];
  connected: Connected = { workspace: 'own', at: epochMs(1) };
  readonly #copies = new StoredCopies();
  readonly #scrambles = new Map<number, string>();
  readonly #versions = new Map<string, number>();
  #ids = 0;
  #bytes = 0;
  #hasSecureLdap = false;

  policy = KEEPS_FOR_EVER;

  /** From now on the policy keeps passwords for an hour only. */
  retain(): void {
    this.policy = KEEPS_AN_HOUR;
  }

  /** Connects Secure LDAP, whose next binds go as told. */
  connectSecureLdap(behaviours: readonly BindBehaviour[]): void {
    this.#hasSecureLdap = true;
    this.binds.behave(behaviours);
  }

  /** The ports of one process, for a call by `caller`. */
  ports(caller = 'mdm@example.com'): CallPorts {
    return {
      caller,
      changed: (change) => this.trail.push(change),
      accounts: this.accounts,
      cipher: this.cipher,
      clock: this.clock,
      randomBytes: (count) => this.#countingBytes(count),
      newId: () => `claim-${(this.#ids += 1)}`,
      configurations: configurationsOf(() => this.connected, this.policy),
      directory: directoriesOf(this.google),
      ...(this.#hasSecureLdap ? { settleByBind: (_, password) => this.binds.bind(password) } : {}),
    };
  }

  /**
   * I1: the password that Google holds is `current` or one of the candidates. Without `current` it may also
   * be the password from before ours, or the scramble that a revocation confirmed.
   */
  check(): void {
    if (this.google.isGoneForGood) return; // nobody can ever sign in again
    const account = this.accounts.peek(ALICE.id);
    const known = account ? this.#copies.of(account) : [];
    if (known.some((sealed) => this.cipher.open(sealed) === this.google.held)) return;
    const lost = account?.current ? true : !this.#isBaseline(this.google.held);
    if (lost) throw new InvariantBroken(`I1: nobody knows the password that Google holds`);
  }

  /**
   * After everything has settled: each password that Google ever held has one line, with the caller that
   * requested it. Any other password has only `unconfirmed` lines. With `repeats` a line may occur again.
   */
  checkTrail(repeats: boolean): void {
    const taken = new Set([...this.google.taken].map((text) => this.#versions.get(text)));
    const made = this.trail.filter((line) => !this.#forgets(line));
    for (const version of taken) {
      const lines = made.filter((line) => line.version === version);
      if (lines.length === 0) throw new InvariantBroken(`Audit: no line of version ${version}`);
      if (lines.length > 1 && !repeats) throw new InvariantBroken(`Audit: two lines of ${version}`);
    }
    for (const { version, unconfirmed } of made) {
      const isTrue = unconfirmed === true || taken.has(version);
      if (!isTrue) throw new InvariantBroken(`Audit: ${version} was never at Google`);
    }
    for (const { action, caller } of this.trail) {
      if (!ASKS[action].includes(caller)) {
        throw new InvariantBroken(`Audit: ${action} for ${caller}`);
      }
    }
    const forgotten = this.trail.length - made.length;
    const ended = this.accounts.events.filter((event) => this.#forgets(event)).length;
    if (forgotten < ended || (forgotten > ended && !repeats)) {
      throw new InvariantBroken(`Audit: ${ended} times forgotten, ${forgotten} lines`);
    }
  }

  /** Whether Google accepted nothing: the account was forgotten, or its user was gone for good. */
  #forgets({ action, type, version = 0, unconfirmed }: Told): boolean {
    const what = (action ?? type)?.replace('password.', '');
    const scramble = this.#scrambles.get(version);
    const isScramble = unconfirmed ?? (scramble !== undefined && this.google.taken.has(scramble));
    return what === 'forgotten' || (what === 'revoked' && !isScramble);
  }

  #isBaseline(held: string): boolean {
    const ended = this.accounts.events.findLast(({ type }) => ENDS.includes(type));
    if (ended === undefined) return held === 'the password before ours';
    const { type, version = 0 } = ended;
    if (type === 'password.revoked') return held === this.#scrambles.get(version);
    return (this.#versions.get(held) ?? 0) <= version; // forgotten: any version made until then
  }

  /** Remembers scrambles, so that a confirmed scramble is not mistaken for a loss. */
  #learn(account: Account): void {
    this.#copies.note(account);
    for (const { purpose, version, ciphertext } of account.candidates) {
      this.#versions.set(this.cipher.open(ciphertext), version);
      if (purpose === 'scramble') this.#scrambles.set(version, this.cipher.open(ciphertext));
    }
  }

  /** Bytes that differ for each draw, so that all passwords differ. */
  #countingBytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => {
      this.#bytes = (this.#bytes * 1_103_515_245 + 12_345) % 2_147_483_648;
      return (this.#bytes >>> 16) & 0xff;
    });
  }
}

type Told = {
  readonly action?: string;
  readonly type?: string;
  readonly version?: number;
  readonly unconfirmed?: boolean;
};

const ENDS: readonly EventType[] = ['password.revoked', 'password.forgotten'];

/** Which operations request each action, given that each uses its own caller name. */
const ASKS: Readonly<Record<PasswordChange['action'], readonly string[]>> = {
  issued: ['issue'],
  rotated: ['rotate', 'rotate-under-key'],
  revoked: ['revoke', 'revoke-by-id'],
  forgotten: ['forget', 'retain'],
};

/** Runs one operation of the domain. */
export function run(
  domain: PasswordDomain,
  operation: Operation,
  ports: CallPorts,
): Promise<unknown> {
  const { primaryEmail, id } = ALICE;
  switch (operation) {
    case 'issue':
      return domain.issuePassword(ports, primaryEmail);
    case 'read':
      return domain.readPassword(ports, primaryEmail);
    case 'rotate':
      return domain.rotatePassword(ports, primaryEmail);
    case 'rotate-under-key':
      return domain.rotatePassword(ports, primaryEmail, 'hash-of-the-key');
    case 'revoke':
      return domain.revokePassword(ports, primaryEmail);
    case 'read-by-id':
      return domain.readPassword(ports, id);
    case 'revoke-by-id':
      return domain.revokePassword(ports, id);
    case 'forget':
      return domain.forgetPassword(ports, id);
    case 'retain':
      return retain(domain, ports);
  }
}

/** The tick's part. What dies in the middle is dead, and reports nothing. */
async function retain(domain: PasswordDomain, ports: CallPorts): Promise<unknown> {
  const found = await ports.configurations.read();
  const unexpected = (error: unknown): never => {
    throw error;
  };
  const by = ports.caller;
  await domain.forgetOutlived({ ...ports, unexpected }, { found, by }, () => true);
  return { kind: 'retained' };
}
