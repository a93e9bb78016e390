import { DEFAULT_POLICY, PolicyChange } from '../../functions/domain/configuration/policy';
import { type EnteredPolicy, policyFaults } from '../../functions/page/policy-faults';
import { policyEn } from '../../functions/page/texts/policy';

/** The message beside each field after this policy was sent to the service. */
function faultsOf(changes: Partial<EnteredPolicy>): Record<string, string> {
  const entered: EnteredPolicy = { ...DEFAULT_POLICY, ...changes };
  const parsed = PolicyChange.safeParse(entered);
  const errors = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    pointer: `/${path.join('/')}`,
    message,
  }));
  return Object.fromEntries(policyFaults(policyEn, errors, entered));
}

const WINDOW = { days: ['monday'], from: '22:00', to: '05:00', timeZone: 'Europe/Paris' };
const FIRST_WAVE = { size: 10, stopAtFailedShare: 0.5 };

describe('what stands beside a field of the policy', () => {
  it('is nothing for a policy that can be', () => {
    expect(faultsOf({ window: WINDOW, proofWindow: WINDOW, firstWave: FIRST_WAVE })).toEqual({});
  });

  it.each<[string, Partial<EnteredPolicy>, Record<string, string>]>([
    ['a length that is no number', { length: null }, { length: policyEn.faults.length }],
    ['half a day', { periodDays: 0.5 }, { periodDays: policyEn.faults.periodDays }],
    ['no tries', { retryBudget: 0 }, { retryBudget: policyEn.faults.retryBudget }],
    ['21 tries', { retryBudget: 21 }, { retryBudget: policyEn.faults.retryBudget }],
    [
      'a wave below zero',
      { firstWave: { ...FIRST_WAVE, size: -1 } },
      { firstWaveSize: policyEn.faults.firstWaveSize },
    ],
    [
      'a share above all',
      { firstWave: { ...FIRST_WAVE, stopAtFailedShare: 1.01 } },
      { stopAtFailedShare: policyEn.faults.stopAtFailedShare },
    ],
    [
      'a zone that does not exist',
      { window: { ...WINDOW, timeZone: 'Europe/Atlantis' } },
      { timeZone: policyEn.faults.timeZone },
    ],
    [
      'no days and no times',
      { window: { ...WINDOW, days: [], from: '', to: '25:00' } },
      { days: policyEn.faults.days, from: policyEn.faults.from, to: policyEn.faults.to },
    ],
    [
      'hours for proofs without a day, with no times and no zone',
      { proofWindow: { days: [], from: '', to: '25:00', timeZone: '+01:00' } },
      {
        proofDays: policyEn.faults.days,
        proofFrom: policyEn.faults.from,
        proofTo: policyEn.faults.to,
        proofTimeZone: policyEn.faults.timeZone,
      },
    ],
    [
      'more days between proofs than there may be',
      { proveEveryDays: 91 },
      { proveEveryDays: policyEn.faults.proveEveryDays },
    ],
    [
      'a unit without its slash',
      { orgUnitPaths: ['/Employees', 'Contractors'] },
      {
        orgUnitPaths:
          '“Contractors” is not the path of a unit. A path starts with / and has at most 1,000 characters.',
      },
    ],
    [
      'more units than there may be',
      { orgUnitPaths: Array.from({ length: 101 }, () => '/') },
      { orgUnitPaths: 'Enter at most 100 units.' },
    ],
    [
      'ten digits eight times, which could be guessed',
      { length: 8, alphabet: '0123456789' },
      {
        length:
          'Passwords of this length with only 10 different characters can be guessed. Enter a length of at least 15, or add characters.',
      },
    ],
  ])('says what is wrong with %s', (_, changes, expected) => {
    expect(faultsOf(changes)).toEqual(expected);
  });

  it('is true: what it asks for is accepted, and one less is not', () => {
    expect(faultsOf({ length: 15, alphabet: '0123456789' })).toEqual({});
    expect(Object.keys(faultsOf({ length: 14, alphabet: '0123456789' }))).toEqual(['length']);
  });

  it('leaves alone what is at no field of the form', () => {
    const errors = [
      { pointer: '', message: 'Unknown.' },
      { pointer: '/lengthy', message: 'No.' },
    ];
    expect([...policyFaults(policyEn, errors, DEFAULT_POLICY)]).toEqual([]);
  });
});
