import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Clock } from '../../functions/ports/clock';
import { durationMs } from '../../functions/domain/time';
import { errorReply } from './error-reply';
import { type Fault, type FaultPlan } from './fault';
import { type Limits } from './limits';
import { type Random } from './random';
import { type Call, type Reply } from './reply';
import { type Statistics } from './statistics';

/** How long a call takes: evenly distributed between the two, half before its effect and half after. */
export type Latency = { readonly minMs: number; readonly maxMs: number };

/** What every call passes through. */
export type Wire = {
  readonly faults: FaultPlan;
  readonly limits: Limits;
  readonly statistics: Statistics;
  readonly random: Random;
  readonly clock: Clock;
  readonly now: () => number;
  latency: Latency;
  closed: boolean;
};

/** The outcome of a call: an answer, or a connection that breaks without one. */
type Outcome = { readonly kind: 'reply'; readonly reply: Reply } | { readonly kind: 'broken' };

/**
 * Runs one call as if over a network to a busy Google: quota, latency, the effect, and the fault drawn for
 * it. A disconnected client changes nothing: a call that has arrived takes effect.
 */
export async function run(wire: Wire, call: Call, response: ServerResponse): Promise<void> {
  const { limits, statistics } = wire;
  const counted = call.operation.startsWith('users.');
  statistics.countCall(call.operation, wire.now());
  const refusal = counted ? limits.refuse(call, wire.now()) : undefined;
  if (counted) limits.begin();
  try {
    const outcome = await pass(wire, call, refusal);
    if (outcome.kind === 'broken') response.destroy();
    else {
      statistics.countReply(outcome.reply);
      send(response, outcome.reply, wire.now());
    }
  } finally {
    if (counted) limits.end();
  }
}

async function pass(wire: Wire, call: Call, refusal: Reply | undefined): Promise<Outcome> {
  const { minMs, maxMs } = wire.latency;
  const latencyMs = maxMs === 0 ? 0 : minMs + wire.random() * (maxMs - minMs);
  if (latencyMs > 0) await wait(wire, latencyMs / 2);
  const outcome =
    refusal === undefined
      ? await effect(wire, call, wire.faults.draw(call))
      : ({ kind: 'reply', reply: refusal } as const);
  if (latencyMs > 0) await wait(wire, latencyMs / 2);
  return outcome;
}

async function effect(wire: Wire, call: Call, fault: Fault | undefined): Promise<Outcome> {
  if (fault === undefined) return answered(perform(wire, call));
  wire.statistics.countFault();
  switch (fault.kind) {
    case 'error':
      return answered(errorReply(call.operation, fault));
    case 'error-after-effect':
      perform(wire, call);
      return answered(errorReply(call.operation, fault));
    case 'lost-request':
      return { kind: 'broken' };
    case 'lost-reply':
      perform(wire, call);
      return { kind: 'broken' };
    case 'late-effect':
      await wait(wire, fault.delayMs);
      return answered(perform(wire, call));
    case 'late-reply': {
      const reply = perform(wire, call);
      await wait(wire, fault.delayMs);
      return answered(reply);
    }
    case 'rewritten-reply': {
      const reply = perform(wire, call);
      const body = reply.body.replace(new RegExp(fault.pattern, 'g'), fault.replacement);
      return answered({ ...reply, body });
    }
  }
}

const answered = (reply: Reply): Outcome => ({ kind: 'reply', reply });

/** A call still delayed when Google is closed never takes effect. */
const perform = (wire: Wire, call: Call): Reply =>
  wire.closed ? { status: 503, body: '' } : call.perform();

const wait = (wire: Wire, ms: number): Promise<void> => wire.clock.sleep(durationMs(ms));

/** `Date` is Google's time, which a test may have moved. */
export function send(response: ServerResponse, reply: Reply, nowMs: number): void {
  if (response.destroyed || response.writableEnded) return;
  response.writeHead(reply.status, {
    'content-type': reply.mediaType ?? 'application/json; charset=UTF-8',
    'content-length': Buffer.byteLength(reply.body),
    date: httpDate(nowMs),
    'cache-control': 'private',
    ...reply.headers,
  });
  response.end(reply.body);
}

let lastDate = { second: Number.NaN, text: '' };

/** Cached: the text stays the same for a whole second. */
function httpDate(nowMs: number): string {
  const second = Math.floor(nowMs / 1000);
  if (second !== lastDate.second) lastDate = { second, text: new Date(nowMs).toUTCString() };
  return lastDate.text;
}

/** Google's own limit is far higher, but nothing simulated needs more. */
const MAX_BODY_BYTES = 1_048_576;

/**
 * The whole body, or undefined if it is too large. A body that is too large is still read to its end, so that
 * the client can read the refusal. Throws if the connection breaks.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}
