import { type SQLOutputValue } from 'node:sqlite';
import { type Account } from '../../functions/domain/account';
import { type Traces as WhichTraces } from '../../functions/ports/account-store';
import { type Prepare, REDOABLE, type SqliteDatabase } from './sqlite-database';

/** What earlier versions of accounts have left in the file and its log. */
export class Traces {
  readonly #database: SqliteDatabase;
  #isChanged = true; // what a former process left is not known

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  /**
   * A write of an account, in its transaction. That the last copy of a password goes is noted in the file, for a later
   * process, too: writing the file anew takes long for many accounts, so that is done only where it is needed. The number
   * tells whether there are newer traces.
   */
  note(prepare: Prepare, before: Account | undefined, after: Account | null): void {
    this.#isChanged = true;
    if (!losesCopy(before, after)) return;
    prepare(
      `INSERT INTO facts VALUES ('traces', '1')
       ON CONFLICT (name) DO UPDATE SET value = CAST(value + 1 AS TEXT)`,
    ).run();
  }

  /** As `AccountStore.eraseTraces`. */
  async erase(of: WhichTraces): Promise<void> {
    const forgotten = await this.#database.read(forgottenIn);
    if (forgotten === undefined && !(of === 'all' && this.#isChanged)) return;
    this.#isChanged = false; // a write during the call may leave new ones
    await this.#database.eraseTraces().catch((error: unknown) => {
      this.#isChanged = true;
      throw error;
    });
    if (forgotten === undefined) return;
    await this.#database.write((prepare) => {
      prepare("DELETE FROM facts WHERE name = 'traces' AND value = ?").run(forgotten);
    }, REDOABLE);
  }
}

const forgottenIn = (prepare: Prepare): SQLOutputValue | undefined =>
  prepare("SELECT value FROM facts WHERE name = 'traces'").get()?.['value'];

/** Whether a write takes the last copy of a password that Google holds or may hold, not of one that it has just refused. */
function losesCopy(before: Account | undefined, after: Account | null): boolean {
  if (before === undefined || isStored(after)) return false;
  if (before.current?.ciphertext !== undefined) return true;
  const isForgotten = after === null || after.status === 'revoked';
  return before.candidates.some(({ sent }) => sent || isForgotten);
}

const isStored = (account: Account | null): boolean =>
  account?.current?.ciphertext !== undefined || (account?.candidates.length ?? 0) > 0;
