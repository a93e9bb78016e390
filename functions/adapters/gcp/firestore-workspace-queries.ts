import { type AccountStore } from '../../ports/account-store';
import { type AskAccounts, BAD_TOKEN, page, upTo } from './firestore-account-queries';
import { textPlace } from './page-token';

/**
 * The Workspaces that the passwords belong to. Firestore's single-field index of `passwordOf` is
 * sufficient.
 */
export function workspaceQueries(
  ask: AskAccounts,
): Pick<AccountStore, 'workspaces' | 'countOfWorkspace' | 'ofWorkspace'> {
  return {
    workspaces: () => workspaces(ask),

    countOfWorkspace: (customerId) => ask.count((all) => all.where(FIELD, '==', customerId)),

    ofWorkspace: async ({ customerId, pageToken: token, limit }) => {
      const after = token === undefined ? undefined : textPlace(token);
      if (token !== undefined && !after) return BAD_TOKEN;
      const theirs = await ask.find((all) =>
        upTo(limit, after && [after[1]], all.where(FIELD, '==', customerId)),
      );
      return page(theirs, limit, [FIELD]);
    },
  };
}

const FIELD = 'passwordOf';

/** Each Workspace once. Reads one document per Workspace, whatever the number of accounts. */
async function workspaces(ask: AskAccounts): Promise<string[]> {
  const found: string[] = [];
  for (;;) {
    const last = found.at(-1) ?? '';
    const [next] = await ask.find((all) =>
      all.where(FIELD, '>', last).orderBy(FIELD).select(FIELD).limit(1),
    );
    const customerId: unknown = next?.get(FIELD);
    if (typeof customerId !== 'string') return found;
    found.push(customerId);
  }
}
