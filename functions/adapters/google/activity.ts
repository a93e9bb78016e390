import { z } from 'zod';
import { userId } from '../../domain/account';
import { epochMs } from '../../domain/time';
import {
  type ActivityEvent,
  type ActivityPage,
  type PasswordActivity,
} from '../../ports/activity-log';

/**
 * Where Google's Reports API lists an event, and what names the user: a parameter, or the actor itself.
 * Sources: developers.google.com/workspace/admin/reports/v1/appendix/activity/admin-user-settings,
 * …/user-accounts and …/login.
 */
export const REPORTED: Readonly<
  Record<
    ActivityEvent,
    { readonly application: string; readonly name: string; readonly user?: string }
  >
> = {
  'password-set': { application: 'admin', name: 'CHANGE_PASSWORD', user: 'USER_EMAIL' },
  'password-edited': { application: 'user_accounts', name: 'password_edit' },
  'password-leaked': {
    application: 'login',
    name: 'account_disabled_password_leak',
    user: 'affected_email_address',
  },
};

const text = z.string().min(1).max(320).optional().catch(undefined);

/** Recorded answers hold one event in place of a list, and numbers in place of digits. */
const WireActivity = z.object({
  id: z.object({
    time: z.iso.datetime({ offset: true }),
    uniqueQualifier: z.coerce.string().min(1).max(100),
  }),
  actor: z
    .object({
      email: text,
      profileId: z
        .union([z.string(), z.number()])
        .transform(String)
        .pipe(z.string().regex(/^\d{1,40}$/))
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
  events: z.preprocess(
    (events): unknown[] => (Array.isArray(events) ? (events as unknown[]) : [events]),
    z.array(
      z
        .object({
          name: z.string(),
          parameters: z
            .array(z.object({ name: text, value: text }))
            .default([])
            .catch([]),
        })
        .nullable()
        .catch(null),
    ),
  ),
});

const WirePage = z.object({
  items: z.array(z.unknown()).default([]),
  nextPageToken: z.string().min(1).optional().catch(undefined),
});

/** A page of activities, without those that cannot be read or name nobody. `undefined`: this is no page. */
export function readActivityPage(event: ActivityEvent, body: unknown): ActivityPage | undefined {
  const page = WirePage.safeParse(body);
  if (!page.success) return undefined;
  const { items, nextPageToken } = page.data;
  return {
    activities: items.flatMap((item) => activitiesIn(event, item)),
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
  };
}

/** One activity may hold several events; each of these names is about one user. */
function activitiesIn(event: ActivityEvent, item: unknown): PasswordActivity[] {
  const parsed = WireActivity.safeParse(item);
  if (!parsed.success) return [];
  const { id, actor, events } = parsed.data;
  const { application, name, user } = REPORTED[event];
  const at = epochMs(Date.parse(id.time));
  return events.flatMap((found, index): PasswordActivity[] => {
    if (found?.name !== name) return [];
    const activityId = [application, id.time, id.uniqueQualifier, index].join(' ');
    const base = { id: activityId, event, at };
    if (user === undefined) return actor ? ofActor(base, actor) : [];
    const address = found.parameters.find((parameter) => parameter.name === user)?.value;
    if (address === undefined || (actor === undefined && event === 'password-set')) return [];
    return [{ ...base, address, ...(actor?.email === undefined ? {} : { by: actor.email }) }];
  });
}

/** A person changed their own password. */
function ofActor(
  base: Pick<PasswordActivity, 'id' | 'event' | 'at'>,
  { email, profileId }: { email?: string | undefined; profileId?: string | undefined },
): PasswordActivity[] {
  if (email === undefined && profileId === undefined) return [];
  return [
    {
      ...base,
      ...(email === undefined ? {} : { address: email, by: email }),
      ...(profileId === undefined ? {} : { userId: userId(profileId) }),
    },
  ];
}
