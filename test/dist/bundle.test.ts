import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import projectLock from '../../package-lock.json';
import { BUILT, built } from './deployment';

const ROOT = resolve(__dirname, '../..');

const folder = process.env[BUILT]!;

const filesOf = (of: string): Map<string, Buffer> =>
  new Map(readdirSync(of).map((name) => [name, readFileSync(join(of, name))]));
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
const json = (name: string): unknown => JSON.parse(text(name));

describe('npm run build', () => {
  it('gives the same bytes every time', async () => {
    const again = await built();
    const differing = [...filesOf(again)].filter(
      ([name, bytes]) => !readFileSync(join(folder, name)).equals(bytes),
    );
    rmSync(again, { recursive: true });
    expect(differing.map(([name]) => name)).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(filesOf(folder).size);
  });

  it('makes at most 6 MB, source maps and licences included', () => {
    const bytes = [...filesOf(folder).values()].reduce((sum, { length }) => sum + length, 0);
    expect(bytes).toBeLessThan(6_000_000);
    expect(bytes).toBeGreaterThan(3_000_000); // the libraries are in it
  });

  it('leaves nothing of this machine in it, no private key, and nothing that is only for tests', () => {
    for (const [name, bytes] of filesOf(folder)) {
      const content = bytes.toString('utf8');
      for (const ours of [ROOT, `${homedir()}/`]) {
        expect({ name, ours, found: content.includes(ours) }).toEqual({ name, ours, found: false });
      }
      expect(/PRIVATE KEY-----(\\n|\s)*[A-Za-z0-9+/=]{40}/.test(content)).toBe(false);
      expect(content.includes('SimulatedWorkspace')).toBe(false);
    }
    const { sources } = json('functions.cjs.map') as { sources: string[] };
    expect(sources).toContain('../functions/domain/passwords/set-password.ts');
    expect(
      sources.filter((source) => !/^\.\.\/(functions|node_modules\/zod)\//.test(source)),
    ).toEqual([]);
  });

  it('keeps our own code readable, so that a stack in the log says where', () => {
    const ours = text('functions.cjs');
    expect(ours.includes('VendorError = class extends Error {\n')).toBe(true);
    expect(ours.includes('\nasync function vendorCall(call, run) {\n')).toBe(true);
  });

  it('takes of zod what is used, and of its languages English alone', () => {
    const { sources } = json('functions.cjs.map') as { sources: string[] };
    expect(sources.filter((source) => source.includes('zod/v4/locales/'))).toEqual([
      '../node_modules/zod/v4/locales/en.js',
    ]);
  });

  it.each([
    '@google-cloud/firestore 9.4.1 (Apache-2.0)',
    '@google-cloud/secret-manager 7.2.0 (Apache-2.0)',
    '@grpc/grpc-js ',
    'data-uri-to-buffer ',
    'googleapis 188.0.0 (Apache-2.0)',
    'protobufjs ',
    'qr 0.7.0 ((MIT OR Apache-2.0))',
    'zod 4.6.7 (MIT)',
  ])('names %s among the licences', (name) => {
    expect(text('THIRD-PARTY-LICENSES.txt').includes(`\n${name}`)).toBe(true);
  });

  it('has the licences in full', () => {
    const licences = text('THIRD-PARTY-LICENSES.txt');
    for (const part of [
      'Copyright (c) 2025 Colin McDonnell',
      'Copyright (c) 2014 Nathan Rajlich',
      'TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION',
    ]) {
      expect({ part, there: licences.includes(part) }).toEqual({ part, there: true });
    }
    expect(text('LICENSE').includes('Apache License')).toBe(true);
  });
});

describe('what the buildpack installs beside it', () => {
  it('is functions-framework alone, pinned, under Node 24', () => {
    expect(json('package.json')).toEqual({
      name: 'google-apps-passwords',
      version: '0.1.0',
      private: true,
      license: 'Apache-2.0',
      main: 'index.cjs',
      engines: { node: '24.x' },
      scripts: { 'gcp-build': 'node code-cache.cjs' },
      dependencies: { '@google-cloud/functions-framework': '5.0.5' },
    });
  });

  it('is what was tested: the same versions and checksums', () => {
    const { packages } = json('package-lock.json') as { packages: Record<string, unknown> };
    const { '': root, ...installed } = packages;
    expect(root).toMatchObject({ dependencies: { '@google-cloud/functions-framework': '5.0.5' } });
    expect(Object.keys(installed)).toContain('node_modules/express');
    expect(Object.keys(installed)).not.toContain('node_modules/googleapis');
    expect(projectLock.packages).toMatchObject(installed);
  });

  it('is complete: npm finds every dependency in the lock file', () => {
    const npm = (): string =>
      execFileSync('npm', ['ls', '--all', '--package-lock-only', '--offline'], {
        cwd: folder,
        encoding: 'utf8',
      });
    expect(npm).not.toThrow();
  });
});
