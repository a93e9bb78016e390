import { type Policy } from '../configuration/policy';
import { unitKey } from '../unit-key';
import { isScheduled, type Run, unitOf } from './run';

/** By policy, the users of its unit got a first password; an administrator has changed that. */
export const isNoLongerNamed = (
  { kind, startedBy, scope }: Run,
  { autoIssueOrgUnitPaths }: Policy,
): boolean => {
  const unit = unitOf(scope);
  if (kind !== 'issue' || !isScheduled({ startedBy }) || unit === undefined) return false;
  return !autoIssueOrgUnitPaths.some((path) => unitKey(path) === unitKey(unit));
};
