import { randomUUID } from 'node:crypto';
import { noCredentials } from '../../functions/adapters/gcp/google-credentials';
import { pubsubPublisher } from '../../functions/adapters/gcp/pubsub-publisher';
import {
  describeEventPublisher,
  type PublisherUnderTest,
} from '../contracts/event-publisher.contract';
import { event } from '../contracts/sample-documents';

const emulatorHost = process.env['PUBSUB_EMULATOR_HOST'] ?? 'set PUBSUB_EMULATOR_HOST';

type Message = { readonly data: string; readonly attributes: Record<string, string> };
type Received = { readonly ackId: string; readonly message: Message };

async function emulator(method: string, path: string, body: unknown): Promise<unknown> {
  const reply = await fetch(`http://${emulatorHost}/v1/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status}`);
  return reply.json();
}

/** A new topic with a subscription that existed before the first event. */
async function newTopic(): Promise<{ topic: string; pull: (count: number) => Promise<Message[]> }> {
  const project = `projects/test-${randomUUID()}`;
  const topic = `${project}/topics/password-events`;
  const subscription = `${project}/subscriptions/listener`;
  await emulator('PUT', topic, {});
  await emulator('PUT', subscription, { topic, ackDeadlineSeconds: 60 });
  const messages: Message[] = [];
  const pull = async (count: number): Promise<Message[]> => {
    while (messages.length < count) {
      const pulled = await emulator('POST', `${subscription}:pull`, { maxMessages: 1000 });
      const { receivedMessages = [] } = pulled as { receivedMessages?: Received[] };
      messages.push(...receivedMessages.map(({ message }) => message));
      const ackIds = receivedMessages.map(({ ackId }) => ackId);
      if (ackIds.length > 0) await emulator('POST', `${subscription}:acknowledge`, { ackIds });
    }
    return messages;
  };
  return { topic, pull };
}

const dataOf = ({ data }: Message): Record<string, unknown> =>
  JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as Record<string, unknown>;

const publisherTo = (topic: string): PublisherUnderTest['publisher'] =>
  pubsubPublisher({ topic, emulatorHost, credentials: noCredentials });

describeEventPublisher('Pub/Sub', async () => {
  const { topic, pull } = await newTopic();
  return {
    publisher: publisherTo(topic),
    told: async (count) => (await pull(count)).map(dataOf),
  };
});

test('a message names its event’s id and type in its attributes', async () => {
  const { topic, pull } = await newTopic();
  await publisherTo(topic).publish([event('5c3f', 1, { type: 'account.parked' })]);
  const [message] = await pull(1);
  expect(message?.attributes).toStrictEqual({ id: '5c3f', type: 'account.parked' });
});

test('a message holds nothing but the fields of an event', async () => {
  const { topic, pull } = await newTopic();
  const careless = { ...event('a', 1), password: 'CANARY', ciphertext: 'CANARY' };
  await publisherTo(topic).publish([careless]);
  const [message] = await pull(1);
  expect(dataOf(message!)).toStrictEqual({
    id: 'a',
    type: 'password.issued',
    at: '1970-01-01T00:00:00.001Z',
  });
  expect(JSON.stringify(message)).not.toContain('CANARY');
});

test('a missing topic throws the status and nothing of Google’s text', async () => {
  const publisher = publisherTo(`projects/test-${randomUUID()}/topics/password-events`);
  await expect(publisher.publish([event('a', 1)])).rejects.toThrow(/^Pub\/Sub publish: HTTP 404$/);
});
