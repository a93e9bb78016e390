import { type pubsub_v1 } from 'googleapis/build/src/apis/pubsub';
import { type PasswordEvent } from '../../domain/event';
import { rfc3339 } from '../../domain/time';
import { type EventPublisher } from '../../ports/event-publisher';
import { cloudCall, refusedCall } from './cloud-call';
import { type GoogleCredentials, noCredentials } from './google-credentials';

/**
 * The most messages that one call may carry (Pub/Sub quotas page). Ours stay far below the limit of 10 MB
 * per call.
 */
const BATCH = 1000;

/** An event that is not published by this deadline stays in the outbox. */
export const PUBSUB_DEADLINE_MS = 10_000;

export type PubSubOptions = {
  /** `projects/P/topics/T`. */
  readonly topic: string;
  /** `host:port` of Google's emulator, as in `PUBSUB_EMULATOR_HOST`. */
  readonly emulatorHost: string | undefined;
  readonly credentials: GoogleCredentials;
  readonly deadlineMs?: number;
};

/**
 * Publishes to a Pub/Sub topic (REST v1). The data of a message is the event as JSON, with its time in RFC
 * 3339. Subscribers can filter or deduplicate by the attributes `id` and `type` without reading the data.
 */
export function pubsubPublisher(options: PubSubOptions): EventPublisher {
  const { topic, emulatorHost } = options;
  const api = {
    name: 'Pub/Sub publish',
    rootUrl:
      emulatorHost === undefined ? 'https://pubsub.googleapis.com/' : `http://${emulatorHost}/`,
    credentials: emulatorHost === undefined ? options.credentials : noCredentials,
    deadlineMs: options.deadlineMs ?? PUBSUB_DEADLINE_MS,
  };
  let loading: Promise<pubsub_v1.Pubsub> | undefined;
  return {
    publish: async (events) => {
      for (let from = 0; from < events.length; from += BATCH) {
        const messages = events.slice(from, from + BATCH).map(messageOf);
        const library = await (loading ??= load());
        const reply = await cloudCall(api, (call) =>
          library.projects.topics.publish({ topic, requestBody: { messages } }, call),
        );
        if (reply?.status !== 200) throw refusedCall(api.name, reply);
      }
    },
  };
}

/** Loaded at first use: most calls publish nothing. */
async function load(): Promise<pubsub_v1.Pubsub> {
  const { pubsub } = await import('googleapis/build/src/apis/pubsub/index.js');
  return pubsub('v1');
}

/** Lists every field, so that a field added to an event is not published unintentionally. */
function messageOf({
  id,
  type,
  userId,
  primaryEmail,
  version,
  at,
}: PasswordEvent): pubsub_v1.Schema$PubsubMessage {
  const data = { id, type, userId, primaryEmail, version, at: rfc3339(at) };
  return {
    attributes: { id, type },
    data: Buffer.from(JSON.stringify(data)).toString('base64'),
  };
}
