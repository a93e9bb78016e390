import { z } from 'zod';
import { PLATFORMS } from '../domain/clients/profile';
import { UserKeyParams } from './user-key';

/** A user, and the kind of device that the profile is for. An unknown kind is `not-found`. */
export const ProfileParams = UserKeyParams.extend({
  platform: z.string().meta({ enum: [...PLATFORMS] }),
});

/** Of the person who calls. */
export const OwnProfileParams = ProfileParams.pick({ platform: true });

export const ProfileQuery = z.object({
  network: z
    .string()
    .optional()
    .meta({ description: 'The ID of a network. May be left out if there is only one.' }),
});
