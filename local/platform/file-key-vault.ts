import { type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { Secret } from '../../functions/domain/secret';
import { type KeyVault, type KeyVersionState } from '../../functions/ports/key-vault';
import { DataFolderError } from './data-folder-error';
import { replaceDurably } from './durable-file';
import { open, seal } from './sealed-box';

/** Secret Manager's limit for a secret version. */
const MAX_KEY_BYTES = 64 * 1024;

const Contents = z.object({
  schemaVersion: z.literal(1),
  /** The highest version number issued so far. */
  lastVersion: z.int().min(0),
  versions: z.array(
    z.object({
      version: z.string(),
      state: z.enum(['enabled', 'disabled', 'destroyed'] satisfies KeyVersionState[]),
      key: z.string().optional(),
    }),
  ),
});
type Contents = z.infer<typeof Contents>;

/**
 * The keys of one vault in one file that is always encrypted and replaced as a whole. Each call reads and
 * writes it synchronously, so concurrent calls can't lose each other's keys. Throws a `DataFolderError` if
 * the file was encrypted with another key or was changed.
 */
export function fileKeyVault(path: string, key: KeyObject): KeyVault {
  const change = (version: string, to: 'disabled' | 'destroyed'): void => {
    const contents = load(path, key);
    const found = contents.versions.find((one) => one.version === version);
    if (!found || found.state === to || found.state === 'destroyed') return;
    found.state = to;
    if (to === 'destroyed') delete found.key;
    save(path, key, contents);
  };
  return {
    add: (added) =>
      settled(() => {
        const text = added.reveal();
        if (Buffer.byteLength(text) > MAX_KEY_BYTES) throw new Error('A key has at most 64 KiB.');
        const { schemaVersion, lastVersion, versions } = load(path, key);
        const version = String(lastVersion + 1);
        save(path, key, {
          schemaVersion,
          lastVersion: lastVersion + 1,
          versions: [...versions, { version, state: 'enabled', key: text }],
        });
        return version;
      }),
    read: (version) =>
      settled(() => {
        const found = load(path, key).versions.find((one) => one.version === version);
        return found?.state === 'enabled' && found.key !== undefined
          ? new Secret(found.key)
          : undefined;
      }),
    list: () =>
      settled(() => load(path, key).versions.map(({ version, state }) => ({ version, state }))),
    disable: (version) =>
      settled(() => {
        change(version, 'disabled');
      }),
    destroy: (version) =>
      settled(() => {
        change(version, 'destroyed');
      }),
  };
}

/** Runs immediately; an exception becomes a rejection. */
const settled = <Value>(run: () => Value): Promise<Value> =>
  new Promise((resolve) => {
    resolve(run());
  });

function load(path: string, key: KeyObject): Contents {
  if (!existsSync(path)) return { schemaVersion: 1, lastVersion: 0, versions: [] };
  const plain = open(key, readFileSync(path), 'key-vault');
  if (!plain) {
    throw new DataFolderError(
      `${path} was encrypted with another key, or it was changed. Restore it from a backup together with its key file.`,
    );
  }
  return Contents.parse(JSON.parse(plain.toString('utf8')));
}

function save(path: string, key: KeyObject, contents: Contents): void {
  replaceDurably(path, seal(key, Buffer.from(JSON.stringify(contents), 'utf8'), 'key-vault'));
}
