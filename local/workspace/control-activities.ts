import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { passwordSet } from './activity-table';
import { checkedBy, type ControlResource } from './control-resource';
import { type KeptGoogle } from './google-on-disk';
import { digestPassword } from './password-digest';
import { withPassword, type WorkspaceUser } from './user';

const Settings = z.strictObject({ lagMs: z.int().min(0).max(604_800_000) });

/** An activity in any form: what the Reports API answers. */
const RawActivity = z.strictObject({
  application: z.string().regex(/^[a-z_]{1,40}$/),
  eventName: z.string().min(1).max(100),
  at: z.iso.datetime({ offset: true }),
  lagMs: z.int().min(0).max(604_800_000).optional(),
  item: z.unknown(),
});

/** `activities` of the control API: Google's log. */
export function controlActivities(
  { state }: KeptGoogle,
  [name, ...rest]: readonly string[],
): ControlResource | undefined {
  if (name !== 'activities' || rest.length > 0) return undefined;
  const { activities } = state;
  const read = (): unknown => ({ lagMs: activities.lagMs, activities: activities.size });
  return {
    read,
    write: checkedBy(Settings, ({ lagMs }) => {
      activities.lagMs = lagMs;
      return read();
    }),
    call: checkedBy(RawActivity, ({ at, lagMs, ...activity }) => {
      const lag = lagMs === undefined ? {} : { lagMs };
      activities.add({ ...activity, atMs: Date.parse(at), ...lag });
      return read();
    }),
    reset: () => {
      activities.lagMs = 0;
      activities.clear();
    },
  };
}

const PasswordChange = z.strictObject({
  /** Absent: one that nobody is told. */
  password: z.string().min(8).max(100).optional(),
  /** The address of the administrator or the tool's administrator; absent: the person changes it. */
  by: z.string().max(320).optional(),
});

/** `users/{key}/password`: somebody else changes a password at Google. */
export const passwordResource = (google: KeptGoogle, user: WorkspaceUser): ControlResource => ({
  call: checkedBy(PasswordChange, ({ password, by }) => {
    const { state } = google;
    const digest = digestPassword(password ?? randomBytes(24).toString('base64url'));
    const atMs = state.now();
    state.putUser({ ...user, ...withPassword(user, digest, atMs) });
    if (by === undefined) {
      const self = { application: 'user_accounts', type: 'password_change', name: 'password_edit' };
      state.activities.addChange({ ...self, actor: user }, atMs);
    } else {
      const actor = state.users.find(by) ?? { id: '209999999999999999999', primaryEmail: by };
      state.activities.addChange(passwordSet(actor, user), atMs);
    }
    return { changed: true };
  }),
});

/** `users/{key}/password-leak`: Google finds the password leaked, and suspends the user. */
export const leakResource = (google: KeptGoogle, user: WorkspaceUser): ControlResource => ({
  call: checkedBy(z.strictObject({}), () => {
    const { state } = google;
    state.putUser({ ...user, suspended: true });
    state.activities.addChange(
      {
        application: 'login',
        type: 'account_warning',
        name: 'account_disabled_password_leak',
        actor: user,
        parameters: [{ name: 'affected_email_address', value: user.primaryEmail }],
      },
      state.now(),
    );
    return { suspended: true };
  }),
});
