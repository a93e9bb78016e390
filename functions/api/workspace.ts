import { z } from 'zod';
import { visibleOnly } from '../domain/visible-text';
import { type Answered } from './wire';

/** The query of `DELETE /v1/accounts`. */
export const ForgetWorkspaceQuery = z.object({
  /** Google's id of the Workspace, such as `C03az79cb`. */
  customerId: z
    .string()
    .overwrite(visibleOnly)
    .regex(/^C[A-Za-z0-9]{1,40}$/, 'A customer id such as C03az79cb.'),
  /** At most so many are forgotten by this call; left out: all of them. */
  limit: z.coerce.number().int().min(1).max(10_000).optional(),
});

/** The answer of `DELETE /v1/accounts`. */
export const WorkspaceForgotten = z.object({
  forgotten: z.int(),
  /** Of this Workspace there still are so many; only told with a `limit`. */
  left: z.int().optional(),
});
export type WorkspaceForgotten = Answered<typeof WorkspaceForgotten>;
