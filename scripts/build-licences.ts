import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from './build-parts';

const Manifest = z.object({ name: z.string(), version: z.string(), license: z.string() });

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;

/** The standard text, for packages that name this licence but include no copy. */
const APACHE = readFileSync(join(ROOT, 'LICENSE'), 'utf8');

/**
 * The licences of all packages in the bundle: each text once, with the packages that it covers. Throws if a
 * package has no licence that can be found.
 */
export function licencesOf(packages: readonly string[]): string {
  const covered = new Map<string, string[]>();
  for (const folder of packages) {
    const { name, version, license } = Manifest.parse(
      JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')),
    );
    const text = textOf(folder, license);
    covered.set(text, [...(covered.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const chapters = [...covered].map(([text, names]) => `${names.join('\n')}\n\n${text}`);
  return `${['This software contains the packages named here, under these licences.', ...chapters].join(RULE)}\n`;
}

const RULE = `\n\n${'-'.repeat(80)}\n\n`;

function textOf(folder: string, license: string): string {
  const files = readdirSync(join(ROOT, folder)).filter((file) => LICENCE_FILE.test(file));
  const read = (file: string): string => readFileSync(join(ROOT, folder, file), 'utf8');
  if (files.length > 0)
    return files
      .sort()
      .map((file) => read(file).trim())
      .join('\n\n');
  if (license === 'Apache-2.0') return APACHE.trim();
  const inReadme = /^\(?The MIT License[\s\S]*?OTHER DEALINGS IN THE SOFTWARE\./im.exec(
    read('README.md'),
  );
  if (!inReadme) throw new Error(`${folder} (${license}) has no licence text.`);
  return inReadme[0];
}
