import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Puts a file there that was not there before, whole or not at all, readable by its owner only. When
 * this returns it outlives a loss of power. Throws `EEXIST` rather than overwrite one.
 */
export function createDurably(path: string, data: Buffer): void {
  const written = writeBeside(path, data);
  try {
    linkSync(written, path); // unlike rename, never replaces
  } finally {
    rmSync(written);
  }
  syncFolder(dirname(path));
}

/** Puts new contents into a file: at every moment it holds the old ones or the new ones, whole. */
export function replaceDurably(path: string, data: Buffer): void {
  renameSync(writeBeside(path, data), path);
  syncFolder(dirname(path));
}

function writeBeside(path: string, data: Buffer): string {
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true }); // left by a process that was killed here
  const file = openSync(temporary, 'wx', 0o600);
  try {
    let written = 0;
    while (written < data.length) written += writeSync(file, data, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return temporary;
}

/** A new name is durable only once its folder is. Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
