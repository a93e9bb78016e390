import { z } from 'zod';

/** What a device needs to sign in, as the JSON answer and the Apple profile both hold it. */
export const ActiveSyncSettings = z
  .object({
    host: z.string(),
    emailAddress: z.string(),
    userName: z.string(),
    password: z.string(),
    ssl: z.boolean(),
  })
  .meta({ id: 'ActiveSyncSettings' });
export type ActiveSyncSettings = z.infer<typeof ActiveSyncSettings>;
