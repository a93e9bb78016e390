import { type Configuration } from './configuration';
import {
  type Changed,
  type ChangeRequest,
  changedEvent,
  type ConfigurePorts,
  edited,
  isStale,
} from './configure';
import { isGuessable, type Policy, type PolicyChange, type PolicyOverride } from './policy';
import { periodsText, policyFor } from './policy-by-unit';

/** Where a policy is too weak: in itself, or with an override in force; `field`: one that is named there. */
export type GuessableAt = {
  readonly override?: number;
  readonly field: 'length' | 'alphabet' | 'style';
};

/** `guessable`: passwords of the resulting policy could be guessed; nothing was changed. */
export type PolicyChanged =
  Changed | { readonly kind: 'guessable'; readonly at: readonly GuessableAt[] };

/** Changes the policy's fields that the request names. Applies from the next password on. */
export function changePolicy(
  { configurations, clock, newId }: Pick<ConfigurePorts, 'configurations' | 'clock' | 'newId'>,
  request: ChangeRequest & { readonly change: PolicyChange },
): Promise<PolicyChanged> {
  const now = clock.now();
  const event = changedEvent(newId(), now);
  return configurations.transact<PolicyChanged>((current) => {
    if (isStale(current, request)) return { result: { kind: 'stale' } };
    const policy = changed(current.policy, request.change);
    const at = guessableAt(policy);
    if (at.length > 0) return { result: { kind: 'guessable', at } };
    const isNewPeriod = periodsText(policy) !== periodsText(current.policy);
    const next: Configuration = {
      ...current,
      ...edited(current, request, now),
      policy,
      ...(isNewPeriod ? { periodChangedAt: now } : {}),
    };
    return { write: next, events: [event], result: { kind: 'changed', configuration: next } };
  });
}

const changed = (policy: Policy, change: PolicyChange): Policy => ({
  ...policy,
  ...change,
  selfService: { ...policy.selfService, ...change.selfService },
});

/**
 * A user's rules are those of the nearest override on the path, with all overrides above it: these are all
 * combinations that there can be. One without a field of strength is as strong as what is above it.
 */
const guessableAt = (policy: Policy): readonly GuessableAt[] => [
  ...(isGuessable(policy) ? [{ field: 'length' as const }] : []),
  ...policy.overrides.flatMap((each, override) => {
    const field = strengthField(each);
    if (field === undefined || !isGuessable(policyFor(policy, each.orgUnitPath))) return [];
    return [{ override, field }];
  }),
];

const strengthField = (override: PolicyOverride): GuessableAt['field'] | undefined =>
  (['length', 'alphabet', 'style'] as const).find((field) => override[field] !== undefined);
