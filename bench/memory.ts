import { Cloud, whyNot } from './cloud';
import { freePort } from '../scripts/free-port';
import { distMissing, FRAMEWORK, helloWorld } from './dist-function';
import { type Row } from './figure';
import { Google } from './google';
import { callHttp } from './http-call';
import { atOnce } from './load';
import { OwnProcess } from './own-process';
import { Service } from './service';
import { readable } from './statistics';
import { type Size } from './size';

const AT_ONCE = 40;
const LATENCY_MS = 80;
const MEGABYTE = 1_000_000;

/** What is called, and the process that answers. */
type Load = { readonly url: string; readonly process: OwnProcess };

/** The most memory that a process ever held, from its start to the end of issues, 40 at once. */
export async function memoryRows({ quick }: Size): Promise<Row[]> {
  const issues = quick ? 1_000 : 4_000;
  const google = await Google.start(Math.ceil(issues * 1.2));
  try {
    return [await ofDeployed(google, issues), await ofNpmStart(google, issues)];
  } finally {
    await google.stop();
  }
}

/** An instance of `passwords`, the function that holds the most, as Cloud Run starts it. */
async function ofDeployed(google: Google, issues: number): Promise<Row> {
  const name = 'memory of an instance of `passwords`, 40 at once';
  const missing = distMissing();
  if (missing !== undefined) return { name, skipped: missing };
  let cloud: Cloud;
  try {
    cloud = await Cloud.start(google);
  } catch (error) {
    return { name, skipped: whyNot(error) };
  }
  try {
    await cloud.connect();
    const { url, process } = await cloud.instance('passwords');
    const { peak, run } = await afterIssues(google, issues, { url, process });
    await process.stop();
    return {
      name,
      goal: { of: 'measured', atMost: 130 },
      unit: 'MB',
      measured: peak,
      beside: {
        name: "functions-framework's hello world, called as often",
        value: await ofHelloWorld(issues),
      },
      run,
    };
  } finally {
    await cloud.stop();
  }
}

async function ofHelloWorld(calls: number): Promise<number> {
  const { folder, env } = helloWorld();
  const url = `http://127.0.0.1:${await freePort()}`;
  const process = new OwnProcess('hello world', [FRAMEWORK], {
    env: { ...env, PORT: new URL(url).port },
    cwd: folder,
  });
  await process.answers(url);
  await atOnce(Array.from({ length: calls }), AT_ONCE, () => callHttp({ method: 'GET', url }));
  const { peak } = process.memory();
  await process.stop();
  return peak / MEGABYTE;
}

async function ofNpmStart(google: Google, issues: number): Promise<Row> {
  const service = await Service.start(google);
  try {
    const name = 'memory of `npm start`: all four functions and their compiler, 40 at once';
    const { before, peak, run } = await afterIssues(google, issues, service);
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
  issues: number,
  { url, process }: Load,
): Promise<{ readonly before: number; readonly peak: number; readonly run: string }> {
  const before = process.memory().now;
  await google.setLatency(LATENCY_MS);
  const users = (await google.ordinaryUsers()).slice(0, issues);
  await atOnce(users, AT_ONCE, async ({ id }) => {
    const { status } = await callHttp({ method: 'PUT', url: `${url}/v1/users/${id}/password` });
    if (status !== 201) throw new Error(`An issue was answered ${status}.`);
  });
  const { peak, own } = process.memory();
  await google.setLatency(0);
  return {
    before: before / MEGABYTE,
    peak: peak / MEGABYTE,
    run: `${users.length} issues, ${AT_ONCE} at once, Google ${LATENCY_MS} ms a call; the most ever resident, Node's code included; its own at the end: ${readable(own / MEGABYTE)} MB`,
  };
}
