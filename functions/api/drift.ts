import { z } from 'zod';
import { DRIFT_SOURCES } from '../domain/account';
import { Time } from './time';

/** Somebody else changed the password at Google, so it is not told until it is rotated. */
export const DriftAnswer = z
  .object({
    /** When it was changed, by Google's clock; with the source `proof`, when a bind was first refused. */
    at: Time,
    /** The address of who changed it; absent: Google does not say. */
    by: z.string().optional(),
    source: z.enum(DRIFT_SOURCES),
  })
  .meta({ id: 'Drift' });
