import { z } from 'zod';
import { FRAMEWORK } from './build-parts';

const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  engines: z.object({ node: z.string() }),
  dependencies: z.record(z.string(), z.string()),
});

/** The dependencies of a manifest. */
export const Dependencies = z.object({ dependencies: z.record(z.string(), z.string()) });

const Installed = z.looseObject({
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  peerDependencies: z.record(z.string(), z.string()).optional(),
});
const Lock = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), Installed),
});
type Packages = z.infer<typeof Lock>['packages'];

/**
 * `dist/package.json`: installs only functions-framework, pinned, and has Google's buildpack make the code
 * cache afterwards (`gcp-build`).
 */
export function deployedManifest(projectManifest: unknown) {
  const { name, version, license, engines, dependencies } = Manifest.parse(projectManifest);
  const framework = dependencies[FRAMEWORK];
  if (framework === undefined) throw new Error(`${FRAMEWORK} is not a dependency.`);
  return {
    name,
    version,
    private: true,
    license,
    main: 'index.cjs',
    engines,
    scripts: { 'gcp-build': 'node code-cache.cjs' },
    dependencies: { [FRAMEWORK]: framework },
  };
}

/**
 * `dist/package-lock.json`: the part of the project's lock file that the manifest's dependencies need, so that the
 * image is built from the tested packages.
 */
export function deployedLock(
  {
    name,
    version,
    license,
    engines,
    dependencies,
  }: Omit<ReturnType<typeof deployedManifest>, 'dependencies'> & z.infer<typeof Dependencies>,
  projectLock: unknown,
) {
  const { lockfileVersion, packages } = Lock.parse(projectLock);
  const needed = new Set<string>();
  const need = (path: string): void => {
    if (needed.has(path)) return;
    needed.add(path);
    const { dependencies, optionalDependencies, peerDependencies } = packages[path] ?? {};
    for (const each of Object.keys({ ...dependencies, ...peerDependencies })) {
      need(placeOf(each, path, packages));
    }
    for (const each of Object.keys(optionalDependencies ?? {})) {
      const place = findPlace(each, path, packages);
      if (place !== undefined) need(place);
    }
  };
  for (const each of Object.keys(dependencies)) need(placeOf(each, '', packages));
  const kept = [...needed].sort().map((path) => [path, packages[path]] as const);
  return {
    name,
    version,
    lockfileVersion,
    requires: true,
    packages: {
      '': { name, version, license, engines, dependencies },
      ...Object.fromEntries(kept),
    },
  };
}

function placeOf(name: string, from: string, packages: Packages): string {
  const place = findPlace(name, from, packages);
  if (place === undefined) throw new Error(`The lock file has no ${name} for ${from}.`);
  return place;
}

/** Where Node finds a package that is required from `from`: in that folder or in one of its parents. */
function findPlace(name: string, from: string, packages: Packages): string | undefined {
  for (
    let folder = from;
    ;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))
  ) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[place]) return place;
    if (folder === '') return undefined;
  }
}
