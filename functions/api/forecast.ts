import { z } from 'zod';
import { SKIP_REASONS } from '../domain/run-met';
import { type Answered } from './wire';

/** The answer of the `POST …/forecast` of `/v1/rotations`, `/v1/issuances` and `/v1/proofs`. */
export const ForecastAnswer = z
  .object({
    users: z.int(),
    /** The users who would be skipped, by reason. `no-answer`: Google does not say who the user is. */
    excluded: z.partialRecord(z.enum([...SKIP_REASONS, 'no-answer']), z.int()),
    estimatedSeconds: z.int(),
    /**
     * False: there was no time to look at everybody. `users` is then an upper limit; for a unit, and for
     * everybody without a password, it is a lower bound.
     */
    exact: z.boolean(),
    /** The effects of a new password on a user, by code with an English text. */
    effects: z.array(z.object({ code: z.string(), message: z.string(), url: z.string() })),
  })
  .meta({ id: 'Forecast' });
export type ForecastAnswer = Answered<typeof ForecastAnswer>;
