import { type Secret } from '../../functions/domain/secret';
import { type BindOutcome } from '../../functions/ports/password-prover';
import { type LateGoogle } from './late-google';

/**
 * What happens to a bind. `lagging`: the replica may be behind, so it works with every password that Google ever
 * held. `refused`: the change has not reached the replica yet. `silent`: no answer.
 */
export const BIND_BEHAVIOURS = ['lagging', 'refused', 'silent'] as const;
export type BindBehaviour = (typeof BIND_BEHAVIOURS)[number];

/** Secure LDAP in front of a Google whose passwords arrive late. */
export class LateBinds {
  /** Every password that somebody tried. */
  readonly tried: string[] = [];
  readonly #google: Pick<LateGoogle, 'history'>;
  #behaviours: BindBehaviour[] = [];

  constructor(google: Pick<LateGoogle, 'history'>) {
    this.#google = google;
  }

  /** What happens to the next binds, in order. Later ones are `lagging`. */
  behave(behaviours: readonly BindBehaviour[]): void {
    this.#behaviours = [...behaviours];
  }

  bind(password: Secret): Promise<BindOutcome> {
    const text = password.reveal();
    this.tried.push(text);
    const behaviour = this.#behaviours.shift() ?? 'lagging';
    if (behaviour === 'silent') return Promise.resolve(SILENT);
    const works = behaviour === 'lagging' && this.#google.history.includes(text);
    return Promise.resolve({ result: works ? 'works' : 'refused' });
  }
}

export const SILENT: BindOutcome = { result: 'unknown', failure: 'ldap-silent', sent: true };
