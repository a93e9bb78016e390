import { z } from 'zod';
import { visibleOnly } from '../domain/visible-text';
import { type Answered } from './wire';

/** The query of `DELETE /v1/accounts`. Strict: without its `limit`, a call forgets all passwords. */
export const ForgetWorkspaceQuery = z.strictObject({
  /** Google's id of the Workspace, such as `C03az79cb`. */
  customerId: z
    .string()
    .overwrite(visibleOnly)
    .regex(/^C[A-Za-z0-9]{1,40}$/, 'Enter a customer ID such as C03az79cb.'),
  /** The most passwords that this call forgets. Absent: all of them. */
  limit: z.coerce.number().int().min(1).max(10_000).optional(),
});

/** The answer of `DELETE /v1/accounts`. */
export const WorkspaceForgotten = z.object({
  forgotten: z.int(),
  /** How many passwords of this Workspace are left. Present only with a `limit`. */
  left: z.int().optional(),
});
export type WorkspaceForgotten = Answered<typeof WorkspaceForgotten>;
