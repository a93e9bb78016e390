import { textPlace } from '../../functions/adapters/gcp/page-token';
import { type AccountStore } from '../../functions/ports/account-store';
import { BAD_TOKEN, counted, pageOf } from './sqlite-account-lists';
import { type Prepare, type SqliteDatabase } from './sqlite-database';

/** Lists by the Workspace that passwords belong to. The index on `password_of` serves all queries. */
export function sqliteWorkspaceLists(
  database: SqliteDatabase,
): Pick<AccountStore, 'workspaces' | 'countOfWorkspace' | 'ofWorkspace'> {
  return {
    workspaces: () => database.read(workspaces),

    countOfWorkspace: (customerId) =>
      database.read((prepare) => {
        const sql = 'SELECT count(*) AS number FROM accounts WHERE password_of = ?';
        return counted(prepare(sql).get(customerId));
      }),

    ofWorkspace: async ({ customerId, pageToken: token, limit }) => {
      const after = token === undefined ? (['', ''] as const) : textPlace(token);
      if (!after) return BAD_TOKEN;
      const conditions = [
        { sql: 'password_of = ? AND user_id > ?', values: [customerId, after[1]] },
      ];
      return database.read((prepare) =>
        pageOf(prepare, conditions, ['password_of', 'user_id'], limit),
      );
    },
  };
}

/** Each Workspace once: one step in the index for each, whatever the number of accounts. */
function workspaces(prepare: Prepare): string[] {
  const next = prepare('SELECT min(password_of) AS least FROM accounts WHERE password_of > ?');
  const found: string[] = [];
  for (;;) {
    const least = next.get(found.at(-1) ?? '')?.['least'];
    if (typeof least !== 'string') return found;
    found.push(least);
  }
}
