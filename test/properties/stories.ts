import { type Behaviour } from '../fakes/late-google';
import { type Operation } from './password-world';
import { type Befalls } from './told-only-live';

/** A call, an event that affects the user or the connection, the outcome of the next call, or a wait. */
export type StoryStep =
  | Operation
  | Befalls
  | { readonly google: Behaviour }
  | { readonly waitMs: number }
  | 'a late call arrives'
  | 'the policy keeps passwords for an hour';

export type Story = readonly StoryStep[];

const LOST: StoryStep = { google: 'reply-lost' };
const LATE: StoryStep = { google: 'late' };
const LEASE_ENDS: StoryStep = { waitMs: 26_000 };
const QUARANTINE_ENDS: StoryStep = { waitMs: 1_231_000 };
const HOUR: StoryStep = { waitMs: 3_601_000 };
const HOUR_KEPT: StoryStep = 'the policy keeps passwords for an hour';
const DAYS_8: StoryStep = { waitMs: 8 * 86_400_000 };
const DAYS_22: StoryStep = { waitMs: 22 * 86_400_000 };

/** Sequences of events that affect users and connections. */
export const STORIES: Readonly<Record<string, Story>> = {
  'deleted and restored, then in use, then deleted and restored': [
    ...(['issue', 'delete', 'revoke-by-id', 'restore', 'read-by-id', 'read'] as const),
    DAYS_22,
    ...(['delete', 'revoke-by-id', 'restore', 'read'] as const),
  ],
  'deleted and restored in a week': [
    ...(['issue', 'delete', 'revoke-by-id', 'read-by-id', DAYS_8] as const),
    ...(['revoke-by-id', 'read-by-id', 'restore', 'read-by-id', 'revoke-by-id'] as const),
  ],
  'deleted for good': [
    ...(['issue', 'delete', 'revoke-by-id', DAYS_22, 'read-by-id', 'revoke-by-id'] as const),
  ],
  'deleted while a change is in doubt': [
    ...(['issue', LATE, 'rotate', 'delete', 'revoke-by-id', 'restore'] as const),
    ...(['a late call arrives', 'read-by-id', 'read', QUARANTINE_ENDS, 'rotate'] as const),
  ],
  'another Workspace for three weeks': [
    ...(['issue', 'other', 'read', 'read-by-id', 'revoke-by-id', 'revoke', 'forget'] as const),
    ...([DAYS_22, 'revoke-by-id', 'rotate', 'issue', 'own', 'read-by-id', 'read'] as const),
  ],
  'another Workspace after one that was never verified': [
    ...(['own-unverified', 'issue', 'other', 'read-by-id', 'revoke-by-id', DAYS_22] as const),
    ...(['revoke-by-id', 'read-by-id', 'own', 'read-by-id', 'read', 'revoke'] as const),
  ],
  'disconnected while a change is in doubt': [
    ...(['issue', LOST, 'rotate', 'none', 'read-by-id', 'read', 'other', 'read-by-id'] as const),
    ...(['revoke-by-id', 'own-unverified', 'read-by-id', 'read', 'own', 'read-by-id'] as const),
  ],
  'promoted and demoted': [
    ...(['issue', 'promote', 'read', 'read-by-id', 'revoke-by-id', 'rotate', 'issue'] as const),
    ...(['demote', 'read-by-id', LEASE_ENDS, 'read-by-id', 'read-by-id', 'read'] as const),
    'revoke',
  ],
  'promoted while a change is in doubt': [
    ...(['issue', LATE, 'rotate', 'promote', 'read-by-id', 'read', 'revoke', 'demote'] as const),
    ...(['read', 'read-by-id', 'a late call arrives', QUARANTINE_ENDS, 'rotate'] as const),
  ],
  'an administrator is forgotten, and comes back': [
    ...(['issue', 'promote', 'read', 'forget', 'forget', 'demote', 'read', 'issue'] as const),
    'read-by-id',
  ],
  'forgotten while a change is in doubt': [
    ...(['issue', LATE, 'rotate', 'forget', 'issue', 'a late call arrives', 'issue'] as const),
    ...(['read', QUARANTINE_ENDS, 'issue', 'read-by-id'] as const),
  ],
  'forgotten after a lease ran out': [
    ...(['issue', LATE, 'rotate', LEASE_ENDS, 'forget', LEASE_ENDS, 'issue'] as const),
    ...(['a late call arrives', QUARANTINE_ENDS, 'issue'] as const),
  ],
  'changed, read, revoked, and issued again': [
    ...(['issue', 'read', 'rotate-under-key', 'rotate', 'revoke', 'rotate-under-key'] as const),
    ...(['read', 'issue', 'rotate-under-key', 'read-by-id'] as const),
  ],
  'kept for an hour': [
    ...([HOUR_KEPT, 'issue', 'read', HOUR, 'read', 'retain', 'read', 'issue'] as const),
    ...(['rotate-under-key', 'read', HOUR, 'retain', 'rotate-under-key', 'revoke'] as const),
    ...(['issue', 'read'] as const),
  ],
  'kept for an hour, while a change is in doubt': [
    ...([HOUR_KEPT, 'issue', LOST, 'rotate', HOUR, 'retain', 'read-by-id', 'read'] as const),
    ...([LATE, 'rotate', HOUR, 'retain', 'a late call arrives', 'retain'] as const),
    ...(['read', HOUR, 'retain', 'rotate', 'read'] as const),
  ],
};

/** What others may do in the middle of a call. */
export const INTERLUDES: Readonly<Record<string, Story>> = {
  'is forgotten': ['forget'],
  'is forgotten and issued': ['forget', 'issue'],
  'is revoked': ['revoke-by-id'],
  'is rotated': ['rotate'],
  'is promoted and seen': ['promote', 'read'],
  'is deleted and seen': ['delete', 'revoke-by-id'],
  'is deleted, restored and seen': ['delete', 'revoke-by-id', 'restore', 'read'],
  'is of a Workspace that is not connected any more': ['other', 'read-by-id', 'revoke-by-id'],
  'waits for a lease': [LEASE_ENDS],
  'is rotated after all leases': [QUARANTINE_ENDS, 'rotate'],
  'is kept no longer, if the policy says so': [HOUR, 'retain'],
};
