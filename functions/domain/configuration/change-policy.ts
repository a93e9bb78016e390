import { type Configuration } from './configuration';
import {
  type Changed,
  type ChangeRequest,
  changedEvent,
  type ConfigurePorts,
  edited,
  isStale,
} from './configure';
import { isGuessable, type Policy, type PolicyChange } from './policy';

/** `guessable`: passwords of the resulting policy could be guessed; nothing was changed. */
export type PolicyChanged = Changed | { readonly kind: 'guessable' };

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
    if (isGuessable(policy)) return { result: { kind: 'guessable' } };
    const isNewPeriod = policy.periodDays !== current.policy.periodDays;
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
