/**
 * The whole number at a path in the document, or NULL. A document changed by hand must not prevent a start.
 */
const whole = (path: string): string =>
  `iif(json_type(document, '$.${path}') = 'integer', document ->> '$.${path}', NULL)`;

/**
 * The migrations from each schema version to the next: version N is the result of the first N steps. A
 * released step never changes. Columns beside `document` are copies for searching and ordering.
 */
export const STEPS: readonly string[] = [
  `
  CREATE TABLE accounts (
    user_id TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    status TEXT NOT NULL,
    next_rotation_at INTEGER,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX accounts_by_address ON accounts (address, user_id);
  CREATE INDEX accounts_by_status ON accounts (status, address, user_id);
  CREATE INDEX accounts_by_due ON accounts (next_rotation_at, user_id)
    WHERE next_rotation_at IS NOT NULL;
  CREATE TABLE configuration (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    document TEXT NOT NULL
  ) STRICT;
  CREATE TABLE outbox (id TEXT PRIMARY KEY, at INTEGER NOT NULL, document TEXT NOT NULL) STRICT;
  CREATE INDEX outbox_by_age ON outbox (at, id);
  CREATE TABLE events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL
  ) STRICT;
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `,
  `
  CREATE TABLE tasks (
    name TEXT PRIMARY KEY,
    target TEXT NOT NULL,
    path TEXT NOT NULL,
    body TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    first_attempt_at INTEGER,
    next_at INTEGER,
    ended_at INTEGER
  ) STRICT;
  CREATE INDEX tasks_by_next ON tasks (next_at, name) WHERE next_at IS NOT NULL;
  CREATE INDEX tasks_by_end ON tasks (ended_at) WHERE ended_at IS NOT NULL;
  CREATE TABLE runs (
    run_id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX runs_by_start ON runs (started_at, run_id);
  CREATE INDEX runs_by_state ON runs (state, started_at, run_id);
  CREATE TABLE pace (id INTEGER PRIMARY KEY CHECK (id = 1), document TEXT NOT NULL) STRICT;
  CREATE INDEX accounts_by_mark
    ON accounts (document ->> '$.mark.runId', document ->> '$.mark.outcome')
    WHERE document ->> '$.mark.runId' IS NOT NULL;
  `,
  // Columns, not expressions: with expressions SQLite would parse the document's JSON for each index on each
  // write.
  `
  ALTER TABLE accounts ADD COLUMN mark_run TEXT;
  ALTER TABLE accounts ADD COLUMN mark_outcome TEXT;
  ALTER TABLE accounts ADD COLUMN failed_at INTEGER;
  UPDATE accounts SET
    mark_run = document ->> '$.mark.runId',
    mark_outcome = document ->> '$.mark.outcome',
    failed_at = document ->> '$.lastFailure.at';
  DROP INDEX accounts_by_mark;
  CREATE INDEX accounts_by_mark ON accounts (mark_run, mark_outcome) WHERE mark_run IS NOT NULL;
  CREATE INDEX accounts_by_failure ON accounts (failed_at) WHERE failed_at IS NOT NULL;
  DROP INDEX accounts_by_status;
  CREATE INDEX accounts_by_status ON accounts (status, address, user_id)
    WHERE status <> 'active';
  `,
  // A run is one loop: accounts are found by the work they need, and there are only a few tasks, all of one
  // form.
  `
  DROP INDEX accounts_by_mark;
  ALTER TABLE accounts DROP COLUMN mark_run;
  ALTER TABLE accounts DROP COLUMN mark_outcome;
  ALTER TABLE accounts RENAME COLUMN next_rotation_at TO due_at;
  ALTER TABLE accounts ADD COLUMN unfinished_at INTEGER;
  ALTER TABLE accounts ADD COLUMN retry_at INTEGER;
  ALTER TABLE accounts ADD COLUMN password_created_at INTEGER;
  ALTER TABLE accounts ADD COLUMN org_unit TEXT;
  UPDATE accounts SET
    unfinished_at = CASE
      WHEN status = 'parked' THEN coalesce(${whole('lastFailure.at')}, 0) + 604800000
      WHEN json_array_length(document, '$.candidates') > 0 THEN coalesce(
        ${whole('lease.until')} + 5000,
        ${whole('lastFailure.at')}
          + min(86400000, 900000 << min(16, max(0, ${whole('lastFailure.attempts')} - 1))),
        ${whole('candidates[#-1].createdAt')},
        0
      )
    END,
    password_created_at = coalesce(
      (
        SELECT document ->> (fullkey || '.createdAt') FROM json_each(document, '$.candidates')
        WHERE document ->> (fullkey || '.purpose') = 'set'
          AND json_type(document, fullkey || '.createdAt') = 'integer'
        ORDER BY key DESC LIMIT 1
      ),
      ${whole('current.setAt')}
    )
    WHERE json_valid(document);
  UPDATE accounts SET due_at =
    iif(status = 'parked', unfinished_at, coalesce(min(due_at, unfinished_at), due_at, unfinished_at))
    WHERE json_valid(document);
  CREATE INDEX accounts_by_unfinished ON accounts (unfinished_at, user_id)
    WHERE unfinished_at IS NOT NULL;
  CREATE INDEX accounts_by_retry ON accounts (retry_at) WHERE retry_at IS NOT NULL;
  CREATE INDEX accounts_by_password ON accounts (password_created_at, user_id)
    WHERE password_created_at IS NOT NULL;
  CREATE INDEX accounts_by_unit ON accounts (org_unit, user_id) WHERE org_unit IS NOT NULL;
  UPDATE runs SET state = 'running' WHERE state IN ('first-wave', 'planning');
  DROP TABLE tasks;
  CREATE TABLE tasks (
    name TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    body TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    first_attempt_at INTEGER,
    next_at INTEGER,
    ended_at INTEGER
  ) STRICT;
  CREATE INDEX tasks_by_next ON tasks (next_at, name) WHERE next_at IS NOT NULL;
  CREATE INDEX tasks_by_end ON tasks (ended_at) WHERE ended_at IS NOT NULL;
  CREATE TABLE lanes (name TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
  `,
  // The Workspace that each password belongs to.
  `
  ALTER TABLE accounts ADD COLUMN password_of TEXT;
  UPDATE accounts SET password_of = document ->> '$.customerId'
    WHERE json_valid(document)
      AND json_type(document, '$.customerId') = 'text'
      AND (json_type(document, '$.current') = 'object'
        OR json_array_length(document, '$.candidates') > 0);
  CREATE INDEX accounts_by_workspace ON accounts (password_of, user_id)
    WHERE password_of IS NOT NULL;
  `,
  // A listing shows which users are not gone after all.
  `
  ALTER TABLE accounts ADD COLUMN gone_since INTEGER;
  UPDATE accounts SET gone_since = ${whole('goneSince')} WHERE json_valid(document);
  CREATE INDEX accounts_by_gone ON accounts (gone_since) WHERE gone_since IS NOT NULL;
  `,
  // When the next binds at Secure LDAP may begin.
  `
  CREATE TABLE bind_pace (id INTEGER PRIMARY KEY CHECK (id = 1), document TEXT NOT NULL) STRICT;
  `,
  // When a run is to prove each password. The first tick fills these in (rotation/upkeep.ts).
  `
  ALTER TABLE accounts ADD COLUMN unproved_at INTEGER;
  ALTER TABLE accounts ADD COLUMN proved_at INTEGER;
  ALTER TABLE accounts ADD COLUMN proof_standing TEXT;
  CREATE INDEX accounts_by_unproved ON accounts (unproved_at, user_id)
    WHERE unproved_at IS NOT NULL;
  CREATE INDEX accounts_by_proved ON accounts (proved_at, user_id) WHERE proved_at IS NOT NULL;
  CREATE INDEX accounts_by_proof ON accounts (proof_standing) WHERE proof_standing IS NOT NULL;
  `,
  // Accounts whose password somebody else changed at Google. No earlier release noted that.
  `
  ALTER TABLE accounts ADD COLUMN drifted_at INTEGER;
  CREATE INDEX accounts_by_drift ON accounts (drifted_at, user_id) WHERE drifted_at IS NOT NULL;
  `,
  // Devices, and rotations that wait for them, are asked for or announced. The first tick fills in the last.
  `
  ALTER TABLE accounts ADD COLUMN devices_behind INTEGER;
  ALTER TABLE accounts ADD COLUMN asked_at INTEGER;
  ALTER TABLE accounts ADD COLUMN held_turn INTEGER;
  ALTER TABLE accounts ADD COLUMN unannounced_turn INTEGER;
  CREATE INDEX accounts_by_devices ON accounts (devices_behind) WHERE devices_behind IS NOT NULL;
  CREATE INDEX accounts_by_asked ON accounts (asked_at, user_id) WHERE asked_at IS NOT NULL;
  CREATE INDEX accounts_by_held ON accounts (held_turn, user_id) WHERE held_turn IS NOT NULL;
  CREATE INDEX accounts_by_unannounced ON accounts (unannounced_turn, user_id)
    WHERE unannounced_turn IS NOT NULL;
  `,
  // Since when each password has been stored. The first tick fills it in.
  `
  ALTER TABLE accounts ADD COLUMN kept_since INTEGER;
  CREATE INDEX accounts_by_kept ON accounts (kept_since, user_id) WHERE kept_since IS NOT NULL;
  `,
  // What the pictures show of each day.
  `
  CREATE TABLE daily_counts (day TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
  `,
  // Which minutes of Google's log of changes were dealt with.
  `
  CREATE TABLE settled_activities (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    document TEXT NOT NULL
  ) STRICT;
  `,
  // A rotation changes both dates, so they share an index. `due_at` is never later than `unannounced_turn`.
  `
  DROP INDEX accounts_by_unannounced;
  DROP INDEX accounts_by_due;
  CREATE INDEX accounts_by_due ON accounts (due_at, user_id, unannounced_turn)
    WHERE due_at IS NOT NULL;
  `,
  // When a rotation's wait for devices ended. No earlier release noted that.
  `
  ALTER TABLE accounts ADD COLUMN freed_at INTEGER;
  CREATE INDEX accounts_by_freed ON accounts (freed_at) WHERE freed_at IS NOT NULL;
  `,
  // Former releases did not note whether a forgotten copy left traces in the file.
  `
  INSERT INTO facts SELECT 'traces', '1' WHERE EXISTS (SELECT 1 FROM accounts)
    ON CONFLICT (name) DO NOTHING;
  `,
];
