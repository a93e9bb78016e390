import { type Answer, type DirectoryConnector, type UserPage } from '../../ports/directory';
import { mapAtOnce } from '../at-once';
import { isCircuitClosed } from './circuit';
import { type Configuration } from './configuration';

const ASKED_AT_ONCE = 10;

/**
 * Of these units, those in which Google lists nobody: most likely their paths are misspelt. Only a hint,
 * so it is empty where Google can't be asked, and never throws.
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

/** Google calls a unit invalid that is not there. */
const hasNobody = (listed: Answer<UserPage>): boolean =>
  listed.kind === 'ok'
    ? listed.value.users.length === 0 && listed.value.nextPageToken === undefined
    : listed.failure.code === 'input-refused';
