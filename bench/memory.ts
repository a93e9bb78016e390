import { Cloud, whyNot } from './cloud';
import { distMissing } from './dist-function';
import { type Row } from './figure';
import { Google } from './google';
import { HelloWorld } from './hello-world';
import { callHttp } from './http-call';
import { atOnce } from './load';
import { type OwnProcess } from './own-process';
import { Service } from './service';
import { readable } from './statistics';
import { type Size } from './size';

const AT_ONCE = 40;
const LATENCY_MS = 80;
const MEGABYTE = 1_000_000;

/** The address that is called and the process that answers. */
type Load = { readonly url: string; readonly process: OwnProcess };

/** The peak memory of a process, from its start to the end of the issues, 40 at once. */
export async function memoryRows({ quick }: Size): Promise<Row[]> {
  const issues = quick ? 1_000 : 4_000;
  const google = await Google.start(issues);
  try {
    return [...(await ofDeployed(google, issues)), await ofNpmStart(google)];
  } finally {
    await google.stop();
  }
}

/** An instance of `passwords`, the function with the largest memory, as Cloud Run starts it. */
async function ofDeployed(google: Google, issues: number): Promise<Row[]> {
  const name = 'memory of an instance of `passwords`, 40 at once';
  const missing = distMissing();
  if (missing !== undefined) return [{ name, skipped: missing }];
  let cloud: Cloud;
  try {
    cloud = await Cloud.start(google);
  } catch (error) {
    return [{ name, skipped: whyNot(error) }];
  }
  try {
    await cloud.connect();
    const { url, process } = await cloud.instance('passwords');
    const { peak, run } = await afterIssues(google, { url, process });
    await process.stop();
    const hello = await ofHelloWorld(issues);
    const beside = { name: "functions-framework's hello world, called as often", value: hello };
    const figure = { unit: 'MB', measured: peak, beside, run };
    return [
      { name, ...figure, goal: { of: 'measured', atMost: 130 } },
      { name: `${name}, beside hello world's`, ...figure, goal: { of: 'ratio', below: 1 } },
    ];
  } finally {
    await cloud.stop();
  }
}

async function ofHelloWorld(calls: number): Promise<number> {
  const hello = await HelloWorld.start();
  await atOnce(Array.from({ length: calls }), AT_ONCE, () => hello.call());
  const { peak } = hello.process.memory();
  await hello.stop();
  return peak / MEGABYTE;
}

async function ofNpmStart(google: Google): Promise<Row> {
  const service = await Service.start(google);
  try {
    const name = 'memory of `npm start`: all functions, 40 at once';
    const { before, peak, run } = await afterIssues(google, service);
    return {
      name,
      unit: 'MB',
      measured: peak,
      beside: { name: 'before the first issue', value: before },
      run,
    };
  } finally {
    await service.stop();
  }
}

async function afterIssues(
  google: Google,
  { url, process }: Load,
): Promise<{ readonly before: number; readonly peak: number; readonly run: string }> {
  const before = process.memory().now;
  await google.setLatency(LATENCY_MS);
  await atOnce(google.users, AT_ONCE, async ({ id }) => {
    const { status } = await callHttp({ method: 'PUT', url: `${url}/v1/users/${id}/password` });
    if (status !== 201) throw new Error(`An issue was answered ${status}.`);
  });
  const { peak, own } = process.memory();
  await google.setLatency(0);
  return {
    before: before / MEGABYTE,
    peak: peak / MEGABYTE,
    run: `${google.users.length} issues, ${AT_ONCE} at once, Google ${LATENCY_MS} ms a call; the most ever resident, Node's code included; its own at the end: ${readable(own / MEGABYTE)} MB`,
  };
}
