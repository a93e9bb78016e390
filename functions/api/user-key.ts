import { z } from 'zod';

/** A primary address, an alias or an id, as one decoded path segment. */
export const UserKeyParams = z.object({
  userKey: z
    .string()
    .max(254)
    .regex(
      /^(\d+|[\x21-\x2e\x30-\x3f\x41-\x5b\x5d-\x7e]+@[A-Za-z0-9.-]+)$/,
      'Name the user by an address such as alice@example.com or by a numeric ID.',
    ),
});
