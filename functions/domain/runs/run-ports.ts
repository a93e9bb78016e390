import { type EventPublisher } from '../../ports/event-publisher';
import { type LaneStore } from '../../ports/lane-store';
import { type Outbox } from '../../ports/outbox';
import { type PaceStore } from '../../ports/pace-store';
import { type RunStore } from '../../ports/run-store';
import { type TaskQueue } from '../../ports/task-queue';
import { type VerifyConfigurationPorts } from '../configuration/verify-configuration';
import { type VerifyLdapPorts } from '../configuration/verify-secure-ldap';
import { type DriftPorts } from '../drift/watch-drift';
import { type CallTraffic } from '../pace/call-traffic';
import { type CountTodayPorts } from '../passwords/count-today';
import { type UserPorts } from '../passwords/managed-user';
import { type BindPorts } from '../passwords/bind-user';
import { type ChangePorts } from '../passwords/password-change';
import { type MetResult } from '../run-met';

/** What became of one user in a run, for the log. */
export type Told = {
  readonly runId: string;
  readonly userId: string;
  readonly result: MetResult;
  readonly code?: string;
};

/** What runs need. A part of a run takes some of these. */
export type RunPorts = UserPorts &
  ChangePorts &
  BindPorts &
  VerifyConfigurationPorts & {
    readonly runs: RunStore;
    readonly lanes: LaneStore;
    readonly tasks: TaskQueue;
    readonly pace: PaceStore;
    readonly traffic: CallTraffic;
    readonly outbox: Outbox;
    readonly events: EventPublisher;
    /** Upper limit on the calls of all runs per second. */
    readonly ceilingPerSecond: number;
    /** Upper limit on concurrent calls for users. */
    readonly callsAtOnce: number;
    readonly told: (told: Told) => void;
    /** Reports what should not happen; the run continues. */
    readonly unexpected: (error: unknown) => void;
  };

/** What a tick needs. */
export type TickPorts = Omit<RunPorts, 'told'> & VerifyLdapPorts & DriftPorts & CountTodayPorts;
