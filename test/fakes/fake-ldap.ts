import { type BindFailure } from '../../functions/domain/proofs/bind-failure';
import {
  type Bind,
  type BindOutcome,
  type LdapIdentity,
  type PasswordProver,
  type Preconnection,
} from '../../functions/ports/password-prover';

/** Google's Secure LDAP without a network: it knows passwords by bind name, and remembers every bind. */
export class FakeLdap implements PasswordProver {
  /** Passwords that bind, by the name in the bind. */
  readonly passwords = new Map<string, string>();
  /** The names of all binds, in order. */
  readonly binds: string[] = [];
  /** The certificates of all connections and binds, in order. */
  readonly certificates: string[] = [];
  /** How many connections were opened before their bind, and how many of those were closed. */
  readonly preconnections = { opened: 0, closed: 0 };
  /** Why nobody can connect; undefined: everybody can. */
  unreachable: BindFailure | undefined;
  /** The answer to every bind; undefined: the passwords decide. */
  failure: BindFailure | undefined;
  /** The answer to the binds of one name. */
  failureOf: (name: string) => BindFailure | undefined = () => this.failure;
  /** Whether a password binds. */
  matches = (name: string, password: string): boolean => this.passwords.get(name) === password;
  /** Called when a bind arrives, before it is answered. */
  arrived: () => Promise<void> | void = () => undefined;

  connect({ certificate }: LdapIdentity): Promise<BindFailure | undefined> {
    this.certificates.push(certificate);
    return Promise.resolve(this.unreachable);
  }

  preconnect(identity: LdapIdentity): Preconnection {
    this.preconnections.opened += 1;
    return {
      bind: (bind) => this.bind(identity, bind),
      close: () => {
        this.preconnections.closed += 1;
      },
    };
  }

  async bind({ certificate }: LdapIdentity, { name, password }: Bind): Promise<BindOutcome> {
    if (password.reveal() === '') throw new Error('An empty password was to be bound.');
    this.certificates.push(certificate);
    this.binds.push(name);
    await this.arrived();
    const failure = this.unreachable ?? this.failureOf(name);
    if (failure !== undefined) return { result: 'unknown', failure };
    return { result: this.matches(name, password.reveal()) ? 'works' : 'refused' };
  }
}
