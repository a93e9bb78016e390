/** The form's fields for a window of the policy. `window`: its name in the policy. */
export type PolicyWindow = {
  readonly window: 'window' | 'proofWindow';
  /** The box that limits to the window. */
  readonly on: 'windowOn' | 'proofWindowOn';
  readonly days: 'days' | 'proofDays';
  readonly from: 'from' | 'proofFrom';
  readonly to: 'to' | 'proofTo';
  readonly timeZone: 'timeZone' | 'proofTimeZone';
};

export const ROTATION_WINDOW: PolicyWindow = {
  window: 'window',
  on: 'windowOn',
  days: 'days',
  from: 'from',
  to: 'to',
  timeZone: 'timeZone',
};

export const PROOF_WINDOW: PolicyWindow = {
  window: 'proofWindow',
  on: 'proofWindowOn',
  days: 'proofDays',
  from: 'proofFrom',
  to: 'proofTo',
  timeZone: 'proofTimeZone',
};
