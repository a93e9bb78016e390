import { z } from 'zod';
import {
  type Account,
  type AskedRotation,
  type Device,
  DEVICE_STATES,
  type LeftDevice,
} from '../domain/account';
import { type Fields, Moment } from './stored-field';

/** What an account keeps of the user's devices, and of rotations that wait for them or are asked for. */
export const DEVICES_OF_ACCOUNT = {
  devices: z
    .array(
      z.object({
        deviceId: z.string(),
        version: z.int().min(0),
        state: z.enum(DEVICE_STATES),
        name: z.string().exactOptional(),
        platform: z.string().exactOptional(),
        at: Moment,
      } satisfies Fields<Device>),
    )
    .exactOptional(),
  leftDevices: z
    .array(z.object({ deviceId: z.string(), at: Moment } satisfies Fields<LeftDevice>))
    .exactOptional(),
  heldForDevices: z.literal(true).exactOptional(),
  freedAt: Moment.exactOptional(),
  askedRotation: z
    .object({ at: Moment, by: z.string() } satisfies Fields<AskedRotation>)
    .exactOptional(),
  announcedTurn: Moment.exactOptional(),
  announceFrom: Moment.exactOptional(),
} satisfies Fields<
  Pick<
    Account,
    | 'devices'
    | 'leftDevices'
    | 'heldForDevices'
    | 'freedAt'
    | 'askedRotation'
    | 'announcedTurn'
    | 'announceFrom'
  >
>;
