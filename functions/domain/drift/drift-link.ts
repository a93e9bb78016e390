import { activityLogOf } from '../configuration/activity-log-standing';
import { type Configuration, type Connection, isDelegated } from '../configuration/configuration';
import { ACTIVITY_LOG_SCOPE, delegationUrl, DIRECTORY_SCOPE } from '../configuration/delegation';
import { type LinkState, type VerificationLink } from '../configuration/verification';
import { ADMIN_ROLES, type VerificationText } from '../configuration/verification-text';
import { verificationText } from '../configuration/verification-texts';
import { GOOGLE_FAILURES, type GoogleFailureCode } from '../google-failure';

/**
 * The link beside the chain: whether changes by others are found out. `off`: its scope is not authorised,
 * which nothing else depends on.
 */
export type DriftLink = Omit<VerificationLink<'drift'>, 'state'> & {
  readonly state: LinkState | 'off';
};

/** The codes that only this link has. The page translates them. */
export type DriftLinkCode = 'activity-log-off' | 'activity-log-refused' | 'activity-log-clock';

const OFF: Omit<VerificationText, 'url'> = {
  message:
    'This service does not find out if somebody else changes a password at Google: its optional scope for Google’s log is not authorised.',
  fix: 'If you want that, authorise both scopes in the Admin console for the client ID, and give the administrator the privilege to view reports.',
};

const OFF_OF_ROLE: Omit<VerificationText, 'url'> = {
  message:
    'This service does not find out if somebody else changes a password at Google: the role of its service account does not include Google’s log.',
  fix: 'If you want that, give the service account a role with the privilege Reports. Google grants it for the whole organisation only.',
};

const REFUSED: Omit<VerificationText, 'url'> = {
  message: 'Google does not let the administrator read the log of changes.',
  fix: 'Give the administrator the privilege to view reports in the Admin console.',
};

const CLOCK: Omit<VerificationText, 'url'> = {
  message:
    'This service’s clock differs from Google’s by more than five minutes. In Google’s log it cannot tell its own changes from those of others, so it calls none of them another’s.',
  fix: 'Set the clock of the machine that runs the service, preferably by NTP.',
};

/** The link as the present connection's last reading of Google's log shows it. */
export function driftLink(configuration: Configuration): DriftLink {
  const { connection, verification } = configuration;
  const known = activityLogOf(configuration);
  if (connection === undefined || (known === undefined && verification?.state !== 'ok')) {
    return { id: 'drift', state: 'not-reached' };
  }
  if (known === undefined || known.state === 'off') return off(connection);
  if (known.state === 'ok') return { id: 'drift', state: 'ok' };
  const { code = 'no-answer' } = known;
  if (code === 'not-authorized') {
    return {
      id: 'drift',
      state: 'failing',
      code: 'activity-log-refused',
      ...REFUSED,
      url: ADMIN_ROLES,
    };
  }
  if (code === 'clock-skewed') {
    return { id: 'drift', state: 'failing', code: 'activity-log-clock', ...CLOCK };
  }
  const text = isGoogleCode(code) ? verificationText(code, connection) : {};
  return { id: 'drift', state: 'failing', code, ...text };
}

function off(connection: Connection): DriftLink {
  const told = { id: 'drift', state: 'off', code: 'activity-log-off' } as const;
  if (!isDelegated(connection)) return { ...told, ...OFF_OF_ROLE, url: ADMIN_ROLES };
  const { clientId } = connection.credential;
  const url = delegationUrl(clientId, [DIRECTORY_SCOPE, ACTIVITY_LOG_SCOPE]);
  return { ...told, ...OFF, url };
}

const isGoogleCode = (code: string): code is GoogleFailureCode =>
  Object.hasOwn(GOOGLE_FAILURES, code);
