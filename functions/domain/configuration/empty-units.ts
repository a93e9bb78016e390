import { type Answer, type DirectoryConnector, type UserPage } from '../../ports/directory';
import { mapAtOnce } from '../at-once';
import { isCircuitClosed } from './circuit';
import { type Configuration } from './configuration';

const ASKED_AT_ONCE = 10;

/**
 * The units in which Google lists nobody, most likely because their paths are misspelt. This is only a hint:
 * the list is empty if Google cannot be asked, and the function never throws.
 */
export async function emptyUnits(
  { directory }: { readonly directory: DirectoryConnector },
  configuration: Configuration,
  paths: readonly string[],
): Promise<readonly string[]> {
  const { connection } = configuration;
  if (connection === undefined || paths.length === 0 || !isCircuitClosed(configuration)) return [];
  try {
    const connected = await directory.connect(connection);
    if (connected.kind === 'failed') return [];
    const empty = await mapAtOnce(ASKED_AT_ONCE, paths, async (orgUnitPath) =>
      hasNobody(await connected.value.listUsers({ limit: 1, orgUnitPath })) ? [orgUnitPath] : [],
    );
    return empty.flat();
  } catch {
    return [];
  }
}

/** Google rejects a unit that does not exist as invalid input. */
const hasNobody = (listed: Answer<UserPage>): boolean =>
  listed.kind === 'ok'
    ? listed.value.users.length === 0 && listed.value.nextPageToken === undefined
    : listed.failure.code === 'input-refused';
