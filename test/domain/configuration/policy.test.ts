import { type z } from 'zod';
import { Policy, PolicyChange } from '../../../functions/domain/configuration/policy';

const reasons = (given: unknown, schema: z.ZodType = PolicyChange): string[] => {
  const result = schema.safeParse(given);
  return result.success
    ? []
    : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

const override = (change: object): object => ({ orgUnitPath: '/A', length: 30, ...change });

describe('the policy', () => {
  test('is complete when nothing is given', () => {
    expect(Policy.parse({})).toStrictEqual({
      length: 24,
      alphabet: 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789-_.!@#$%&*+=?',
      periodDays: 30,
      window: null,
      paused: false,
      orgUnitPaths: [],
      retryBudget: 5,
      firstWave: { size: 10, stopAtFailedShare: 0.5 },
      proveEveryDays: 30,
      proofWindow: null,
      onDrift: 'report',
      selfService: { enabled: false, rotationsPerDay: 3 },
      holdForDevices: 0,
      announceHours: 0,
      retentionHours: 0,
      style: 'characters',
      overrides: [],
      autoIssueOrgUnitPaths: [],
    });
  });

  test.each([
    ['shorter than Google takes', { length: 7 }, 'length'],
    ['longer than Google takes', { length: 101 }, 'length'],
    ['half a character', { length: 24.5 }, 'length'],
    ['half a day', { periodDays: 0.5 }, 'periodDays'],
    ['longer than a year', { periodDays: 366 }, 'periodDays'],
    ['before today', { periodDays: -1 }, 'periodDays'],
    ['too few characters to choose from', { alphabet: 'abcdefghi' }, 'alphabet'],
    ['a character twice', { alphabet: 'abcdefghijj' }, 'alphabet'],
    ['a space', { alphabet: 'abcdefghij ' }, 'alphabet'],
    ['letters that Google refuses', { alphabet: 'abcdefghijé' }, 'alphabet'],
    [
      'a length that few characters make guessable',
      { length: 8, alphabet: 'abcdefghij' },
      'length',
    ],
    ['a unit that is no path', { orgUnitPaths: ['Sales'] }, 'orgUnitPaths.0'],
    ['a wait for devices of more than a month', { holdForDevices: 31 }, 'holdForDevices'],
    ['a wait of half a day', { holdForDevices: 0.5 }, 'holdForDevices'],
    ['a notice of more than a week', { announceHours: 169 }, 'announceHours'],
    ['a notice after the event', { announceHours: -1 }, 'announceHours'],
    ['a retention of more than a year', { retentionHours: 8_761 }, 'retentionHours'],
    ['a retention of half an hour', { retentionHours: 0.5 }, 'retentionHours'],
    ['a style that there is not', { style: 'words' }, 'style'],
    ['a unit without rules', { overrides: [{ orgUnitPath: '/A' }] }, 'overrides.0.orgUnitPath'],
    ['rules without a unit', { overrides: [{ length: 30 }] }, 'overrides.0.orgUnitPath'],
    [
      'rules for no path',
      { overrides: [{ orgUnitPath: 'A', length: 9 }] },
      'overrides.0.orgUnitPath',
    ],
    ['a rule that is wrong', { overrides: [override({ length: 7 })] }, 'overrides.0.length'],
    [
      'a period that is wrong',
      { overrides: [override({ periodDays: 366 })] },
      'overrides.0.periodDays',
    ],
    [
      'an alphabet that is wrong',
      { overrides: [override({ alphabet: 'abc' })] },
      'overrides.0.alphabet',
    ],
    ['a style that is wrong', { overrides: [override({ style: null })] }, 'overrides.0.style'],
    [
      'a retention that is wrong',
      { overrides: [override({ retentionHours: 8_761 })] },
      'overrides.0.retentionHours',
    ],
    ['a rule that no unit has', { overrides: [override({ paused: true })] }, 'overrides.0'],
    ['a rule that is nothing', { overrides: [override({ length: null })] }, 'overrides.0.length'],
    [
      'rules of one unit in two places',
      {
        overrides: [
          override({}),
          { orgUnitPath: '/B', length: 30 },
          override({ orgUnitPath: '/a/' }),
        ],
      },
      'overrides.2.orgUnitPath',
    ],
    [
      'more rules than a document holds',
      { overrides: Array.from({ length: 101 }, (_, at) => override({ orgUnitPath: `/${at}` })) },
      'overrides',
    ],
    ['first passwords for no path', { autoIssueOrgUnitPaths: ['A'] }, 'autoIssueOrgUnitPaths.0'],
    ['no try at all', { retryBudget: 0 }, 'retryBudget'],
    ['more tries than 20', { retryBudget: 21 }, 'retryBudget'],
    ['a first wave of less than nobody', firstWave({ size: -1 }), 'firstWave.size'],
    ['a first wave of more than 10,000', firstWave({ size: 10_001 }), 'firstWave.size'],
    [
      'a share of more than everybody',
      firstWave({ stopAtFailedShare: 1.1 }),
      'firstWave.stopAtFailedShare',
    ],
    ['half a first wave', { firstWave: { size: 10 } }, 'firstWave.stopAtFailedShare'],
    ['an unknown field', { lenght: 24 }, ''],
    ['a time zone that does not exist', window({ timeZone: 'Europe/Atlantis' }), 'window.timeZone'],
    ['an hour that does not exist', window({ from: '24:00' }), 'window.from'],
    ['a window on no day', window({ days: [] }), 'window.days'],
  ])('refuses %s', (_, given, field) => {
    const [reason, ...others] = reasons(given);
    expect(others).toStrictEqual([]);
    expect(reason?.split(':')[0]).toBe(field);
  });

  test.each([
    ['43 bits: one capital and one digit among small letters', 10, 'abcdefghijklmnopqrstuvwxyzA1!'],
    ['47.7 bits: the default at 8', 8, Policy.parse({}).alphabet],
  ])('refuses what has %s', (_, length, alphabet) => {
    expect(reasons({ length, alphabet }).map((reason) => reason.split(':')[0])).toEqual(['length']);
    expect(reasons({ length: length + 2, alphabet })).toEqual([]);
  });

  test('accepted by an earlier release is still read, so that nothing stops', () => {
    expect(reasons({ length: 8, alphabet: Policy.parse({}).alphabet }, Policy)).toEqual([]);
  });

  test.each([0.5, -1, 366])('says what a period may be when it is %d days', (periodDays) => {
    expect(reasons({ periodDays })).toEqual([
      'periodDays: Enter a whole number of days from 1 to 365, or 0 for never.',
    ]);
  });

  test('takes a window past midnight in a time zone', () => {
    expect(reasons(window({}))).toStrictEqual([]);
  });

  test.each([Policy, PolicyChange])('names each unit as Google does, and once', (schema) => {
    const orgUnitPaths = ['/Employees/', '/Contractors', '/Employees', '/Sales/Paris//'];
    expect(schema.parse({ orgUnitPaths })).toMatchObject({
      orgUnitPaths: ['/Employees', '/Contractors', '/Sales/Paris'],
    });
    expect(schema.parse({ orgUnitPaths: ['/', '//'] })).toMatchObject({ orgUnitPaths: ['/'] });
    const copied = [
      '\u200b/Équipe\u00a0',
      '/E\u0301quipe',
      '/ÉQUIPE/',
      '\t/\u{1f469}\u200d\u{1f4bb}/ \n',
    ];
    expect(schema.parse({ orgUnitPaths: copied })).toMatchObject({
      orgUnitPaths: ['/Équipe', '/\u{1f469}\u200d\u{1f4bb}'],
    });
  });

  test('names each day once', () => {
    expect(PolicyChange.parse(window({ days: ['sunday', 'monday', 'sunday'] }))).toMatchObject({
      window: { days: ['sunday', 'monday'] },
    });
  });

  test.each(['+02:00', '-0500', '+01'])('takes no new %s for a time zone', (timeZone) => {
    expect(reasons(window({ timeZone }), PolicyChange)).toStrictEqual([
      'window.timeZone: Enter a time zone of the IANA database, such as Europe/Paris.',
    ]);
  });

  test('reads a time zone without invisible characters', () => {
    const change = PolicyChange.parse(window({ timeZone: 'Europe/Paris\u200b' }));
    expect(change).toMatchObject({ window: { timeZone: 'Europe/Paris' } });
  });

  test('is still read with an offset saved by an earlier release', () => {
    expect(reasons(window({ timeZone: '+02:00' }), Policy)).toStrictEqual([]);
  });

  test('reports all faults at once', () => {
    const given = { length: 8, alphabet: '0123456789', periodDays: 366, retryBudget: 0, x: 1 };
    expect(reasons(given).map((reason) => reason.split(':')[0])).toEqual(
      expect.arrayContaining(['length', 'periodDays', 'retryBudget', '']),
    );
  });
});

function window(change: object): object {
  return {
    window: {
      days: ['saturday', 'sunday'],
      from: '22:00',
      to: '05:30',
      timeZone: 'Europe/Paris',
      ...change,
    },
  };
}

function firstWave(change: object): object {
  return { firstWave: { size: 10, stopAtFailedShare: 0.5, ...change } };
}
