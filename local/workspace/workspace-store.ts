import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/**
 * What is stored: users that differ from the generated ones, service accounts with their public keys,
 * settings, and Secure LDAP's certificates and settings.
 */
export type KeptKind = 'user' | 'account' | 'setting' | 'ldap';

/**
 * What the simulated Google must remember after its process is killed. A write is complete when the call
 * returns, so a kill loses nothing (a power loss may lose the last moments). Passwords and private keys are
 * never written, except the key of the Secure LDAP server itself.
 */
export class WorkspaceStore {
  readonly #database: DatabaseSync;
  readonly #put: StatementSync;

  /** Opens `workspace.sqlite` in `folder`, which is created if missing. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#database = new DatabaseSync(join(folder, 'workspace.sqlite'));
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA busy_timeout = 5000;
      CREATE TABLE IF NOT EXISTS kept (
        kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, name)
      ) STRICT, WITHOUT ROWID;
    `);
    this.#put = this.#database.prepare('INSERT OR REPLACE INTO kept VALUES (?, ?, ?)');
  }

  put(kind: KeptKind, name: string, value: unknown): void {
    this.#put.run(kind, name, JSON.stringify(value));
  }

  /** All entries of one kind, with their names. */
  all(kind: KeptKind): readonly { readonly name: string; readonly value: unknown }[] {
    const rows = this.#database
      .prepare('SELECT name, value FROM kept WHERE kind = ? ORDER BY name')
      .all(kind);
    return rows.map((row) => ({
      name: String(row['name']),
      value: JSON.parse(String(row['value'])) as unknown,
    }));
  }

  close(): void {
    this.#database.close();
  }
}
