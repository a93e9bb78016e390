import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { licencesOf } from '../../scripts/build-licences';
import { deployedLock, deployedManifest } from '../../scripts/build-package';
import { reachedProtos } from '../../scripts/build-protos';

const ROOT = resolve(__dirname, '../..');

describe('the lock file of what is deployed', () => {
  const manifest = deployedManifest({
    name: 'a',
    version: '1.0.0',
    license: 'MIT',
    engines: { node: '24.x' },
    dependencies: { '@google-cloud/functions-framework': '5.0.5', zod: '4.0.0' },
  });
  const framework = 'node_modules/@google-cloud/functions-framework';
  const lockOf = (packages: object): string[] =>
    Object.keys(deployedLock(manifest, { lockfileVersion: 3, packages }).packages);

  it('has what functions-framework needs, each where Node finds it, and nothing else', () => {
    expect(
      lockOf({
        '': {},
        [framework]: { version: '5.0.5', dependencies: { express: '^5', debug: '^4' } },
        [`${framework}/node_modules/debug`]: { version: '4.0.0', dependencies: { ms: '^2' } },
        'node_modules/debug': { version: '3.0.0' },
        'node_modules/express': { version: '5.0.0', optionalDependencies: { absent: '^1' } },
        'node_modules/ms': { version: '2.0.0' },
        'node_modules/zod': { version: '4.0.0' },
      }),
    ).toEqual([
      '',
      framework,
      `${framework}/node_modules/debug`,
      'node_modules/express',
      'node_modules/ms',
    ]);
  });

  it('is not made when something is missing', () => {
    const packages = { [framework]: { dependencies: { express: '^5' } } };
    expect(() => lockOf(packages)).toThrow(`The lock file has no express for ${framework}.`);
  });
});

describe('a description of calls', () => {
  const ns = (nested: object) => ({ nested });
  const fields = (...types: string[]) => ({
    fields: Object.fromEntries(types.map((type, id) => [`f${id}`, { type, id }])),
  });

  it('keeps what the calls that we make reach, outwards and inwards', () => {
    const Firestore = {
      methods: { Get: { requestType: 'Ask', responseType: 'google.type.Reply' } },
    };
    const Outer = { ...fields('Unit'), ...ns({ Inner: fields('string'), Other: fields('Gone') }) };
    const v1 = {
      Firestore,
      Ask: fields('Outer.Inner', 'string'),
      Outer,
      Unit: { values: { A: 0 } },
    };
    const type = { Reply: fields('Reply'), Gone: fields('string') };
    const admin = ns({ Admin: { methods: {} } });
    const google = { firestore: ns({ v1: ns(v1), admin }), type: ns(type) };
    const { Inner } = Outer.nested as { Inner: object };
    expect(JSON.parse(reachedProtos(JSON.stringify(ns({ google: ns(google) }))))).toEqual(
      ns({
        google: ns({
          firestore: ns({ v1: ns({ ...v1, Outer: { ...fields('Unit'), ...ns({ Inner }) } }) }),
          type: ns({ Reply: type.Reply }),
        }),
      }),
    );
  });

  it('of other calls stays as it is', () => {
    const text = '{ "nested": {"google": {}} }';
    expect(reachedProtos(text)).toBe(text);
  });
});

it('a package without a licence text is not bundled', () => {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  writeFileSync(join(folder, 'package.json'), '{"name":"a","version":"1.0.0","license":"MIT"}');
  writeFileSync(join(folder, 'README.md'), '# a');
  const inside = relative(ROOT, folder);
  expect(() => licencesOf([inside])).toThrow(`${inside} (MIT) has no licence text.`);
  rmSync(folder, { recursive: true });
});
