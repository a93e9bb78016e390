import { createHash } from 'node:crypto';
import { type Directory } from '../../ports/directory';
import { type Configuration } from '../configuration/configuration';
import { isInUnit } from '../unit-key';
import { type DirectoryUser, refusal } from '../user';
import { type IssueLook } from './lane';
import { USERS_A_PAGE } from './listing';

/**
 * Who is in a unit and may have a password, as a digest that does not depend on their order. `left`: time ran
 * out. `no-answer`: Google does not list the unit now.
 */
export type UnitSeen =
  | { readonly kind: 'seen'; readonly digest: string }
  | { readonly kind: 'left'; readonly left: NonNullable<IssueLook['left']> }
  | { readonly kind: 'no-answer' };

/** The digest of nobody. */
export const NOBODY = '0';

/** Lists the unit and computes its digest, from where the look was left. A missing unit has nobody. */
export async function unitDigest(
  directory: Pick<Directory, 'listUsers'>,
  configuration: Configuration,
  { orgUnitPath, left }: { readonly orgUnitPath: string; readonly left: IssueLook['left'] },
  goOn: () => boolean,
): Promise<UnitSeen> {
  const adminUsername = configuration.connection?.adminUsername;
  let digest = BigInt(`0x${left?.digest ?? NOBODY}`);
  let place = left?.place;
  const read = new Set<string | undefined>();
  for (;;) {
    read.add(place);
    const from = place === undefined ? {} : { pageToken: place };
    const listed = await directory.listUsers({ limit: USERS_A_PAGE, orgUnitPath, ...from });
    if (listed.kind === 'failed') {
      const isMissing = listed.failure.code === 'input-refused' && place === undefined;
      return isMissing ? { kind: 'seen', digest: NOBODY } : { kind: 'no-answer' };
    }
    for (const user of listed.value.users) {
      const isMeant =
        isInUnit(user.orgUnitPath, orgUnitPath) &&
        !refusal(user, adminUsername, configuration.policy);
      if (isMeant) digest ^= markOf(user);
    }
    const { nextPageToken: next } = listed.value;
    // A token that repeats ends the listing.
    if (next === undefined || read.has(next)) return { kind: 'seen', digest: digest.toString(16) };
    place = next;
    if (!goOn()) return { kind: 'left', left: { place, digest: digest.toString(16) } };
  }
}

/** 64 bits that stand for this user. */
const markOf = ({ id }: DirectoryUser): bigint =>
  createHash('sha256').update(id).digest().readBigUInt64BE();
