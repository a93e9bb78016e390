import { DeviceBody, DeviceParams } from '../../api/device';
import { acknowledgeDevice, MOST_DEVICES } from '../../domain/devices/acknowledge-device';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem, type Problem } from '../../http/problem';
import { type PasswordsDependencies } from '../dependencies';
import { failureProblem } from './failure-problem';
import { USER_PROBLEMS } from './password-answer';

const MAX_DEVICE_BYTES = 4 * 1024;

/** `PUT /v1/users/{userKey}/devices/{deviceId}`: an MDM tells which password a device has. */
export const acknowledgeDeviceEndpoint = ({ ports }: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'PUT',
    path: '/v1/users/{userKey}/devices/{deviceId}',
    operationId: 'acknowledgeDevice',
    summary: 'Tell which password was installed on a device, or could not be',
    access: 'service',
    params: DeviceParams,
    body: { mediaType: 'application/json', schema: DeviceBody, maxBytes: MAX_DEVICE_BYTES },
    answers: {
      204: {
        description:
          'Noted. What is repeated, or older than what is known of the device, changes nothing.',
      },
    },
    problems: [...USER_PROBLEMS, 'no-password', 'too-many-devices'],
    handle: async ({ params, body, about }) => {
      const { userKey, deviceId } = params;
      const result = await acknowledgeDevice({ ...ports, about }, userKey, { ...body, deviceId });
      if (result.kind === 'acknowledged') return { status: 204 };
      if (result.kind === 'unknown-version') return unknownVersion(result.current);
      if (result.kind === 'too-many-devices') return TOO_MANY;
      return failureProblem(result);
    },
  });

const unknownVersion = (newest: number): Problem =>
  problem('invalid-request', 'The body is not valid. Nothing was changed.', {
    errors: [
      {
        pointer: '/version',
        message: `Nobody was given a password with this version. The newest one is ${newest}.`,
      },
    ],
  });

const TOO_MANY = problem(
  'too-many-devices',
  `${MOST_DEVICES} devices of this user are known, and that is the limit, so this one was not noted. Remove a device that the user no longer has: DELETE /v1/users/{userKey}/devices/{deviceId}.`,
);
