import { DEFAULT_POLICY, type Policy } from '../domain/configuration/policy';

/**
 * The policy as it is stored. Release 0.1.0 refuses fields that it does not know, so those that came later are
 * left out while they have their defaults: after a rollback it reads the configuration still.
 */
export function storedPolicy({
  proveEveryDays,
  proofWindow,
  onDrift,
  ...policy
}: Policy): Omit<Policy, 'proveEveryDays' | 'proofWindow' | 'onDrift'> & Partial<Policy> {
  return {
    ...policy,
    ...(proveEveryDays === DEFAULT_POLICY.proveEveryDays ? {} : { proveEveryDays }),
    ...(proofWindow === null ? {} : { proofWindow }),
    ...(onDrift === DEFAULT_POLICY.onDrift ? {} : { onDrift }),
  };
}
