import { execFile, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs, promisify } from 'node:util';
import { functionsIn, type Gcloud } from './cloud-run-functions';
import {
  begin,
  GCLOUD_WITHIN_MS,
  recover,
  roll,
  SMOKE_TEST_WITHIN_MS,
  standing,
  type Tools,
} from './rollout-of-revisions';

const run = promisify(execFile);

const gcloud: Gcloud = async (args) => {
  const { stdout } = await run('gcloud', args, {
    maxBuffer: 50_000_000,
    timeout: GCLOUD_WITHIN_MS,
  });
  return stdout;
};

/** Runs scripts/smoke-test.sh, with its lines in the log of the build. One that takes too long has failed. */
function smokeTest(project: string, suffix: string) {
  return (tag?: string): Promise<boolean> => {
    const account = `rotation-scheduler@${project}.iam.gserviceaccount.com`;
    const args = [suffix, account, 'https', ...(tag === undefined ? [] : [tag])];
    const child = spawn('bash', ['scripts/smoke-test.sh', ...args], {
      stdio: 'inherit',
      timeout: SMOKE_TEST_WITHIN_MS,
    });
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status) => {
        if (status === null) process.stdout.write('FAIL  the test took too long\n');
        resolve(status === 0);
      });
    });
  };
}

const USAGE = `npm run rollout -- VERB --project=PROJECT --region=REGION --number=PROJECT_NUMBER

begin   ends what an interrupted rollout has left, and writes to --file which revisions keep all calls
roll    for the --image just applied: tests the newest revisions without calls, gives them all calls, tests again; undoes it if a test fails
recover ends what an interrupted rollout has left
status  says which revision of each function gets the calls
`;

async function main(args: string[]): Promise<boolean> {
  const text = { type: 'string', default: '' } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { project: text, region: text, number: text, file: text, image: text },
  });
  const { project, region, number, file, image } = values;
  const [verb = ''] = positionals;
  const verbs = ['begin', 'roll', 'recover', 'status'];
  if (!verbs.includes(verb) || project === '' || region === '' || number === '') {
    process.stderr.write(USAGE);
    return false;
  }
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const tools: Tools = {
    place: { project, region },
    gcloud,
    smokeTest: smokeTest(project, `${number}.${region}.run.app`),
    say,
  };
  if (verb === 'roll') return roll(tools, image);
  if (verb === 'recover') await recover(tools);
  else if (verb === 'status') {
    for (const each of await functionsIn(gcloud, tools.place)) say(standing(each));
  } else {
    const serving = await begin(tools);
    writeFileSync(file, JSON.stringify({ serving }));
    for (const [name, revision] of Object.entries(serving))
      say(`${name}: ${revision} keeps all calls.`);
  }
  return true;
}

main(process.argv.slice(2)).then(
  (done) => {
    if (!done) process.exitCode = 1;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
