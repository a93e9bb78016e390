import { z } from 'zod';

/** The privileges of a custom admin role that this project is concerned with, after the Admin console's. */
export const PRIVILEGES = [
  'users-read',
  /** Users › Update › Reset password. */
  'reset-password',
  'organizational-units-read',
  /** Reports: the log of activities. */
  'reports',
] as const;
export type Privilege = (typeof PRIVILEGES)[number];

/** A path of units, from the top: `/` or `/Employees/Sales`. */
const UnitPath = z
  .string()
  .max(1000)
  .regex(/^(\/|(\/[^/]+)+)$/, 'A unit’s path begins with / and does not end with it.');

/**
 * An admin role that is assigned to a service account, for the users of one unit and those below it. Without
 * privileges it is no role.
 */
export const AdminRole = z
  .strictObject({
    privileges: z
      .array(z.enum(PRIVILEGES))
      .max(PRIVILEGES.length)
      .default(['users-read', 'reset-password', 'organizational-units-read']),
    orgUnitPath: UnitPath.default('/'),
  })
  .refine(
    ({ privileges, orgUnitPath }) => orgUnitPath === '/' || !privileges.includes('reports'),
    'A role with the privilege reports cannot be limited to a unit.',
  )
  .readonly();
export type AdminRole = z.infer<typeof AdminRole>;

export const NO_ADMIN_ROLE: AdminRole = { privileges: [], orgUnitPath: '/' };
