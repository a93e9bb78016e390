import { type DeviceAnswer } from '../../api/device';
import { type Account } from '../../domain/account';
import { isBehind } from '../../domain/devices/devices-behind';
import { rfc3339 } from '../../domain/time';

/** The devices of an account, and which lack the current password. */
export const deviceAnswers = (account: Account | undefined): readonly DeviceAnswer[] =>
  (account?.devices ?? []).map(({ deviceId, version, state, name, platform, at }) => ({
    deviceId,
    version,
    state,
    name,
    platform,
    behind: account !== undefined && isBehind({ deviceId, version, state, at }, account),
    at: rfc3339(at),
  }));
