import { passesScan, type StopAt } from '../../scripts/image-scan';
import { refusal } from '../../scripts/promotion';

const IMAGE = 'europe-west1-docker.pkg.dev/acme-passwords/functions/functions@sha256:00';

/** What gcloud answers at each look: the states of the analysis, then what it found. */
type Look = {
  readonly states: readonly string[];
  readonly critical?: string;
  readonly high?: string;
  /** Another severity. */
  readonly other?: string;
};

async function scan(looks: readonly Look[], stopAt: StopAt) {
  const said: string[] = [];
  let waits = 0;
  const occurrence = (name: string | undefined, severity: string) =>
    name === undefined
      ? {}
      : {
          [severity]: [
            {
              noteName: `projects/goog-vulnz/notes/${name}`,
              vulnerability: { packageIssue: [{ affectedPackage: 'openssl' }] },
            },
          ],
        };
  const passed = await passesScan(
    () => {
      const { states, critical, high, other } = looks[Math.min(waits, looks.length - 1)] ?? {
        states: [],
      };
      return Promise.resolve(
        JSON.stringify({
          image_summary: { digest: 'sha256:00' },
          ...(states.length === 0
            ? {}
            : {
                discovery_summary: {
                  discovery: states.map((analysisStatus) => ({ discovery: { analysisStatus } })),
                },
              }),
          ...(critical === undefined && high === undefined && other === undefined
            ? {}
            : {
                package_vulnerability_summary: {
                  vulnerabilities: {
                    ...occurrence(critical, 'CRITICAL'),
                    ...occurrence(high, 'HIGH'),
                    ...(other === undefined ? {} : occurrence('CVE-2026-2', other)),
                  },
                },
              }),
        }),
      );
    },
    IMAGE,
    stopAt,
    { say: (line) => said.push(line), wait: () => Promise.resolve((waits += 1)) },
  );
  return { passed, said, waits };
}
const DONE = ['FINISHED_SUCCESS'];

describe('the scan of an image', () => {
  it('is waited for', async () => {
    const looks: Look[] = [{ states: [] }, { states: ['SCANNING'] }, { states: DONE }];
    expect(await scan(looks, 'CRITICAL')).toEqual({
      passed: true,
      said: ['The scan has found nothing that stops this build.'],
      waits: 2,
    });
  });

  it.each([
    ['report', 'critical', true],
    ['CRITICAL', 'critical', false],
    ['CRITICAL', 'high', true],
    ['HIGH', 'high', false],
    ['HIGH', 'critical', false],
  ] as const)(
    'with %s and a %s vulnerability: passes %s, and is listed',
    async (stopAt, found, passes) => {
      const { passed, said } = await scan([{ states: DONE, [found]: 'CVE-2026-1' }], stopAt);
      expect(passed).toBe(passes);
      expect(said[0]).toBe(`${found.toUpperCase()} CVE-2026-1 in openssl`);
    },
  );

  it.each([
    ['critical', false, 'The scan has severities that are not known here: critical.'],
    ['MINIMAL', true, 'The scan has found nothing that stops this build.'],
    ['SEVERITY_UNSPECIFIED', true, '1 have no severity yet, and stop no build.'],
    ['None', true, '1 have no severity yet, and stop no build.'],
  ])('with a severity in the form %s: passes %s', async (other, passes, sentence) => {
    const { passed, said } = await scan([{ states: DONE, other }], 'CRITICAL');
    expect(passed).toBe(passes);
    expect(said[0]).toBe(sentence);
    expect((await scan([{ states: DONE, other }], 'report')).passed).toBe(true);
  });

  it.each([
    ['ERROR: PERMISSION_DENIED', () => Promise.reject(new Error('ERROR: PERMISSION_DENIED'))],
    ['Unexpected token', () => Promise.resolve('WARNING')],
  ])('that cannot be read (%s) stops a build only where it may', async (sentence, gcloud) => {
    const said: string[] = [];
    const tools = { say: (line: string) => said.push(line), wait: () => Promise.resolve() };
    expect(await passesScan(gcloud, IMAGE, 'report', tools)).toBe(true);
    expect(await passesScan(gcloud, IMAGE, 'HIGH', tools)).toBe(false);
    expect(said[0]).toContain('The scan cannot be read');
    expect(said[0]).toContain(sentence);
  });

  it.each([
    ['fails', [{ states: ['FINISHED_FAILED'] }], 0],
    ['never ends', [{ states: ['SCANNING'] }], 60],
  ] as const)('that %s stops a build only where it may', async (_what, looks, waits) => {
    expect(await scan(looks, 'HIGH')).toMatchObject({ passed: false, waits });
    expect(await scan(looks, 'report')).toMatchObject({ passed: true, waits });
  });
});

describe('a promotion', () => {
  const DIGEST = `sha256:${'1'.repeat(64)}`;
  const COMMIT = 'c'.repeat(40);
  const BUILD = 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa';
  const asked = (tags: unknown, digest = DIGEST) =>
    refusal(
      () => Promise.resolve(JSON.stringify(tags === undefined ? [] : [{ version: DIGEST, tags }])),
      {
        from: 'europe-west1-docker.pkg.dev/acme-staging/functions/functions',
        digest,
        commit: COMMIT,
      },
    );

  it.each([
    ['a digest that is none', [], 'latest', 'sha256: and 64 hexadecimal digits; "latest" is not'],
    ['a digest that staging never had', undefined, DIGEST, 'it was never there'],
    ['an image that was pushed only', ['build-1'], DIGEST, 'has not passed there'],
    ['a tag that only looks like it', [`passed-${COMMIT}`], DIGEST, 'has not passed there'],
    ['a build by hand', [`passed-by-hand-${BUILD}`], DIGEST, 'was built by hand'],
    ['another commit', [`passed-${'d'.repeat(40)}-${BUILD}`], DIGEST, `--sha=${'d'.repeat(40)}`],
  ])('of %s is refused', async (_what, tags, digest, said) => {
    expect(await asked(tags, digest)).toContain(said);
  });

  it('of an image that has passed is not, in either form of gcloud’s answer', async () => {
    expect(await asked(['build-1', `passed-${COMMIT}-${BUILD}`])).toBeUndefined();
    expect(await asked(`build-1, passed-${COMMIT}-${BUILD}`)).toBeUndefined();
  });
});
