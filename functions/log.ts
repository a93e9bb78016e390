import { systemClock } from './adapters/system-clock';
import { UnreadableDocument } from './adapters/stored-document';
import { VendorError } from './adapters/vendor-error';
import { rfc3339 } from './domain/time';
import { type Clock } from './ports/clock';
import { currentRequestId } from './request-id';

/**
 * Every log line as a named function with closed fields: one file to review for leaks. Lines are
 * JSON as Cloud Logging reads it. No line takes free text, a body, a URL or the message of an error
 * that is not ours. Each has its `time`; what is logged while a request is answered has that request's
 * `requestId`.
 */
export type Log = {
  request(line: {
    function: string;
    requestId: string;
    method: string;
    /** The template of the path, such as `/v1/users/{userKey}`; absent where nothing is. */
    route?: string;
    status: number;
    caller?: string;
    /** The user that the call was about, as far as that was found out. */
    userId?: string;
    problem?: string;
  }): void;
  unexpected(line: { function: string; requestId?: string; error: unknown }): void;
  /**
   * Google refused or did not answer; the code is from the closed list of `google-failure.ts`. The
   * user only where the call named one by id.
   */
  googleFailure(line: { call: string; code: string; httpStatus?: number; userId?: string }): void;
  /**
   * A password was issued, told, rotated, revoked, or forgotten here alone, for the audit trail. `caller`
   * asked for it; the call `requestId` settled it. `unconfirmed`: Google may have held it for a while.
   */
  passwordAudit(line: {
    action: 'issued' | 'read' | 'rotated' | 'revoked' | 'forgotten';
    userId: string;
    version?: number;
    caller: string;
    unconfirmed?: true;
    time?: string;
    requestId: string;
  }): void;
  /** A tick of the schedule: how the run stands, and how many are overdue or parked. */
  rotationRun(line: {
    runId?: string;
    state: string;
    /** What it waits for, or why there is none. */
    reason?: string;
    due: number;
    /** How many users the run has met, and what came of them. */
    met: number;
    done: number;
    failed: number;
    /** Due for more than a day. */
    overdue: number;
    parked: number;
    /** Nothing holds the run back, and nothing was heard of it for half an hour. */
    stalled: boolean;
  }): void;
  /**
   * Rotation stands still until an administrator mends the connection; said on every tick. `link`:
   * the first check of the connection that is not good, with its code.
   */
  configurationFailing(line: { requestId: string; link?: string; code?: string }): void;
  /** An administrator asked for a run, or ended one. */
  rotationAudit(line: {
    action: 'asked' | 'stopped';
    runId: string;
    caller: string;
    requestId: string;
  }): void;
  /** What became of one user in a run, unless it is done. */
  rotationTask(line: {
    outcome: 'skipped' | 'parked' | 'failed';
    runId: string;
    userId: string;
    code?: string;
    requestId: string;
  }): void;
  /** `saved` says what is connected from then on, `policy-changed` which settings were given. */
  configurationAudit(line: {
    action: 'saved' | 'deleted' | 'policy-changed';
    caller: string;
    revision: number;
    adminUsername?: string;
    clientId?: string;
    settings?: readonly string[];
  }): void;
};

/** Writes one line; the platform says where to. */
export type WriteLine = (line: string) => void;

export function jsonLog(write: WriteLine, clock: Clock = systemClock): Log {
  const line = (severity: string, message: string, fields: object): void => {
    const requestId = currentRequestId();
    const known = { severity, message, time: rfc3339(clock.now()) };
    write(JSON.stringify({ ...known, ...(requestId ? { requestId } : {}), ...fields }));
  };
  return {
    request: (fields) => {
      line(fields.status >= 500 ? 'WARNING' : 'INFO', 'request', fields);
    },
    unexpected: ({ error, ...fields }) => {
      line('ERROR', 'unexpected', { ...fields, ...placeOf(error) });
    },
    googleFailure: (fields) => {
      line('WARNING', 'google-failure', fields);
    },
    passwordAudit: (fields) => {
      line('NOTICE', 'password-audit', fields);
    },
    rotationRun: (fields) => {
      line('INFO', 'rotation-run', fields);
    },
    configurationFailing: (fields) => {
      line('ERROR', 'configuration-failing', fields);
    },
    rotationAudit: (fields) => {
      line('NOTICE', 'rotation-audit', fields);
    },
    rotationTask: (fields) => {
      line('WARNING', 'rotation-task', fields);
    },
    configurationAudit: (fields) => {
      line('NOTICE', 'configuration-audit', fields);
    },
  };
}

/**
 * An error's class and where it was thrown. Its message only where that is ours and made of closed
 * lists: a vendor's may quote what was sent.
 */
function placeOf(error: unknown): { error: string; reason?: string; stack: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, stack: [] };
  const frames = (error.stack ?? '').split('\n').filter((text) => /^\s+at /.test(text));
  const ours = error instanceof VendorError || error instanceof UnreadableDocument;
  return {
    error: error.constructor.name,
    ...(ours ? { reason: error.message } : {}),
    stack: frames.slice(0, 10).map((text) => text.trim()),
  };
}
