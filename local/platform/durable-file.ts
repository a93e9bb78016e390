import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a file, complete or not at all, readable by its owner only. After the return it survives a power
 * loss. Throws `EEXIST` if the file already exists.
 */
export function createDurably(path: string, data: Buffer): void {
  const written = writeBeside(path, data);
  try {
    linkSync(written, path); // unlike rename, link never replaces a file
  } finally {
    rmSync(written);
  }
  syncFolder(dirname(path));
}

/** Replaces the contents of a file. At every moment it holds either the old or the new contents in full. */
export function replaceDurably(path: string, data: Buffer): void {
  renameSync(writeBeside(path, data), path);
  syncFolder(dirname(path));
}

function writeBeside(path: string, data: Buffer): string {
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true }); // a killed process may have left it
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

/**
 * A new name is durable only after its folder has been synced. Windows has no such call and does not need
 * one.
 */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
