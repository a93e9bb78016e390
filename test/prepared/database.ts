import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteFile } from '../../local/platform/sqlite-file';
import { preparedFolder } from './folder';

const FILE = 'state.sqlite';

/** Makes an empty database with the newest schema: its migrations take most of the time to open one. */
export function prepareDatabase(folder: string): void {
  openSqliteFile(join(folder, FILE)).close();
}

/** Puts it into a data folder that nobody has opened yet. */
export function putPreparedDatabase(dataFolder: string): void {
  copyFileSync(join(preparedFolder(), FILE), join(dataFolder, FILE));
}
