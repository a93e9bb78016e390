import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Server } from 'node:http';
import request from 'supertest';
import { PROBLEMS } from '../../functions/api/problem';
import { GENERATED_PARTS, withPart } from '../../scripts/generated-docs';
import { openApiText } from '../../scripts/openapi-text';
import { WholeService } from '../fakes/whole-service';

const ROOT = resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('documents that are made from the code', () => {
  test.each(GENERATED_PARTS)('$file has $marker as the code has it (npm run docs)', (part) => {
    const document = read(part.file);
    expect(withPart(document, part)).toBe(document);
  });

  test('docs/openapi.json is what both functions serve (npm run docs)', async () => {
    expect(read('docs/openapi.json')).toBe(openApiText());
    const service = await WholeService.open();
    const served = async (server: Server): Promise<unknown> =>
      (await request(server).get('/openapi.json').expect(200)).body;
    const kept: unknown = JSON.parse(read('docs/openapi.json'));
    expect(await served(service.serve('passwords'))).toStrictEqual(kept);
    expect(await served(service.serve('configuration'))).toStrictEqual(kept);
    service.close();
  });

  test('describes every call with its answers and problems', () => {
    const { paths } = JSON.parse(read('docs/openapi.json')) as {
      paths: Record<string, Record<string, { responses: object }>>;
    };
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/v1/configuration',
        '/v1/configuration/verification',
        '/v1/policy',
        '/v1/users/{userKey}',
        '/v1/users/{userKey}/password',
        '/v1/users/{userKey}/password/rotation',
        '/v1/users/{userKey}/activesync',
        '/health',
      ]),
    );
    expect(
      Object.keys(paths['/v1/users/{userKey}/password']?.['put']?.responses ?? {}),
    ).toStrictEqual(['200', '201', '400', '403', '404', '409', '500', '502', '503']);
  });

  test('describes the headers that callers rely on', () => {
    type Described = { readonly $ref?: string; readonly headers?: object };
    const { info, paths, components } = JSON.parse(read('docs/openapi.json')) as {
      info: { description: string };
      paths: Record<string, Record<string, { responses: Record<string, Described> }>>;
      components: { responses: Record<string, Described> };
    };
    const described = (answer: Described): Described =>
      answer.$ref === undefined ? answer : components.responses[answer.$ref.split('/').at(-1)!]!;
    const headers = (path: string, method: string): Record<string, string[]> =>
      Object.fromEntries(
        Object.entries(paths[path]?.[method]?.responses ?? {}).flatMap(([status, answer]) => {
          const { headers: named } = described(answer);
          return named ? [[status, Object.keys(named)]] : [];
        }),
      );
    expect(headers('/v1/configuration', 'put')).toStrictEqual({ 200: ['ETag'] });
    expect(headers('/v1/users/{userKey}/password', 'put')).toStrictEqual({
      409: ['Retry-After'],
      503: ['Retry-After'],
    });
    expect(info.description).toContain(
      '405 `method-not-allowed`; `Allow` lists the supported methods',
    );
  });

  test('names every call, and who may make it', () => {
    const { paths } = JSON.parse(read('docs/openapi.json')) as {
      paths: Record<string, Record<string, { operationId: string; security: object[] }>>;
    };
    const calls = Object.values(paths).flatMap((methods) => Object.values(methods));
    const securityOf = Object.fromEntries(
      calls.map(({ operationId, security }) => [operationId, security]),
    );
    expect(Object.keys(securityOf)).toHaveLength(calls.length);
    expect(securityOf).toMatchObject({
      issuePassword: [{ serviceAccount: [] }],
      saveConfiguration: [{ iap: [] }],
      getOverview: [{ iap: [] }],
      getHealth: [],
    });
  });

  test('contains each shared schema once', () => {
    const text = read('docs/openapi.json');
    const { components } = JSON.parse(text) as { components: { schemas: Record<string, object> } };
    expect(Object.keys(components.schemas)).toEqual(
      expect.arrayContaining(['Account', 'Configuration', 'Password', 'Policy', 'Problem', 'Run']),
    );
    for (const name of Object.keys(components.schemas)) {
      expect(text).toContain(`"#/components/schemas/${name}"`);
    }
  });
});

test('every problem has a test for it', () => {
  const tests = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => read(join('test', name)))
    .join('\n');
  const unmet = Object.keys(PROBLEMS).filter((code) => !tests.includes(code));
  expect(unmet).toStrictEqual([]);
});
