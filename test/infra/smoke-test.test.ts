import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// scripts/smoke-test.sh with the real curl, against a server that plays Cloud Run's gate: it knows who may
// call each function, and every answer goes through it.

const SCHEDULER = 'rotation-scheduler@acme-passwords.iam.gserviceaccount.com';

/** The callers of each function; `everybody` needs no token. */
type Gate = Record<string, readonly string[]>;
const CLOSED: Gate = {
  configuration: ['signed-in-by-iap'],
  passwords: ['mdm@acme-mdm.iam.gserviceaccount.com'],
  rotation: [SCHEDULER],
  'rotation-worker': [],
};

let gate: Gate;
let answersBefore503Ends: number;
let hosts: string[];
let server: Server;
let folder: string;

beforeEach(async () => {
  gate = { ...CLOSED };
  answersBefore503Ends = 0;
  hosts = [];
  folder = mkdtempSync(join(tmpdir(), 'smoke-'));
  // A fake gcloud with the one command used here: prints a token that names its account and audience.
  writeFileSync(
    join(folder, 'gcloud'),
    `#!/bin/bash
for argument in "$@"; do case $argument in
  --impersonate-service-account=*) account=\${argument#*=} ;;
  --audiences=*) audience=\${argument#*=} ;;
esac; done
echo "$account,$audience"
`,
    { mode: 0o755 },
  );
  server = createServer((request, response) => {
    const host = request.headers.host ?? '';
    const name =
      /^(?:candidate---)?(configuration|passwords|rotation-worker|rotation|self-service)-/.exec(
        host,
      )?.[1] ?? '';
    hosts.push(host);
    response.statusCode = answer(name, host, request.headers.authorization);
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

function answer(name: string, host: string, authorization: string | undefined): number {
  const [account = '', audience] = authorization?.replace('Bearer ', '').split(',') ?? [];
  const callers = gate[name] ?? [];
  const known =
    callers.includes('everybody') ||
    (callers.includes(account) && audience === `http://${host.replace('candidate---', '')}`);
  if (!known) {
    return { configuration: 302, 'rotation-worker': 404, 'self-service': 404 }[name] ?? 403;
  }
  if (name === 'rotation' && answersBefore503Ends > 0) {
    answersBefore503Ends -= 1;
    return 503;
  }
  return 200;
}

function smokeTest(...tag: string[]): Promise<{ status: number; output: string }> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve) => {
    execFile(
      join(process.cwd(), 'scripts', 'smoke-test.sh'),
      [`123456789012.europe-west1.localhost:${port}`, SCHEDULER, 'http', ...tag],
      {
        env: {
          ...process.env,
          PATH: `${folder}:${process.env['PATH'] ?? ''}`,
          SMOKE_TEST_WAIT_SECONDS: '0',
        },
      },
      (error, stdout, stderr) => {
        resolve({ status: error ? Number(error.code) : 0, output: stdout + stderr });
      },
    );
  });
}

describe('the smoke test', () => {
  it('passes when rotation answers its caller and every other call is refused', async () => {
    const { status, output } = await smokeTest();
    expect(output).toBe(`ok    rotation answers the scheduler: 200
ok    rotation turns away who has no token: 403
ok    passwords turns away who has no token: 403
ok    passwords turns away the scheduler: 403
ok    rotation-worker is not there for the internet: 404
ok    configuration asks to sign in: 302
ok    self-service asks to sign in, or is not there: 404
`);
    expect(status).toBe(0);
  });

  it.each([
    [
      'passwords is open to everybody',
      { passwords: ['everybody'] },
      'FAIL  passwords turns away who has no token: 200 instead of 401|403',
    ],
    [
      'the scheduler may call passwords',
      { passwords: [SCHEDULER] },
      'FAIL  passwords turns away the scheduler: 200 instead of 401|403',
    ],
    [
      'rotation-worker is open to everybody',
      { 'rotation-worker': ['everybody'] },
      'FAIL  rotation-worker is not there for the internet: 200 instead of 403|404',
    ],
    [
      'Identity-Aware Proxy is off',
      { configuration: ['everybody'] },
      'FAIL  configuration asks to sign in: 200 instead of 302|401',
    ],
    [
      'the page for people is open to everybody',
      { 'self-service': ['everybody'] },
      'FAIL  self-service asks to sign in, or is not there: 200 instead of 302|401|404',
    ],
    [
      'the scheduler may not call rotation',
      { rotation: [] },
      'FAIL  rotation answers the scheduler: 403 instead of 200',
    ],
  ])('reports when %s', async (_what, opened, line) => {
    gate = { ...CLOSED, ...opened };
    const { status, output } = await smokeTest();
    expect(output).toContain(line);
    expect(status).toBe(1);
  });

  it('asks the revisions with a tag, for the audience of the function', async () => {
    const { status, output } = await smokeTest('candidate');
    expect(output).toContain('ok    rotation answers the scheduler: 200\n');
    expect(status).toBe(0);
    expect(hosts).toHaveLength(7);
    for (const host of hosts) expect(host).toMatch(/^candidate---[a-z-]+-123456789012\./);
  });

  it('waits for a function that is just starting', async () => {
    answersBefore503Ends = 2;
    expect((await smokeTest()).status).toBe(0);
  });

  it('fails when rotation never answers well', async () => {
    answersBefore503Ends = 1000;
    const { status, output } = await smokeTest();
    expect(output).toContain('FAIL  rotation answers the scheduler: 503 instead of 200');
    expect(status).toBe(1);
  });
});
