import { DAY_MS, type EpochMs, until } from '../time';
import { type Credential } from './configuration';
import { type VerificationLink } from './verification';

/** The code of the link `key` that is ok with a key that should be replaced. The page translates it. */
export type KeyAgeCode = 'key-old';

/** From this age on, an uploaded key is told as old. */
export const OLD_KEY_DAYS = 90;

/** How long ago the key was uploaded, in whole days. An upload in the future was written by a fast clock. */
const ageInDays = (uploadedAt: EpochMs, now: EpochMs): number =>
  Math.floor(Math.max(0, until(uploadedAt, now)) / DAY_MS);

/** The chain's links, with what is to be told of the key's age. An old key works: the link stays ok. */
export const withKeyAge = (
  links: readonly VerificationLink[],
  credential: Credential,
  now: EpochMs,
): readonly VerificationLink[] =>
  links.map((link) => {
    const isOld =
      credential.kind === 'key' && ageInDays(credential.uploadedAt, now) >= OLD_KEY_DAYS;
    return link.id === 'key' && link.state === 'ok' && isOld ? { ...link, ...OLD } : link;
  });

const OLD: Pick<Required<VerificationLink>, 'code' | 'message' | 'fix'> & {
  readonly code: KeyAgeCode;
} = {
  code: 'key-old',
  message: `This key was uploaded ${OLD_KEY_DAYS} days ago or earlier. It still works. The longer a key is in use, the likelier it is that somebody has a copy of it.`,
  fix: 'In the Google Cloud console, create a new JSON key for the same service account. Choose that file here and save, then delete the old key in the console. No password changes.',
};
