import { z } from 'zod';
import { DEVICE_STATES } from '../domain/account';
import { Time } from './time';
import { UserKeyParams } from './user-key';
import { type Answered } from './wire';

/** A user, and an id that the caller gives the device: one decoded path segment. */
export const DeviceParams = UserKeyParams.extend({
  deviceId: z
    .string()
    .max(128)
    .regex(
      /^[\x21-\x7e]+$/,
      'Name the device by 1 to 128 printable ASCII characters without spaces.',
    ),
});

/** Half a surrogate pair cannot be written in UTF-8, in which texts are stored. */
const Text = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Use no control characters and no half characters.');

/** The body of `PUT /v1/users/{userKey}/devices/{deviceId}`. */
export const DeviceBody = z
  .strictObject({
    /** The version of the password that was installed, or could not be. */
    version: z.int().min(1),
    state: z.enum(DEVICE_STATES),
    /** What people call the device, and its system. Left out: as they were told before. */
    name: Text.exactOptional(),
    platform: Text.exactOptional(),
  })
  .meta({ id: 'DeviceReport' });

/** The query of `DELETE /v1/users/{userKey}/devices/{deviceId}`. Strict: a misspelt name must not go unheard. */
export const RemoveDeviceQuery = z.strictObject({
  /** `true`: the device knows the password, so the user gets a new one. */
  rotate: z.enum(['true', 'false']).optional(),
});

/** A device as the status and the help desk show it. */
export const DeviceAnswer = z
  .object({
    deviceId: z.string(),
    version: z.int(),
    state: z.enum(DEVICE_STATES),
    name: z.string().optional(),
    platform: z.string().optional(),
    /** Whether the device lacks the current password: it has an older one, or could not install it. */
    behind: z.boolean(),
    /** When that was told. */
    at: Time,
  })
  .meta({ id: 'Device' });
export type DeviceAnswer = Answered<typeof DeviceAnswer>;
