import { z } from 'zod';
import { MIN_ALPHABET, shortestLength } from './password-strength';

/** Letters, digits and the symbols that a phone's keyboard shows first; no I l 1 O 0 o that look alike. */
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

const HourMinute = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day as HH:MM, from 00:00 to 23:59.');

/** When rotation may run: on these days from `from` to `to` (past midnight if `to` is before `from`). */
export const RotationWindow = z.strictObject({
  days: z.array(z.enum(WEEKDAYS)).min(1).max(7),
  from: HourMinute,
  to: HourMinute,
  timeZone: z
    .string()
    .max(64)
    .refine(knownTimeZone, 'Not a time zone of the IANA database, such as Europe/Paris.'),
});
export type RotationWindow = z.infer<typeof RotationWindow>;

const WHOLE_DAYS = 'A whole number of days from 1 to 365, or 0 for never.';

const FirstWave = z.strictObject({
  /** Accounts in the first wave; 0: there is none. */
  size: z.int().min(0).max(10_000),
  /** From 0 (one failure is too many) to 1 (never stop). */
  stopAtFailedShare: z.number().min(0).max(1),
});

/** How passwords are made and when they are rotated. Applies from the next password on. */
export const Policy = z
  .strictObject({
    /** Google takes 8 to 100 characters. */
    length: z.int().min(8).max(100).default(24),
    /** The characters to choose from, each once: printable ASCII without the space. */
    alphabet: z
      .string()
      .max(94)
      .regex(/^[\x21-\x7e]*$/, 'Printable ASCII characters only, without the space.')
      .refine((text) => new Set(text).size === text.length, 'Each character may stand here once.')
      .refine(
        (text) => text.length >= MIN_ALPHABET,
        `At least ${MIN_ALPHABET} different characters, else passwords could be guessed.`,
      )
      .default(DEFAULT_ALPHABET),
    /** Days between rotations; 0 means never. */
    periodDays: z.int(WHOLE_DAYS).min(0, WHOLE_DAYS).max(365, WHOLE_DAYS).default(30),
    /** Absent or null: at any time. */
    window: RotationWindow.nullable().default(null),
    /** Scheduled rotation stands still; passwords can still be issued, read and taken back. */
    paused: z.boolean().default(false),
    /** Users below one of these organisational units are in scope; none named: everybody. */
    orgUnitPaths: z
      .array(z.string().max(1000).regex(/^\//, 'An organisational unit path begins with /.'))
      .max(100)
      .default([]),
    /** How often a rotation run tries an account before it parks it. */
    retryBudget: z.int().min(1).max(20).default(5),
    /** A run begins with these few, and stops if more than this share of them fails. */
    firstWave: FirstWave.default({ size: 10, stopAtFailedShare: 0.5 }),
  })
  .refine(
    ({ length, alphabet }) =>
      length < 8 || // said already, as is an alphabet that is none
      new Set(alphabet).size < MIN_ALPHABET ||
      length >= shortestLength(alphabet.length),
    {
      path: ['length'],
      message: 'Too short for so few characters to choose from: such passwords could be guessed.',
    },
  );
export type Policy = z.infer<typeof Policy>;

export const DEFAULT_POLICY: Policy = Policy.parse({});
