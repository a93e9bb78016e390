import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dependencies, deployedLock, deployedManifest } from './build-package';

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Writes the list of what the image is made of, as CycloneDX: every npm package that is bundled or installed, with
 * version, licence and hash. `npm sbom --omit=dev` on the project's own lock file leaves out each package that a
 * development tool needs too, so npm gets a lock file without the tools.
 */
function main(file: string): void {
  const project = json('package.json');
  const manifest = { ...deployedManifest(project), ...Dependencies.parse(project) };
  const root = mkdtempSync(join(tmpdir(), 'sbom-'));
  const folder = join(root, manifest.name); // npm names what the list describes by its folder
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const lock = deployedLock(manifest, json('package-lock.json'));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  const list = execFileSync(
    'npm',
    ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 50_000_000, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  writeFileSync(file, list);
  rmSync(root, { recursive: true });
}

main(process.argv[2] ?? 'dist/sbom.cdx.json');
