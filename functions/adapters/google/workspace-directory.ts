import { z } from 'zod';
import { type UserId } from '../../domain/account';
import { type GoogleFailure, type GoogleFailureCode } from '../../domain/google-failure';
import { type Secret } from '../../domain/secret';
import { type DurationMs, durationMs } from '../../domain/time';
import { type DirectoryUser } from '../../domain/user';
import {
  type Answer,
  type Directory,
  type SetAlso,
  type SetPasswordOutcome,
  type UserPage,
} from '../../ports/directory';
import { builtRequest } from './built-request';
import { type DirectoryCalls } from './directory-api';
import { callDirectory, type Called, type DirectoryAccess } from './directory-call';
import { directoryFailure } from './directory-error';
import { readPage, readUser, USER_FIELDS } from './directory-user';
import { parseJson } from '../http/parse-json';
import { failureOf } from './google-error';
import { type GoogleFailureLog } from './google-failure-log';
import { meantOf } from './own-meaning';

/** The deadline of a read call. */
export const READ_DEADLINE_MS = durationMs(10_000);

export type WorkspaceAccess = DirectoryAccess & {
  readonly calls: DirectoryCalls;
  readonly log?: GoogleFailureLog;
};

/** Google's Directory API for one connection. */
export function workspaceDirectory(access: WorkspaceAccess): Directory {
  return {
    findUser: (userKey) => findUser(access, userKey),
    listUsers: (page) => listUsers(access, page),
    setPassword: (userId, password, deadlineMs, also) =>
      setPassword(access, userId, password, { deadlineMs, ...also }),
  };
}

async function findUser(access: WorkspaceAccess, userKey: string): Promise<Answer<DirectoryUser>> {
  const called = await callDirectory(access, READ_DEADLINE_MS, {
    userKey,
    build: (rootUrl) => access.calls.get(rootUrl, userKey),
  });
  const found = readAs(MEANT_OF_A_USER, ofTheCustomer(access, read(access, called, readUser)));
  const answer = await ofTheKey(access, userKey, found);
  if (answer.kind === 'failed') {
    note(access, 'users.get', answer.failure, /^\d+$/.test(userKey) ? userKey : undefined);
  }
  return answer;
}

async function listUsers(
  access: WorkspaceAccess,
  { pageToken, limit, orgUnitPath }: Parameters<Directory['listUsers']>[0],
): Promise<Answer<UserPage>> {
  const called = await callDirectory(access, READ_DEADLINE_MS, {
    build: (rootUrl) =>
      builtRequest('Admin SDK', rootUrl, (options) =>
        access.calls.list(
          {
            customer: access.connection.customerId ?? 'my_customer',
            maxResults: limit,
            orderBy: 'email', // the order of our accounts: planning needs only one page at a time
            fields: `nextPageToken,users(${USER_FIELDS})`,
            ...(pageToken === undefined ? {} : { pageToken }),
            ...(orgUnitPath === undefined ? {} : { query: `orgUnitPath=${quoted(orgUnitPath)}` }),
          },
          options,
        ),
      ),
  });
  const answer = readAs(MEANT_OF_ALL, allOfTheCustomer(access, read(access, called, readPage)));
  if (answer.kind === 'failed') note(access, 'users.list', answer.failure);
  return answer;
}

/** Whether a user belongs to another Workspace than the given one, where one was given. */
const isAnothers = ({ connection }: WorkspaceAccess, { customerId }: DirectoryUser): boolean =>
  connection.customerId !== undefined &&
  customerId !== undefined &&
  customerId !== connection.customerId;

/** A service account can hold roles in several Workspaces. Users of the others are none of ours. */
const ofTheCustomer = (
  access: WorkspaceAccess,
  answer: Answer<DirectoryUser>,
): Answer<DirectoryUser> =>
  answer.kind === 'ok' && isAnothers(access, answer.value)
    ? { kind: 'failed', failure: { code: 'not-authorized' } }
    : answer;

/**
 * Google refuses the domain of a key that is none of the customer's as it refuses the customer's own
 * (GAM takes both for an unknown user). The customer's list tells which it is.
 */
async function ofTheKey(
  access: WorkspaceAccess,
  userKey: string,
  answer: Answer<DirectoryUser>,
): Promise<Answer<DirectoryUser>> {
  const isAdmin = userKey === access.connection.adminUsername;
  if (answer.kind === 'ok' || answer.failure.code !== 'domain-refused' || isAdmin) return answer;
  const listed = await listUsers(access, { limit: 1 });
  if (listed.kind === 'ok') return readAs({ 'domain-refused': 'not-authorized' }, answer);
  return listed.failure.code === 'domain-refused' ? answer : listed;
}

/** The given Workspace was asked for, so all users are its own. */
const allOfTheCustomer = (access: WorkspaceAccess, answer: Answer<UserPage>): Answer<UserPage> =>
  answer.kind === 'ok' && answer.value.users.some((user) => isAnothers(access, user))
    ? { kind: 'failed', failure: { code: 'customer-differs' } }
    : answer;

/** A quoted value in Google's query language. */
const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;

async function setPassword(
  access: WorkspaceAccess,
  userId: UserId,
  password: Secret,
  { deadlineMs, keepsAtNextLogin = false }: { deadlineMs: DurationMs } & Partial<SetAlso>,
): Promise<SetPasswordOutcome> {
  const called = await callDirectory(access, deadlineMs, {
    userKey: userId,
    build: (rootUrl) =>
      access.calls.update(rootUrl, userId, {
        password: password.reveal(),
        ...(keepsAtNextLogin ? { changePasswordAtNextLogin: false } : {}),
      }),
  });
  const outcome = outcomeOf(access, called, userId);
  if (outcome.kind !== 'applied') note(access, 'users.update', outcome.failure, userId);
  return outcome;
}

const SetAnswer = z.object({
  id: z.string(),
  primaryEmail: z.string().optional().catch(undefined),
});

/** Applied means that the answer names this user. A refused token or an unsent call changes nothing. */
function outcomeOf(
  { connection }: WorkspaceAccess,
  called: Called,
  userId: UserId,
): SetPasswordOutcome {
  if (called.kind === 'not-sent') return { kind: 'rejected', failure: called.failure };
  const { reply } = called;
  if (reply && isSuccess(reply.status)) {
    const body = SetAnswer.safeParse(parseJson(reply.text));
    if (body.data?.id !== userId) {
      return { kind: 'unknown', failure: failureOf('no-answer', reply) };
    }
    const { primaryEmail } = body.data;
    return { kind: 'applied', ...(primaryEmail === undefined ? {} : { primaryEmail }) };
  }
  const { failure, definite } = directoryFailure(reply);
  return { kind: definite ? 'rejected' : 'unknown', failure: meantOf(connection, failure) };
}

type Meanings = Partial<Record<GoogleFailureCode, GoogleFailureCode>>;

/**
 * A lookup changes nothing, so it cannot have invalid input. Google sometimes calls an existing user
 * invalid.
 */
const MEANT_OF_A_USER: Meanings = {
  'input-refused': 'no-answer',
  'password-refused': 'no-answer',
};

/** A list call names no user, so "not found" refers to the domain. */
const MEANT_OF_ALL: Meanings = { 'user-not-found': 'domain-refused' };

/** A failure with the meaning that its code has for this call. */
const readAs = <Value>(meanings: Meanings, answer: Answer<Value>): Answer<Value> =>
  answer.kind === 'ok'
    ? answer
    : {
        kind: 'failed',
        failure: { ...answer.failure, code: meanings[answer.failure.code] ?? answer.failure.code },
      };

function read<Value>(
  { connection }: WorkspaceAccess,
  called: Called,
  readBody: (body: unknown) => Value | undefined,
): Answer<Value> {
  if (called.kind === 'not-sent') return { kind: 'failed', failure: called.failure };
  const { reply } = called;
  if (!reply || !isSuccess(reply.status)) {
    return { kind: 'failed', failure: meantOf(connection, directoryFailure(reply).failure) };
  }
  const value = readBody(parseJson(reply.text));
  return value === undefined
    ? { kind: 'failed', failure: failureOf('no-answer', reply) }
    : { kind: 'ok', value };
}

/** A missing user is a normal answer. Every other failure is logged, without the address. */
function note(
  { log }: WorkspaceAccess,
  call: string,
  failure: GoogleFailure,
  userId?: string,
): void {
  if (failure.code === 'user-not-found') return;
  const { code, httpStatus } = failure;
  log?.googleFailure({
    call,
    code,
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(userId === undefined ? {} : { userId }),
  });
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;
