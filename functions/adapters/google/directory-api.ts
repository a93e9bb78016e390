import { type admin_directory_v1 } from 'googleapis/build/src/apis/admin/directory_v1.js';
import { USER_FIELDS } from './directory-user';
import { type UserRequest, userRequest } from './user-request';

/** The calls to the users of Google's Directory API, with the call types of Google's client library. */
export type DirectoryCalls = {
  readonly list: admin_directory_v1.Resource$Users['list'];
  readonly get: UserRequest<never>;
  readonly update: UserRequest<admin_directory_v1.Schema$User>;
};

let loading: Promise<DirectoryCalls> | undefined;

/**
 * Returns what builds the calls. It holds no data of a connection, so one is enough for all. Loading the
 * library takes about 70 ms, so it is loaded at the first call.
 */
export const directoryCalls = (): Promise<DirectoryCalls> => (loading ??= load());

async function load(): Promise<DirectoryCalls> {
  const { admin_directory_v1: directory } =
    await import('googleapis/build/src/apis/admin/directory_v1.js');
  const { users } = new directory.Admin({});
  return {
    list: users.list.bind(users),
    get: userRequest((userKey, options) => users.get({ userKey, fields: USER_FIELDS }, options)),
    update: userRequest((userKey, options) =>
      users.update({ userKey, fields: 'id,primaryEmail' }, options),
    ),
  };
}
