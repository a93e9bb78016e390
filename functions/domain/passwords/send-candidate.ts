import { type Directory } from '../../ports/directory';
import { type Candidate } from '../account';
import { type Secret } from '../secret';
import { type DirectoryUser } from '../user';
import { type Outcome } from './password-finish';
import { TIMING } from './timing';

/** The user whose password is set: the fields of the look-up that matter here. */
export type SentTo = Pick<DirectoryUser, 'id' | 'primaryEmail' | 'changePasswordAtNextLogin'> &
  Partial<Pick<DirectoryUser, 'orgUnitPath'>>;

/**
 * The second of the four steps: the one call to Google. A user who must choose another password at the next
 * sign-in could not use this one, so a set also clears that request.
 */
export const sendCandidate = (
  { directory, user }: { readonly directory: Directory; readonly user: SentTo },
  { purpose }: Candidate,
  password: Secret,
): Promise<Outcome> =>
  directory.setPassword(user.id, password, TIMING.directoryDeadlineMs, {
    keepsAtNextLogin: user.changePasswordAtNextLogin === true && purpose === 'set',
  });
