import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type FakeCloudRun } from './fake-cloud-run';

const Steps = z.object({
  steps: z.array(z.looseObject({ id: z.string(), script: z.string().optional() })),
});
const Serving = z.object({ serving: z.record(z.string(), z.string()) });

/** How a build ended: the id of the step that failed, and all output. */
type Ended = { readonly failed: string | undefined; readonly output: string };

/** What a call reaches: the tag in its address, and the image of the revision. */
type Reached = { readonly tag: string | undefined; readonly image: string | undefined };

/** The builds of one environment, on its own Cloud Run and its own image repository. */
export type Pipeline = {
  readonly cloud: FakeCloudRun;
  /** Tags of images, by digest. */
  readonly images: Map<string, string[]>;
  /** Whether `rotation` answers well. */
  health: (reached: Reached) => boolean;
  readonly push: (digest: string, commit: string, deploy?: string) => Promise<Ended>;
  readonly promote: (digest: string, commit: string) => Promise<Ended>;
  readonly stop: () => Promise<void>;
};

// The programs on the PATH of a step: they send their arguments, and what curl is given to read, to the fakes, which live
// in the process of the test. The answer is the status, a line, then the output.
const PROGRAM = (port: number, name: string): string => `#!/bin/bash
exec 3<> /dev/tcp/127.0.0.1/${port}
printf '%s\\x1f' ${name} "$@" ${name === 'curl' ? '"$(cat)"' : ''} >&3
printf '\\n' >&3
read -r status <&3
if [ "$status" = 0 ]; then cat <&3; else cat <&3 >&2; fi
exit "$status"
`;

export async function pipeline(
  project: string,
  cloud: FakeCloudRun,
  other?: Pipeline,
): Promise<Pipeline> {
  const images = new Map<string, string[]>();
  const folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
  const self: Pipeline = {
    cloud,
    images,
    health: () => true,
    push: (digest, commit, deploy = 'yes') => {
      images.set(digest, []);
      return build('cloudbuild.yaml', digest, { COMMIT_SHA: commit, _DEPLOY: deploy });
    },
    promote: (digest, commit) =>
      build('cloudbuild.promote.yaml', digest, { COMMIT_SHA: commit, _DIGEST: digest }),
    stop: async () => {
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };

  const gcloud = (args: readonly string[]): Promise<string> => {
    const call = args.join(' ');
    if (call.startsWith('auth print-identity-token ')) return Promise.resolve('token\n');
    const tag = /^artifacts docker tags add \S+@(\S+) \S+:(\S+)$/.exec(call);
    if (tag) {
      images.get(tag[1] ?? '')?.push(tag[2] ?? '');
      return Promise.resolve('');
    }
    const listed = /^artifacts docker images list \S+ --include-tags --filter=version=(\S+) /.exec(
      call,
    )?.[1];
    if (listed !== undefined) {
      const tags = other?.images.get(listed);
      return Promise.resolve(JSON.stringify(tags ? [{ version: listed, tags }] : []));
    }
    return cloud.gcloud(args);
  };
  const curl = (args: readonly string[]): Promise<string> => {
    const url = args.find((each) => each.startsWith('https://')) ?? '';
    const [, tag, name = ''] = /^https:\/\/(?:(candidate)---)?([a-z-]+)-1234567/.exec(url) ?? [];
    if (name === 'rotation' && args.at(-1) !== '') {
      return Promise.resolve(self.health({ tag, image: cloud.imageAt(name, tag) }) ? '200' : '503');
    }
    return Promise.resolve(
      { configuration: '302', 'rotation-worker': '404', 'self-service': '404' }[name] ?? '403',
    );
  };
  const server = createServer((socket) => {
    let asked = '';
    socket.on('data', (part: Buffer) => {
      asked += part.toString();
      if (!asked.endsWith('\u001f\n')) return;
      const [program = '', ...args] = asked.slice(0, -2).split('\u001f');
      (program === 'gcloud' ? gcloud(args) : curl(args)).then(
        (answer) => socket.end(`0\n${answer}`),
        (error: unknown) => socket.end(`1\n${String(error)}`),
      );
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  for (const name of ['gcloud', 'curl']) {
    writeFileSync(join(folder, name), PROGRAM(port, name), { mode: 0o755 });
  }
  symlinkSync(process.execPath, join(folder, 'node'));

  /** Runs the steps that deploy; Terraform's part is the fake's own. */
  const build = async (
    file: string,
    digest: string,
    env: Record<string, string>,
  ): Promise<Ended> => {
    const image = `europe-west1-docker.pkg.dev/${project}/functions/functions@${digest}`;
    writeFileSync(join(folder, 'image'), image);
    const { steps } = Steps.parse(parse(readFileSync(file, 'utf8')));
    const from = steps.findIndex(({ id }) => /^(find|begin) /.test(id));
    let output = '';
    for (const { id, script = '' } of steps.slice(from)) {
      if (id.startsWith('apply ')) {
        if (env['_DEPLOY'] === 'no') continue;
        const kept = readFileSync(join(folder, 'serving.tfvars.json'), 'utf8');
        cloud.apply(image, Serving.parse(JSON.parse(kept)).serving);
      }
      if (script === '' || /^(plan|gate|apply) /.test(id)) continue;
      const said = await step(script.replaceAll('/between', folder), env);
      output += said.output;
      if (said.status !== 0) return { failed: id, output };
    }
    return { failed: undefined, output };
  };

  const step = (script: string, env: Record<string, string>) => {
    const child = spawn('bash', ['-c', script], {
      env: {
        ...process.env,
        PATH: `${folder}:${process.env['PATH'] ?? ''}`,
        SMOKE_TEST_WAIT_SECONDS: '0',
        PROJECT_ID: project,
        BUILD_ID: 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa',
        _DEPLOY: 'yes',
        _REGION: 'europe-west1',
        _PROJECT_NUMBER: '123456789012',
        _FROM_PROJECT: 'acme-staging',
        _FROM_REGION: 'europe-west1',
        ...env,
      },
    });
    let output = '';
    child.stdout.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (output += text.toString()));
    return new Promise<{ status: number | null; output: string }>((resolve) => {
      child.on('close', (status) => {
        resolve({ status, output });
      });
    });
  };
  return self;
}
