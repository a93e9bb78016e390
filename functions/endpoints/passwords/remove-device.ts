import { DeviceParams, RemoveDeviceQuery } from '../../api/device';
import { removeDevice, rotateAsAsked } from '../../domain/devices/remove-device';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { callPorts } from './call-ports';
import { type PasswordsDependencies } from '../dependencies';
import { failureProblem } from './failure-problem';
import { USER_PROBLEMS } from './password-answer';

/**
 * `DELETE /v1/users/{userKey}/devices/{deviceId}`: a device leaves. With `rotate=true` the user gets a new
 * password, at once if possible. What is in the way of that is no failure of this call: the schedule goes on.
 */
export const removeDeviceEndpoint = (dependencies: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'DELETE',
    path: '/v1/users/{userKey}/devices/{deviceId}',
    operationId: 'removeDevice',
    summary: 'Remove a device, and rotate the password that it knows if asked for',
    access: 'service',
    params: DeviceParams,
    query: RemoveDeviceQuery,
    answers: {
      204: {
        description:
          'Removed, or not known. With `rotate=true` the password was rotated, also if the device is not known, or the schedule does that as soon as it can, whatever its window and the period say. The same call within a day changes nothing more. If the password was forgotten only here, nothing is changed, and the answer is 404 `no-password`: revoke it first.',
      },
    },
    problems: [...USER_PROBLEMS, 'no-password'],
    handle: async ({ params, query, ...asking }) => {
      const ports = callPorts(dependencies, asking);
      const { userKey, deviceId } = params;
      const rotates = query.rotate === 'true';
      const removed = await removeDevice(ports, userKey, { deviceId, rotates });
      if (removed.kind !== 'removed') return failureProblem(removed);
      if (rotates && removed.rotationAsked) {
        await rotateAsAsked(ports, removed.userId).catch((error: unknown) => {
          const { requestId } = asking;
          dependencies.log.unexpected({ function: 'passwords', requestId, error });
        });
      }
      return { status: 204 };
    },
  });
