import { type Account } from '../../functions/domain/account';
import { type issuePassword } from '../../functions/domain/passwords/issue-password';
import { type readPassword } from '../../functions/domain/passwords/read-password';
import { type revokePassword } from '../../functions/domain/passwords/revoke-password';
import { type rotatePassword } from '../../functions/domain/passwords/rotate-password';
import { type CallPorts } from '../../functions/domain/passwords/managed-user';
import { type PasswordChange } from '../../functions/domain/passwords/password-change';
import { DEFAULT_CONFIGURATION } from '../../functions/domain/configuration/configuration';
import { type ConfigurationStore } from '../../functions/ports/configuration-store';
import { ALICE, InvariantBroken, LateGoogle } from '../fakes/late-google';
import { LedgerCipher } from '../fakes/ledger-cipher';
import { ManualClock } from '../fakes/manual-clock';
import { MemoryAccountStore } from '../fakes/memory-account-store';

/** The use cases under test; the real ones, or ones with a fault planted. */
export type PasswordDomain = {
  readonly issuePassword: typeof issuePassword;
  readonly readPassword: typeof readPassword;
  readonly revokePassword: typeof revokePassword;
  readonly rotatePassword: typeof rotatePassword;
};

export const OPERATIONS = ['issue', 'read', 'rotate', 'rotate-under-key', 'revoke'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** One account, one Google, one clock, and the check of what must hold at every moment. */
export class PasswordWorld {
  readonly clock = new ManualClock();
  readonly google = new LateGoogle(this.clock);
  readonly cipher = new LedgerCipher();
  readonly accounts = new MemoryAccountStore((account) => {
    this.#learn(account);
  });
  /** What the audit trail was told. */
  readonly trail: PasswordChange[] = [];
  readonly #scrambles = new Map<number, string>();
  readonly #versions = new Map<string, number>();
  #ids = 0;
  #bytes = 0;

  /** The ports as one process has them, for a call of `caller`. */
  ports(caller = 'mdm@example.com'): CallPorts {
    return {
      caller,
      changed: (change) => this.trail.push(change),
      accounts: this.accounts,
      cipher: this.cipher,
      clock: this.clock,
      randomBytes: (count) => this.#countingBytes(count),
      newId: () => `claim-${(this.#ids += 1)}`,
      configurations: connected,
      directory: { connect: () => Promise.resolve({ kind: 'ok', value: this.google }) },
    };
  }

  /**
   * I1: what Google holds is `current` or one of the candidates. With no `current` it may also be
   * what it was before ours, or the scramble that a revocation confirmed.
   */
  check(): void {
    const account = this.accounts.peek(ALICE.id);
    const known = (account?.candidates ?? []).map(({ ciphertext }) => ciphertext);
    if (account?.current) known.push(account.current.ciphertext);
    if (known.some((sealed) => this.cipher.open(sealed) === this.google.held)) return;
    const lost = account?.current ? true : this.google.held !== this.#baseline();
    if (lost) throw new InvariantBroken(`I1: nobody knows the password that Google holds`);
  }

  /**
   * Once all is settled: each password that Google ever held has one line, of whoever asked for it, and
   * no line that is not `unconfirmed` is of any other. `repeats`: a line may be there again.
   */
  checkTrail(repeats: boolean): void {
    const taken = new Set([...this.google.taken].map((text) => this.#versions.get(text)));
    for (const version of taken) {
      const lines = this.trail.filter((line) => line.version === version);
      if (lines.length === 0) throw new InvariantBroken(`Audit: no line of version ${version}`);
      if (lines.length > 1 && !repeats) throw new InvariantBroken(`Audit: two lines of ${version}`);
    }
    for (const { action, version, caller, unconfirmed } of this.trail) {
      const isTrue = unconfirmed === true || taken.has(version);
      if (!isTrue) throw new InvariantBroken(`Audit: ${version} was never at Google`);
      if (!ASKS[action].includes(caller)) {
        throw new InvariantBroken(`Audit: ${action} for ${caller}`);
      }
    }
  }

  #baseline(): string {
    const revoked = this.accounts.events.findLast(({ type }) => type === 'password.revoked');
    if (revoked === undefined) return 'the password before ours';
    return this.#scrambles.get(revoked.version ?? 0) ?? 'no scramble of that version';
  }

  /** Remembers scrambles, so that a confirmed one can be told from a loss. */
  #learn(account: Account): void {
    for (const { purpose, version, ciphertext } of account.candidates) {
      this.#versions.set(this.cipher.open(ciphertext), version);
      if (purpose === 'scramble') this.#scrambles.set(version, this.cipher.open(ciphertext));
    }
  }

  /** Bytes that differ from draw to draw, so that every password does. */
  #countingBytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => {
      this.#bytes = (this.#bytes * 1_103_515_245 + 12_345) % 2_147_483_648;
      return (this.#bytes >>> 16) & 0xff;
    });
  }
}

/** Which operations ask for what, if each is called under its own name. */
const ASKS: Readonly<Record<PasswordChange['action'], readonly string[]>> = {
  issued: ['issue'],
  rotated: ['rotate', 'rotate-under-key'],
  revoked: ['revoke'],
  forgotten: [],
};

/** Runs one operation of the domain. */
export function run(
  domain: PasswordDomain,
  operation: Operation,
  ports: CallPorts,
): Promise<unknown> {
  const { primaryEmail } = ALICE;
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
  }
}

const connected: ConfigurationStore = {
  read: () =>
    Promise.resolve({
      ...DEFAULT_CONFIGURATION,
      connection: {
        adminUsername: 'admin@example.com',
        credential: { kind: 'keyless', serviceAccount: 'service@example.com', clientId: '1' },
      },
    }),
  transact: () => Promise.reject(new Error('the configuration is not changed here')),
};
