import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { cloudBuild } from './cloud-build';

const List = z.object({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.object({ component: z.object({ name: z.string(), type: z.string() }) }),
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      hashes: z.array(z.object({ content: z.string() })).min(1),
    }),
  ),
});
const Lock = z.object({
  packages: z.record(z.string(), z.object({ version: z.string(), dev: z.boolean().optional() })),
});

it('lists what the image is made of, by the step’s own script: all that is deployed, and no tool', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sbom-'));
  const script = cloudBuild().steps.find(({ id }) => id.startsWith('write down'))?.script ?? '';
  execFileSync('bash', ['-c', script.replace('dist/', `${folder}/`)], { stdio: 'pipe' });
  const { metadata, components } = List.parse(
    JSON.parse(readFileSync(join(folder, 'sbom.cdx.json'), 'utf8')),
  );
  rmSync(folder, { recursive: true });

  expect(metadata.component).toEqual({ name: 'google-apps-passwords', type: 'application' });
  // What npm itself does not mark as a package of development tools alone.
  const { packages } = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  const deployed = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')}@${version}`);
  const listed = components.map(({ name, version }) => `${name}@${version}`);
  expect([...new Set(listed)].sort()).toEqual([...new Set(deployed)].sort());
});
