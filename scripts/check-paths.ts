import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';

/**
 * Part of `npm run check`: every file named in a document or a comment must exist. Prints a line for each
 * that does not, and then exits with status 1.
 */

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));
const names = new Set(tracked.map((file) => basename(file)));

/** Files that a command makes or an administrator writes. */
const NOT_IN_GIT = [
  /^dist\//,
  /^node_modules\//,
  /^functions\/page\/assets\.generated\.ts$/,
  /^infra\/(backend_override\.tf|terraform\.tfvars|\.terraform\.lock\.hcl)$/,
  /^infra\/environments\/\w+\.tfvars$/,
];

const ROOM =
  /(?<![\w./$}-])(?:functions|local|test|infra|docs|scripts|bench|examples)\/[\w./-]*[\w/]/g;
const FILE = /(?<![\w./$}{-])[\w-]+(?:\.[\w-]+)*\.(?:ts|mjs|tf|md|sh)\b(?![\w/(])/g;
const LINK = /\]\((?!https?:|#|mailto:)([^)#\s]+)/g;

/** A decision is named by its number, a module without its ending. */
const isThere = (path: string): boolean =>
  NOT_IN_GIT.some((made) => made.test(path)) ||
  existsSync(path) ||
  ['.ts', '.tf', '.md'].some((ending) => existsSync(path + ending)) ||
  (/^docs\/decisions\/\d{4}$/.test(path) && tracked.some((file) => file.startsWith(`${path}-`)));

/** The comments of a program, or a document without its code blocks. */
function prose(file: string, text: string): string {
  if (file.endsWith('.md')) return text.replaceAll(/^(```|~~~)[^]*?^\1/gm, blank);
  const kept = /\.(ts|mjs)$/.test(file) ? /\/\*[^]*?\*\/|(?<=^|\s)\/\/.*/gm : /^\s*#.*/gm;
  let last = 0;
  let out = '';
  for (const { 0: comment, index } of text.matchAll(kept)) {
    out += blank(text.slice(last, index)) + comment;
    last = index + comment.length;
  }
  return out;
}

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

function missingIn(file: string): string[] {
  const text = prose(file, readFileSync(file, 'utf8'));
  const missing: string[] = [];
  const note = (at: number, path: string): void => {
    missing.push(`${file}:${text.slice(0, at).split('\n').length}: no ${path}`);
  };
  for (const { 0: path, index } of text.matchAll(ROOM)) if (!isThere(path)) note(index, path);
  for (const { 0: name, index } of text.matchAll(FILE)) if (!names.has(name)) note(index, name);
  if (!file.endsWith('.md')) return missing;
  for (const { 1: target = '', index } of text.matchAll(LINK)) {
    const path = normalize(join(dirname(file), target));
    if (!isThere(path)) note(index, path);
  }
  return missing;
}

const READ = /\.(ts|mjs|md|tf|sh|yaml)$/;
const missing = tracked.filter((file) => READ.test(file)).flatMap(missingIn);
process.stdout.write(missing.map((line) => `${line}\n`).join(''));
process.exitCode = missing.length > 0 ? 1 : 0;
