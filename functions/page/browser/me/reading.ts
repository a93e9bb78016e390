import { type MeAnswer } from '../../../api/me';
import { type Told } from './calls';

/** The state, or that no answer came. Undefined: the sign-in is refused, and the page says so. */
export type Reading = Promise<Told<MeAnswer> | undefined>;

/** Problems that say nothing about the person or the password. A newer code may, so it is none of these. */
const UNANSWERED: readonly string[] = [
  'no-answer',
  'unreadable-answer',
  'google-unavailable',
  'quota-exceeded',
  'internal',
  'in-progress',
  'outcome-unknown',
  'user-not-ready',
  'not-configured',
  'configuration-failing',
  'directory-refused',
];

export const isUnanswered = (code: string): boolean => UNANSWERED.includes(code);
