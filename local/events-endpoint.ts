import { z } from 'zod';
import { rfc3339 } from '../functions/domain/time';
import { endpoint } from '../functions/http/endpoint';
import { type Outbox } from '../functions/ports/outbox';
import { publishPending } from '../functions/domain/publish-events';
import { type Log } from '../functions/log';
import { type EventLog } from './platform/event-log';

const PAGE = 1000;

const Query = z.strictObject({
  after: z.coerce.number('A whole number.').int('A whole number.').min(0).default(0),
});

const Event = z.object({
  sequence: z.int(),
  id: z.string(),
  type: z.string(),
  userId: z.string().optional(),
  primaryEmail: z.string().optional(),
  version: z.int().optional(),
  at: z.iso.datetime(),
});

/**
 * Stands for a subscription to the topic `password-events` on one machine. An event with an unreadable row is
 * logged and left out.
 */
export const eventsEndpoint = (
  outbox: Outbox,
  events: EventLog,
  log: Pick<Log, 'unexpected'>,
): ReturnType<typeof endpoint> =>
  endpoint({
    method: 'GET',
    path: '/v1/events',
    summary: 'Gives the events after a place in the log; `next` is the `after` of the next call',
    access: 'open',
    query: Query,
    answers: {
      200: {
        description: `At most ${PAGE} events, the oldest first.`,
        schema: z.object({ events: z.array(Event), next: z.int() }),
      },
    },
    problems: [],
    handle: async ({ query: { after }, requestId }) => {
      await publishPending({ outbox, events }, () => true);
      const { events: logged, next, unreadable } = await events.after(after, PAGE);
      for (const error of unreadable) log.unexpected({ function: 'events', requestId, error });
      return {
        status: 200,
        json: {
          events: logged.map(({ sequence, event }) => ({
            sequence,
            ...event,
            at: rfc3339(event.at),
          })),
          next,
        },
      };
    },
  });
