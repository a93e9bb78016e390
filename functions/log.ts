import { systemClock } from './adapters/system-clock';
import { UnreadableDocument } from './adapters/document-reader';
import { type GoogleFailureLog } from './adapters/google/google-failure-log';
import { VendorError } from './adapters/vendor-error';
import { rfc3339 } from './domain/time';
import { type Clock } from './ports/clock';
import { currentRequestId } from './request-id';

/**
 * Every log line as a named function with closed fields, so that one file can be reviewed for leaks. Lines
 * are JSON in the format of Cloud Logging. No line takes free text, a body, a URL or the message of a
 * foreign error. Every line has a `time`. A line written while a request is answered also has its
 * `requestId`.
 */
export type Log = GoogleFailureLog & {
  request(line: {
    function: string;
    requestId: string;
    method: string;
    /** The path template, such as `/v1/users/{userKey}`. Absent if no endpoint matches. */
    route?: string;
    status: number;
    caller?: string;
    /** The user whom the call was about, if known. */
    userId?: string;
    problem?: string;
    /** Says nothing of other users: the cause lies in what is stored about this one, or was told before. */
    ofOneUser?: true;
  }): void;
  unexpected(line: { function: string; requestId?: string; error: unknown }): void;
  /**
   * For the audit trail: a password was issued, read, rotated, revoked, proved (with its `result`), or only
   * forgotten here. `caller` requested it, and the call `requestId` settled it. `unconfirmed`: Google may have held it for a while.
   */
  passwordAudit(line: {
    action: 'issued' | 'read' | 'rotated' | 'revoked' | 'forgotten' | 'proved';
    userId: string;
    version?: number;
    caller: string;
    unconfirmed?: true;
    result?: 'works' | 'refused' | 'unknown';
    time?: string;
    requestId: string;
  }): void;
  /** A tick of the schedule: the state of the run, and how many users are overdue or parked. */
  rotationRun(line: {
    runId?: string;
    state: string;
    /** What the run waits for, or why there is no run. */
    reason?: string;
    due: number;
    /** How many users the run has processed, and with which result. */
    met: number;
    done: number;
    failed: number;
    /** Due for more than a day. */
    overdue: number;
    /** Of these, the ones that have been due throughout a window; 0 while rotation is held back on purpose. */
    late: number;
    /** `late` divided by the accounts with a password, from 0 to 1; 0 without such accounts. */
    lateShare: number;
    parked: number;
    /** The run has no reason to wait, but has made no progress for half an hour. */
    stalled: boolean;
  }): void;
  /**
   * Rotation waits until an administrator fixes the connection. Written on every tick. `link`: the first
   * connection check that is not ok, with its code.
   */
  configurationFailing(line: { requestId: string; link?: string; code?: string }): void;
  /**
   * Written on every tick while Secure LDAP does not work, or while its certificate expires within 90 days.
   * `code`: of the link that says so.
   */
  secureLdap(line: {
    state: 'failing' | 'expiring';
    link: string;
    code: string;
    daysLeft: number;
    requestId: string;
  }): void;
  /** An administrator started or stopped a run. */
  rotationAudit(line: {
    action: 'asked' | 'stopped';
    runId: string;
    caller: string;
    requestId: string;
  }): void;
  /** The result of one user in a run, unless the password was set. */
  rotationTask(line: {
    outcome: 'skipped' | 'parked' | 'failed';
    runId: string;
    userId: string;
    code?: string;
    requestId: string;
  }): void;
  /**
   * `saved` has the new connection, `policy-changed` the names of the changed settings, `secure-ldap-saved`
   * the SHA-256 of the certificate, `networks-saved` the IDs of all networks.
   */
  configurationAudit(line: {
    action:
      | 'saved'
      | 'deleted'
      | 'policy-changed'
      | 'secure-ldap-saved'
      | 'secure-ldap-deleted'
      | 'networks-saved';
    caller: string;
    revision: number;
    adminUsername?: string;
    /** Without delegation. */
    customerId?: string;
    clientId?: string;
    settings?: readonly string[];
    fingerprint?: string;
    networks?: readonly string[];
  }): void;
};

/** Writes one line. The platform decides where. */
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
    secureLdap: (fields) => {
      line(fields.state === 'failing' ? 'ERROR' : 'WARNING', 'secure-ldap', fields);
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
 * The class of an error and where it was thrown. The message is included only if it is our own and made
 * from closed lists: a vendor's message may quote the request.
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
