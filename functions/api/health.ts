import { z } from 'zod';

/** The answer of `GET /health`. */
export const HealthAnswer = z.object({ status: z.literal('ok') });
