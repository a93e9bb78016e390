import { z } from 'zod';
import { APPLE_PROFILE, appleProfile } from './apple-profile';
import { type Client, type SignInHost, type SignInUser } from './client';

const Settings = z
  .object({
    host: z.string(),
    emailAddress: z.string(),
    userName: z.string(),
    password: z.string(),
    ssl: z.boolean(),
  })
  .meta({ id: 'ActiveSyncSettings' });

/** Exchange ActiveSync, which Google called Google Sync. */
export const activeSync: Client = {
  id: 'activesync',
  operationId: 'getActiveSyncSettings',
  summary: 'ActiveSync settings with the password',
  host: { host: 'm.google.com', ssl: true },
  forms: [
    { mediaType: 'application/json', schema: Settings, write: settings },
    { mediaType: APPLE_PROFILE, write: profile },
  ],
  endedAtGoogle: {
    code: 'google-sync-ended',
    message:
      'Google no longer accepts passwords from Google Sync (ActiveSync) and other mail clients of Google Workspace. A password still works on Google’s own sign-in page where no SSO profile applies.',
    url: 'https://support.google.com/a/answer/14114704',
  },
};

function settings(user: SignInUser, { host, ssl }: SignInHost): z.infer<typeof Settings> {
  const { primaryEmail, password } = user;
  return { host, emailAddress: primaryEmail, userName: primaryEmail, password, ssl };
}

/** Keys: Apple's device-management repository, mdm/profiles/com.apple.eas.account.yaml. */
function profile(
  { userId, primaryEmail, password }: SignInUser,
  { host, ssl }: SignInHost,
): string {
  return appleProfile({
    identifier: `google-apps-passwords.activesync.${userId}`,
    name: `Google (${primaryEmail})`,
    payloads: [
      {
        id: 'account',
        type: 'com.apple.eas.account',
        name: primaryEmail,
        keys: {
          Host: host,
          SSL: ssl,
          EmailAddress: primaryEmail,
          UserName: primaryEmail,
          Password: password,
          OverridePreviousPassword: true, // iOS 14: a rotated password replaces the one on the device
        },
      },
    ],
  });
}
