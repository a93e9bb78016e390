import { type AccountStore } from '../../ports/account-store';
import { type Answer } from '../../ports/directory';
import { type UserId } from '../account';
import { mapAtOnce } from '../at-once';
import { type GoogleFailure } from '../google-failure';
import { asUserId } from '../passwords/managed-user';
import { type OpenRotation } from './rotation-open';
import { type DecidedPage, type Run } from './run';
import { decide, mayBePlanned, pageOf } from './run-page';
import { seenUser } from './seen-user';

type Decision = ReturnType<typeof decide>;

/** Keys are looked up in groups of so many, side by side. */
const GROUP = 10;

/** So many keys make a page at most. */
const PAGE = 100;

/**
 * Decides the next page of a run over a list of keys: addresses, aliases or ids. Each is looked up at
 * Google, since an address may have been given to somebody else; whoever is named twice counts once.
 */
export async function nextListPage(
  accounts: AccountStore,
  open: OpenRotation,
  { run, userKeys, capacity }: { run: Run; userKeys: readonly string[]; capacity: number },
): Promise<Answer<DecidedPage>> {
  const begin = Number(run.cursor ?? 0);
  const end = Math.min(begin + PAGE, userKeys.length);
  const decisions: Decision[] = [];
  const named = new Set<UserId>(run.named);
  let at = begin;
  while (at < end && pageOf(decisions, undefined).tasks.length < capacity) {
    const room = capacity - pageOf(decisions, undefined).tasks.length;
    const group = userKeys.slice(at, Math.min(end, at + Math.min(GROUP, room)));
    const decided = await mapAtOnce(GROUP, group, (key) => decideKey(accounts, open, run, key));
    for (const each of decided) {
      if ('failure' in each) return { kind: 'failed', failure: each.failure };
      if (each.userId !== undefined && named.has(each.userId)) continue;
      if (each.userId !== undefined) named.add(each.userId);
      decisions.push(each.decision);
    }
    at += group.length;
  }
  const next = at < userKeys.length ? String(at) : undefined;
  return { kind: 'ok', value: pageOf(decisions, next) };
}

type DecidedKey =
  { readonly decision: Decision; readonly userId?: UserId } | { readonly failure: GoogleFailure };

async function decideKey(
  accounts: AccountStore,
  open: OpenRotation,
  run: Run,
  key: string,
): Promise<DecidedKey> {
  const found = await open.directory.findUser(key);
  if (found.kind === 'failed' && found.failure.code !== 'user-not-found') return found;
  const userId = found.kind === 'ok' ? found.value.id : asUserId(key);
  const account = userId && (await accounts.read(userId));
  if (found.kind === 'failed') {
    const skip = {
      reason: 'user-not-found',
      ...(account ? { userId: account.userId } : {}),
    } as const;
    return { decision: { kind: 'skip', skip }, ...(userId ? { userId } : {}) };
  }
  const { id } = found.value;
  if (account?.current === undefined) {
    const skip = { reason: 'no-password', ...(account ? { userId: id } : {}) } as const;
    return { decision: { kind: 'skip', skip }, userId: id };
  }
  if (!mayBePlanned(account, run)) return { decision: { kind: 'out' }, userId: id };
  return { decision: decide(account, seenUser(open, found.value), run), userId: id };
}
