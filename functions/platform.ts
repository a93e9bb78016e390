import { type RoleMembers, type VerifyAssertion } from './http/caller';
import { type SignInHost } from './domain/clients/client';
import { type CallTraffic } from './domain/pace/call-traffic';
import { type RandomBytes } from './domain/passwords/password';
import { type WriteLine } from './log';
import { type ActivityLog } from './ports/activity-log';
import { type AccountStore } from './ports/account-store';
import { type BindPaceStore } from './ports/bind-pace-store';
import { type Clock } from './ports/clock';
import { type ConnectionProbe } from './ports/connection-probe';
import { type ConfigurationStore } from './ports/configuration-store';
import { type DailyCountsStore } from './ports/daily-counts-store';
import { type DirectoryConnector } from './ports/directory';
import { type KeyVault } from './ports/key-vault';
import { type PasswordProver } from './ports/password-prover';
import { type LaneStore } from './ports/lane-store';
import { type EventPublisher } from './ports/event-publisher';
import { type Outbox } from './ports/outbox';
import { type PaceStore } from './ports/pace-store';
import { type PasswordCipher } from './ports/password-cipher';
import { type RotationWaker } from './ports/rotation-waker';
import { type RunStore } from './ports/run-store';
import { type SettledActivityStore } from './ports/settled-activity-store';
import { type TaskQueue } from './ports/task-queue';

/** What the functions depend on, in the cloud or on one machine. */
export type Platform = {
  readonly accounts: AccountStore;
  readonly configurations: ConfigurationStore;
  readonly outbox: Outbox;
  readonly events: EventPublisher;
  readonly runs: RunStore;
  readonly lanes: LaneStore;
  readonly pace: PaceStore;
  readonly bindPace: BindPaceStore;
  readonly dailyCounts: DailyCountsStore;
  readonly settledActivities: SettledActivityStore;
  /** The task queue that `rotation` and `rotation-worker` use. */
  readonly tasks: TaskQueue;
  /** Tells `rotation` about a new run. Only `configuration` uses it. */
  readonly waker: RotationWaker;
  /** The service account key. */
  readonly keys: KeyVault;
  /** The certificate and key for Secure LDAP. */
  readonly ldapKeys: KeyVault;
  readonly prover: PasswordProver;
  readonly cipher: PasswordCipher;
  readonly directory: DirectoryConnector & ConnectionProbe;
  /** Google's log of who changed which password. */
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** Returns a new UUID. */
  readonly newId: () => string;
  readonly writeLine: WriteLine;
  readonly verifyAssertion: VerifyAssertion;
  readonly members: RoleMembers;
  /** Who may use self-service: lower-case addresses, and `domain:` entries. */
  readonly selfServiceMembers: readonly string[];
  /** Where clients sign in if not at Google, by `Client.id`: a simulated Google has another host. */
  readonly signInHosts?: Readonly<Record<string, SignInHost>>;
  /** The upper limit of calls per second that runs make to Google. */
  readonly callsPerSecond: number;
  /** How many binds at Secure LDAP runs make a second; somebody may wait for as many again. */
  readonly proofsPerSecond: number;
  /** How many users a run processes concurrently. */
  readonly callsAtOnce: number;
  /** The calls to Google that this process observes. */
  readonly traffic: CallTraffic;
  /** Our own service account for keyless sign-in, if the deployment has one. */
  readonly keyless?: { readonly serviceAccount: string; readonly clientId: string };
};
