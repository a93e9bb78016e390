import { Policy, PolicyChange } from '../domain/configuration/policy';
import { type Answered, type Sent } from './wire';

/** The policy as the configuration shows it. */
export const PolicyAnswer = Policy.meta({ id: 'Policy' });
export type PolicyAnswer = Answered<typeof PolicyAnswer>;

/** The body of `PUT /v1/policy`. */
export const PolicyBody = PolicyChange.meta({ id: 'PolicyChange' });
export type PolicyBody = Sent<typeof PolicyBody>;
