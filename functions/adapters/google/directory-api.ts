import { type admin_directory_v1 } from 'googleapis/build/src/apis/admin/directory_v1.js';

/** The users of Google's Directory API, as Google's client library types the calls. */
export type DirectoryUsers = admin_directory_v1.Resource$Users;

let loading: Promise<DirectoryUsers> | undefined;

/**
 * Gives what builds the calls; it holds nothing of a connection, so there is one for all. Loading the
 * library takes some 70 ms, so it waits for the first call that needs it.
 */
export const directoryUsers = (): Promise<DirectoryUsers> => (loading ??= load());

async function load(): Promise<DirectoryUsers> {
  const { admin_directory_v1: directory } =
    await import('googleapis/build/src/apis/admin/directory_v1.js');
  return new directory.Admin({}).users;
}
