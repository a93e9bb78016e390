import { type GoogleFailure } from '../google-failure';

/** Google's limits are nobody's fault: they use up no account's tries. */
export const isQuotaFailure = ({ code }: Pick<GoogleFailure, 'code'>): boolean =>
  code === 'quota-exceeded' || code === 'daily-quota-exceeded';
