import { z } from 'zod';
import { SKIP_REASONS } from '../domain/run-met';
import { type Answered } from './wire';

/** The answer of `POST /v1/rotations/forecast` and `POST /v1/issuances/forecast`. */
export const ForecastAnswer = z
  .object({
    users: z.int(),
    /** Who would be left alone, by reason; `no-answer`: Google does not say who it is. */
    excluded: z.partialRecord(z.enum([...SKIP_REASONS, 'no-answer']), z.int()),
    estimatedSeconds: z.int(),
    /**
     * False: there was no time to look at everybody. `users` is at most so many then; of a unit, and of
     * everybody who has no password, at least.
     */
    exact: z.boolean(),
    /** What a new password does to a user, by code with an English text. */
    effects: z.array(z.object({ code: z.string(), message: z.string(), url: z.string() })),
  })
  .meta({ id: 'Forecast' });
export type ForecastAnswer = Answered<typeof ForecastAnswer>;
