import { createHash } from 'node:crypto';
import { type Directory } from '../../ports/directory';
import { type Configuration } from '../configuration/configuration';
import { isInUnit } from '../unit-key';
import { type DirectoryUser, refusal } from '../user';
import { type IssueLook } from '../runs/lane';
import { forEachPage } from '../runs/look';

/** Who is in a unit and may have a password, up to this place, as a digest that does not depend on their order. */
export type UnitSeen = { readonly digest: string; readonly place: string | undefined };

/** The digest of nobody. */
export const NOBODY = '0';

/**
 * Lists the unit and computes its digest, from where the look was left. A missing unit has nobody. Undefined: Google
 * does not list the unit now.
 */
export async function unitDigest(
  directory: Pick<Directory, 'listUsers'>,
  configuration: Configuration,
  { orgUnitPath, left }: { readonly orgUnitPath: string; readonly left: IssueLook['left'] },
  goOn: () => boolean,
): Promise<UnitSeen | undefined> {
  const adminUsername = configuration.connection?.adminUsername;
  let digest = BigInt(`0x${left?.digest ?? NOBODY}`);
  let isThere = left !== undefined;
  const from = { orgUnitPath, place: left?.place };
  const listed = await forEachPage(directory, from, goOn, (users) => {
    isThere = true;
    for (const user of users) {
      const isMeant =
        isInUnit(user.orgUnitPath, orgUnitPath) &&
        !refusal(user, adminUsername, configuration.policy);
      if (isMeant) digest ^= markOf(user);
    }
    return Promise.resolve();
  });
  if (listed.kind === 'ok') return { digest: digest.toString(16), place: listed.value };
  const isMissing = listed.failure.code === 'input-refused' && !isThere;
  return isMissing ? { digest: NOBODY, place: undefined } : undefined;
}

/** 64 bits that stand for this user. */
const markOf = ({ id }: DirectoryUser): bigint =>
  createHash('sha256').update(id).digest().readBigUInt64BE();
