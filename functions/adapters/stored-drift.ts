import { z } from 'zod';
import { type Account, type Drift, DRIFT_SOURCES } from '../domain/account';
import {
  ACTIVITY_LOG_STATES,
  type ActivityLogStanding,
} from '../domain/configuration/activity-log-standing';
import { type Configuration } from '../domain/configuration/configuration';
import { type SettledActivities } from '../domain/drift/settled-activities';
import { documentReader, SCHEMA_VERSION } from './document-reader';
import { type Fields, Moment } from './stored-field';

/** What an account keeps of our calls, and of changes by others. */
export const DRIFT_OF_ACCOUNT = {
  sends: z.array(z.object({ from: Moment, until: Moment })).exactOptional(),
  drift: z
    .object({
      at: Moment,
      by: z.string().exactOptional(),
      source: z.enum(DRIFT_SOURCES),
      contested: z.literal(true).exactOptional(),
    } satisfies Fields<Drift>)
    .exactOptional(),
  foreignChanges: z.array(z.object({ id: z.string(), at: Moment })).exactOptional(),
} satisfies Fields<Pick<Account, 'sends' | 'drift' | 'foreignChanges'>>;

/** What the configuration keeps of Google's log of changes. */
export const DRIFT_OF_CONFIGURATION = {
  activityLog: z
    .object({
      connectedAt: Moment,
      state: z.enum(ACTIVITY_LOG_STATES),
      code: z.string().exactOptional(),
      readUntil: Moment.exactOptional(),
      lookedBackAt: Moment.exactOptional(),
      clockSetAt: Moment.exactOptional(),
    } satisfies Fields<ActivityLogStanding>)
    .exactOptional(),
  formerActors: z.array(z.object({ address: z.string(), until: Moment })).exactOptional(),
} satisfies Fields<Pick<Configuration, 'activityLog' | 'formerActors'>>;

/** Like `readAccount`, for what of Google's log was dealt with. */
export const readSettledActivities = documentReader<SettledActivities>(
  z
    .object({
      schemaVersion: z.literal(SCHEMA_VERSION),
      connectedAt: Moment,
      minutes: z.string(),
    } satisfies Fields<SettledActivities & { schemaVersion: number }>)
    .transform(({ schemaVersion: _, ...settled }): SettledActivities => settled),
);
