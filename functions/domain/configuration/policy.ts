import { z } from 'zod';
import { OrgUnitPath } from '../org-unit-path';
import { uniqueUnits, unitKey } from '../unit-key';
import { visibleOnly } from '../visible-text';
import { drawnBy, MIN_ALPHABET, shortestLength, STYLES } from './password-strength';

/** Letters, digits and the symbols that a phone's keyboard shows first, without look-alikes (I l 1 O 0 o). */
export const DEFAULT_ALPHABET =
  'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789-_.!@#$%&*+=?';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const knownTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

/** A zone named in the IANA database. An offset such as +02:00 does not follow summer time. */
const namedTimeZone = (zone: string): boolean => !/^[+-]/.test(zone) && knownTimeZone(zone);

const NO_TIME_ZONE = 'Enter a time zone of the IANA database, such as Europe/Paris.';

const unique = <Item>(items: readonly Item[]): Item[] => [...new Set(items)];

const HourMinute = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time of day as HH:MM, from 00:00 to 23:59.');

/** When rotation may run: on these days from `from` to `to` (past midnight if `to` is before `from`). */
export const RotationWindow = z.strictObject({
  days: z.array(z.enum(WEEKDAYS)).min(1).max(7).overwrite(unique),
  from: HourMinute,
  to: HourMinute,
  /** An offset that an earlier release saved is still read. */
  timeZone: z.string().max(64).refine(knownTimeZone, NO_TIME_ZONE),
});
export type RotationWindow = z.infer<typeof RotationWindow>;

/** A window that may be saved now. */
const NewWindow = RotationWindow.extend({
  timeZone: z.string().max(64).overwrite(visibleOnly).refine(namedTimeZone, NO_TIME_ZONE),
});

const WHOLE_DAYS = 'Enter a whole number of days from 1 to 365, or 0 for never.';

const PROVE_DAYS = 'Enter a whole number of days from 1 to 90, or 0 for never.';

const FirstWave = z.strictObject({
  /** The number of accounts in the first wave; 0: no first wave. */
  size: z.int().min(0).max(10_000),
  /** From 0 (stop after one failure) to 1 (never stop). */
  stopAtFailedShare: z.number().min(0).max(1),
});
export type FirstWave = z.infer<typeof FirstWave>;

export const GUESSABLE =
  'Too short for this number of characters: such passwords can be guessed. Enter a longer length, or add characters.';

/** Whether passwords made by these rules could be guessed. */
export function isGuessable(policy: Pick<Policy, 'length' | 'alphabet' | 'style'>): boolean {
  const { length, alphabet } = drawnBy(policy);
  return length < shortestLength(alphabet);
}

/** More rotations a day than this sign a person's devices out all day long. */
export const MAX_OWN_ROTATIONS = 20;

const SelfService = z.strictObject({
  /** Whether people see their own password on the page `/me`. */
  enabled: z.boolean(),
  /** How often a person may make a new one on one day; 0: never. */
  rotationsPerDay: z.int().min(0).max(MAX_OWN_ROTATIONS),
});
const HOLD_DAYS = 'Enter a whole number of days from 1 to 30, or 0 to wait for no device.';

const ANNOUNCE_HOURS = 'Enter a whole number of hours from 1 to 168, or 0 to announce nothing.';

const KEEP_HOURS =
  'Enter a whole number of hours from 1 to 8760, or 0 to keep stored passwords until they are replaced.';

export const ON_DRIFT = ['report', 'reissue'] as const;

/** What an override may name. */
const UNIT_FIELDS = {
  /** Google accepts 8 to 100 characters. */
  length: z.int().min(8).max(100),
  /** The characters to choose from, each once: printable ASCII without the space. */
  alphabet: z
    .string()
    .max(94)
    .regex(/^[\x21-\x7e]*$/, 'Use only printable ASCII characters, no spaces.')
    .refine((text) => new Set(text).size === text.length, 'Use each character only once.')
    .refine(
      (text) => text.length >= MIN_ALPHABET,
      `Use at least ${MIN_ALPHABET} different characters. With fewer, passwords can be guessed.`,
    ),
  /**
   * `groups`: four groups of four letters and digits, for typing by hand, whatever length and alphabet say.
   */
  style: z.enum(STYLES),
  /** Days between rotations; 0 means never. */
  periodDays: z.int(WHOLE_DAYS).min(0, WHOLE_DAYS).max(365, WHOLE_DAYS),
  /** Hours after which the stored copy of a password is destroyed; 0: it is kept. */
  retentionHours: z.int(KEEP_HOURS).min(0, KEEP_HOURS).max(8_760, KEEP_HOURS),
} as const;

/** Rules of their own for the users of a unit and of the units below it. */
const PolicyOverride = z
  .strictObject({
    orgUnitPath: OrgUnitPath,
    length: UNIT_FIELDS.length.exactOptional(),
    alphabet: UNIT_FIELDS.alphabet.exactOptional(),
    style: UNIT_FIELDS.style.exactOptional(),
    periodDays: UNIT_FIELDS.periodDays.exactOptional(),
    retentionHours: UNIT_FIELDS.retentionHours.exactOptional(),
  })
  .refine((override) => Object.keys(override).length > 1, {
    path: ['orgUnitPath'],
    message: 'Name at least one rule for this unit.',
  });
export type PolicyOverride = z.infer<typeof PolicyOverride>;

/** Two overrides of one unit could contradict each other. */
const eachUnitOnce: z.core.CheckFn<PolicyOverride[]> = ({ value, issues }) => {
  const seen = new Set<string>();
  for (const [at, { orgUnitPath }] of value.entries()) {
    if (seen.size < seen.add(unitKey(orgUnitPath)).size) continue;
    const message = 'This unit has its rules already. Name each unit once.';
    issues.push({ code: 'custom', input: value, path: [at, 'orgUnitPath'], message });
  }
};

const FIELDS = {
  ...UNIT_FIELDS,
  /** Field by field, the nearest unit on a user's path that names it wins. */
  overrides: z.array(PolicyOverride).max(100).check(eachUnitOnce),
  /** Null: at any time. */
  window: RotationWindow.nullable(),
  /** Pauses scheduled rotation. Passwords can still be issued, read and revoked. */
  paused: z.boolean(),
  /** Users in or below one of these organisational units are in scope; empty: everybody. */
  orgUnitPaths: z.array(OrgUnitPath).max(100).overwrite(uniqueUnits),
  /** Who appears in or below one of these units gets a password; empty: nobody. */
  autoIssueOrgUnitPaths: z.array(OrgUnitPath).max(100).overwrite(uniqueUnits),
  /** How many attempts in a row may fail before rotation parks an account. */
  retryBudget: z.int().min(1).max(20),
  /** A run begins with a first wave, and stops if more than the given share of it fails. */
  firstWave: FirstWave,
  /** Days after which a password is proved again at Secure LDAP; 0 means never. */
  proveEveryDays: z.int(PROVE_DAYS).min(0, PROVE_DAYS).max(90, PROVE_DAYS),
  /** When runs may bind at Secure LDAP. Null: at any time. */
  proofWindow: RotationWindow.nullable(),
  /** What happens once somebody else has changed a password at Google; `reissue`: a new one is set. */
  onDrift: z.enum(ON_DRIFT),
  selfService: SelfService,
  /** Days that a scheduled rotation waits for a device that lacks the current password; 0: none. */
  holdForDevices: z.int(HOLD_DAYS).min(0, HOLD_DAYS).max(30, HOLD_DAYS),
  /** Hours before a scheduled rotation at which an event announces it; 0: none does. */
  announceHours: z.int(ANNOUNCE_HOURS).min(0, ANNOUNCE_HOURS).max(168, ANNOUNCE_HOURS),
} as const;

const Drawn = z.object({
  length: FIELDS.length,
  alphabet: FIELDS.alphabet,
  style: z.literal('characters').default('characters'),
});

/** Reported together with the faults of other fields. An invalid length or alphabet has its own message. */
const GUESSABLE_FAULT = {
  path: ['length'],
  message: GUESSABLE,
  when: ({ value }: { readonly value: unknown }) => Drawn.safeParse(value).success,
};

/** Some of a policy's fields. Fields that are left out stay as they are. */
export const PolicyChange = z
  .strictObject({
    length: FIELDS.length.exactOptional(),
    alphabet: FIELDS.alphabet.exactOptional(),
    style: FIELDS.style.exactOptional(),
    overrides: FIELDS.overrides.exactOptional(),
    periodDays: FIELDS.periodDays.exactOptional(),
    window: NewWindow.nullable().exactOptional(),
    paused: FIELDS.paused.exactOptional(),
    orgUnitPaths: FIELDS.orgUnitPaths.exactOptional(),
    autoIssueOrgUnitPaths: FIELDS.autoIssueOrgUnitPaths.exactOptional(),
    retryBudget: FIELDS.retryBudget.exactOptional(),
    firstWave: FIELDS.firstWave.exactOptional(),
    proveEveryDays: FIELDS.proveEveryDays.exactOptional(),
    proofWindow: NewWindow.nullable().exactOptional(),
    onDrift: FIELDS.onDrift.exactOptional(),
    /** Either field may be left out, and then stays as it is. */
    selfService: z
      .strictObject({
        enabled: SelfService.shape.enabled.exactOptional(),
        rotationsPerDay: SelfService.shape.rotationsPerDay.exactOptional(),
      })
      .exactOptional(),
    holdForDevices: FIELDS.holdForDevices.exactOptional(),
    announceHours: FIELDS.announceHours.exactOptional(),
    retentionHours: FIELDS.retentionHours.exactOptional(),
  })
  .refine(
    ({ length, alphabet, style = 'characters' }) =>
      length === undefined || alphabet === undefined || !isGuessable({ length, alphabet, style }),
    GUESSABLE_FAULT,
  );
export type PolicyChange = z.infer<typeof PolicyChange>;

/**
 * How passwords are made and when they are rotated. Applies from the next password on. A policy that an
 * earlier release accepted is still read if it is too weak by now; the next change must fix that.
 */
export const Policy = z.strictObject({
  length: FIELDS.length.default(24),
  alphabet: FIELDS.alphabet.default(DEFAULT_ALPHABET),
  periodDays: FIELDS.periodDays.default(30),
  window: FIELDS.window.default(null),
  paused: FIELDS.paused.default(false),
  orgUnitPaths: FIELDS.orgUnitPaths.default([]),
  retryBudget: FIELDS.retryBudget.default(5),
  firstWave: FIELDS.firstWave.default({ size: 10, stopAtFailedShare: 0.5 }),
  proveEveryDays: FIELDS.proveEveryDays.default(30),
  proofWindow: FIELDS.proofWindow.default(null),
  onDrift: FIELDS.onDrift.default('report'),
  selfService: FIELDS.selfService.default({ enabled: false, rotationsPerDay: 3 }),
  holdForDevices: FIELDS.holdForDevices.default(0),
  announceHours: FIELDS.announceHours.default(0),
  retentionHours: FIELDS.retentionHours.default(0),
  style: FIELDS.style.default('characters'),
  overrides: FIELDS.overrides.default([]),
  autoIssueOrgUnitPaths: FIELDS.autoIssueOrgUnitPaths.default([]),
});
export type Policy = z.infer<typeof Policy>;

export const DEFAULT_POLICY: Policy = Policy.parse({});
