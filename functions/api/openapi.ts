import { z } from 'zod';

/** The answer of `GET /openapi.json`. */
export const OpenApiAnswer = z.record(z.string(), z.unknown());
