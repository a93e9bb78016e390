import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { FUNCTION_NAMES } from '../functions/composition';
import { freePort } from '../scripts/free-port';
import {
  cloudVariables,
  deployedFolder,
  distMissing,
  FRAMEWORK,
  helloWorld,
} from './dist-function';
import { type Row } from './figure';
import { median } from './statistics';
import { type Size } from './size';

const ANSWERS_WITHIN_MS = 20_000;

/** A program to start: its folder and its environment. */
type Start = {
  readonly name: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
};

/**
 * The time from the start of a process to its first answer, for each function as Cloud Run starts it. It
 * takes turns with functions-framework's own hello world, and with the same hello world after it has loaded
 * all of `googleapis` and the clients of Firestore and Secret Manager, unbundled.
 */
export async function startUpRows({ quick }: Size): Promise<Row[]> {
  const missing = distMissing();
  if (missing !== undefined) return [{ name: 'start-up', skipped: missing }];
  const rounds = quick ? 5 : 15;
  const hello = { name: 'hello world', ...helloWorld() };
  const whole = { name: 'whole googleapis, unbundled', ...helloWorld(LOADS_EVERYTHING) };
  const image = deployedFolder();
  const functions = FUNCTION_NAMES.map((name) => ({
    name,
    folder: image,
    env: cloudVariables(name),
  }));
  const times = await timesOf([hello, whole, ...functions], rounds);
  const row = (start: Start): Row => ({
    name: `start-up: ${start.name}`,
    unit: 'ms',
    measured: median(times.get(start)!),
    beside: { name: "functions-framework's hello world", value: median(times.get(hello)!) },
    ratio: median(times.get(start)!.map((ms, round) => ms / times.get(hello)![round]!)),
    run: `${rounds} starts, in turn; from spawn to the answer of GET /health`,
  });
  return [
    ...functions.map((start): Row => ({
      ...row(start),
      goal: { of: 'ratio', atMost: 1.25 },
    })),
    row(whole),
  ];
}

const LOADS_EVERYTHING = `
require('googleapis');
require('@google-cloud/firestore').Firestore;
require('@google-cloud/secret-manager').SecretManagerServiceClient;
`;

/** Starts them in turn, round by round. The first round only fills the disk cache. */
async function timesOf(starts: readonly Start[], rounds: number): Promise<Map<Start, number[]>> {
  const times = new Map<Start, number[]>(starts.map((start) => [start, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [start, measured] of times) {
      const ms = await firstAnswerMs(start);
      if (round > 0) measured.push(ms);
    }
  }
  return times;
}

async function firstAnswerMs({ name, folder, env }: Start): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [FRAMEWORK], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    while (child.exitCode === null && performance.now() - startedAt < ANSWERS_WITHIN_MS) {
      if (await answers(port)) return performance.now() - startedAt;
      await wait(2);
    }
    throw new Error(`${name} never answered.`);
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

/** Whether it answered 200. A refused connection is not an answer yet. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('connect', () => {
      socket.write('GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
    });
    socket.on('data', (part: Buffer) => (text += part.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (text !== '' && !text.startsWith('HTTP/1.1 200')) process.stderr.write(text);
      resolve(text.startsWith('HTTP/1.1 200'));
    });
  });
}
