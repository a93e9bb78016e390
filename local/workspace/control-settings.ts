import { z } from 'zod';
import { checkedBy, type ControlResource } from './control-resource';
import { type ControlledWorkspace } from './controlled-workspace';
import { type Latency } from './exchange';
import { FaultRule } from './fault';
import { type KeptGoogle } from './google-on-disk';
import { Quota } from './limits';
import { type ServiceAccount } from './service-account';

const Milliseconds = z.number().min(0).max(600_000);
const FaultSettings = z.strictObject({
  rules: z.array(FaultRule).max(1000),
  seed: z.int().min(0).max(0xffff_ffff).optional(),
});
const LatencySettings: z.ZodType<Latency> = z
  .strictObject({ minMs: Milliseconds, maxMs: Milliseconds })
  .refine(({ minMs, maxMs }) => minMs <= maxMs, 'minMs may not be above maxMs.');
const Delegation = z.strictObject({
  entries: z.array(z.strictObject({ clientId: z.string(), scopes: z.array(z.string()) })),
});
const Api = z.strictObject({ enabled: z.boolean() });
const ClockSettings = z.strictObject({ offsetMs: z.int().min(-1e12).max(1e12) });
const AccountSettings = z.strictObject({
  state: z.enum(['enabled', 'disabled', 'deleted']),
  disabledKeyIds: z.array(z.string()).default([]),
});

/** The part of the control API that is not about one user. */
export function controlSettings(
  workspace: ControlledWorkspace,
  [name = '', key, ...rest]: readonly string[],
): ControlResource | undefined {
  if (rest.length > 0) return undefined;
  if (name === 'service-accounts' && key !== undefined) {
    return serviceAccountResource(workspace.google, key);
  }
  if (key !== undefined) return undefined;
  switch (name) {
    case 'faults':
      return faultsResource(workspace);
    case 'latency':
      return latencyResource(workspace);
    case 'quota':
      return quotaResource(workspace);
    case 'clock':
      return clockResource(workspace);
    case 'stats':
      return statisticsResource(workspace);
    case 'delegation':
      return delegationResource(workspace.google);
    case 'api':
      return apiResource(workspace.google);
    case 'tokens':
      return {
        reset: () => {
          workspace.google.state.tokens.revokeAll();
        },
      };
    case 'keys':
      return { call: checkedBy(z.strictObject({}), () => workspace.createKey()) };
    default:
      return undefined;
  }
}

function faultsResource({ wire: { faults } }: ControlledWorkspace): ControlResource {
  const read = (): unknown => ({ rules: faults.list() });
  return {
    read,
    write: checkedBy(FaultSettings, ({ rules, seed }) => {
      faults.set(rules, seed);
      return read();
    }),
    reset: () => {
      faults.set([]);
    },
  };
}

function latencyResource({ wire }: ControlledWorkspace): ControlResource {
  return {
    read: () => wire.latency,
    write: checkedBy(LatencySettings, (latency) => (wire.latency = latency)),
    reset: () => {
      wire.latency = { minMs: 0, maxMs: 0 };
    },
  };
}

function quotaResource({ wire: { limits } }: ControlledWorkspace): ControlResource {
  return {
    read: () => limits.quota,
    write: checkedBy(Quota, (quota) => (limits.quota = quota)),
    reset: () => {
      limits.quota = Quota.parse({});
    },
  };
}

function clockResource(workspace: ControlledWorkspace): ControlResource {
  const read = (): unknown => ({
    offsetMs: workspace.clockOffsetMs,
    now: new Date(workspace.wire.now()).toISOString(),
  });
  return {
    read,
    write: checkedBy(ClockSettings, ({ offsetMs }) => {
      workspace.clockOffsetMs = offsetMs;
      return read();
    }),
    reset: () => {
      workspace.clockOffsetMs = 0;
    },
  };
}

function statisticsResource({ wire, google, ldap }: ControlledWorkspace): ControlResource {
  return {
    read: () => ({
      ...wire.statistics.report(),
      inFlight: wire.limits.inFlight,
      peakInFlight: wire.limits.peakInFlight,
      users: google.state.users.size,
      passwordChanges: passwordChanges(google),
      binds: ldap.log.report(),
    }),
    reset: () => {
      ldap.log.reset();
      wire.statistics.reset();
      wire.limits.peakInFlight = wire.limits.inFlight;
    },
  };
}

/**
 * How often each user's password was set, by primary address. Users whose password was never set are left
 * out.
 */
function passwordChanges(google: KeptGoogle): { total: number; byUser: Record<string, number> } {
  const byUser: Record<string, number> = {};
  let total = 0;
  for (const user of google.state.users) {
    if (user.passwordChanges === 0) continue;
    byUser[user.primaryEmail] = user.passwordChanges;
    total += user.passwordChanges;
  }
  return { total, byUser };
}

function delegationResource(google: KeptGoogle): ControlResource {
  const { delegation } = google.state;
  const read = (): unknown => ({
    entries: [...delegation].map(([clientId, scopes]) => ({ clientId, scopes })),
  });
  return {
    read,
    write: checkedBy(Delegation, ({ entries }) => {
      delegation.clear();
      for (const { clientId, scopes } of entries) delegation.set(clientId, scopes);
      google.keepSettings();
      return read();
    }),
  };
}

function apiResource(google: KeptGoogle): ControlResource {
  const read = (): unknown => ({ enabled: google.state.adminApiEnabled });
  return {
    read,
    write: checkedBy(Api, ({ enabled }) => {
      google.state.adminApiEnabled = enabled;
      google.keepSettings();
      return read();
    }),
  };
}

function serviceAccountResource(google: KeptGoogle, email: string): ControlResource | undefined {
  const account = google.state.serviceAccounts.find((each) => each.email === email);
  if (account === undefined) return undefined;
  const read = (): unknown => ({
    email,
    clientId: account.clientId,
    state: account.state,
    adminRole: account.adminRole,
    keys: account.keys.map(({ keyId, disabled }) => ({ keyId, disabled })),
  });
  return {
    read,
    write: checkedBy(AccountSettings, ({ state, disabledKeyIds }) => {
      changeAccount(account, state, disabledKeyIds);
      google.keepAccount(account);
      return read();
    }),
  };
}

function changeAccount(
  account: ServiceAccount,
  state: ServiceAccount['state'],
  disabledKeyIds: readonly string[],
): void {
  account.state = state;
  for (const key of account.keys) {
    account.putKey({ ...key, disabled: disabledKeyIds.includes(key.keyId) });
  }
}
