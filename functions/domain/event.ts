import { type EpochMs } from './time';
import { type UserId } from './account';

export const EVENT_TYPES = [
  'password.issued',
  'password.rotated',
  'password.revoked',
  'password.forgotten',
  'password.drifted',
  'password.rotation-due',
  'account.parked',
  'configuration.changed',
  'configuration.failing',
  'secure-ldap.failing',
  'secure-ldap.expiring',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/**
 * An event for subscribers, delivered at least once; `id` is the same for every delivery. Written to the
 * outbox in the same transaction as the change. Never holds a password.
 */
export type PasswordEvent = {
  readonly id: string;
  readonly type: EventType;
  readonly userId?: UserId;
  readonly primaryEmail?: string;
  readonly version?: number;
  readonly at: EpochMs;
};
