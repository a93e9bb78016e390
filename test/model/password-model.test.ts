import { explore } from './explore';
import { type Rule, RULES } from './password-model';

/** How many passwords are made at most. Without any of the rules, two are enough to lose one. */
const VERSIONS = 2;

/** The shortest way to lose a password without the rule. */
const LOSSES: Readonly<Record<Rule, readonly string[]>> = {
  'a lease lets one worker send': [
    'worker 0 claims and makes 1',
    'worker 0 sends 1: answered',
    'worker 1 claims and reuses 1',
    'worker 0 finishes: applied',
    'worker 0 claims and makes 2',
    'worker 0 sends 2: answered',
    'worker 0 finishes: applied',
    'worker 1 sends 1: answered',
  ],
  'a candidate is recorded before it is sent': [
    'worker 0 claims and makes 1',
    'worker 0 sends 1: answered',
  ],
  'an unknown outcome drops nothing': [
    'worker 0 claims and makes 1',
    'worker 0 sends 1: applied, reply lost',
    'worker 0 finishes: unknown',
  ],
  'a refused retry drops nothing': [
    'worker 0 claims and makes 1',
    'worker 0 sends 1: applied, reply lost',
    'worker 0 finishes: unknown',
    'worker 0 claims and reuses 1',
    'worker 0 sends 1: refused',
    'worker 0 finishes: refused',
  ],
  'a reused candidate is marked sent': [
    'worker 0 claims and makes 1',
    'a tick',
    'a tick',
    'worker 0 sends 1: answered',
    'a tick',
    'worker 1 claims and reuses 1',
    'worker 1 sends 1: refused',
    'worker 1 finishes: refused',
  ],
  'no other password is made in the quarantine': [
    'worker 0 claims and makes 1',
    'worker 0 sends 1: late',
    'worker 0 finishes: unknown',
    'worker 0 claims and reuses 1',
    'worker 0 sends 1: answered',
    'worker 0 finishes: applied',
    'worker 0 claims and makes 2',
    'worker 0 sends 2: answered',
    'a late call of 1 lands',
    'worker 0 finishes: applied',
  ],
  'an expired lease leaves a quarantine': [
    'worker 0 claims and makes 1',
    'a tick',
    'a tick',
    'worker 0 sends 1: late',
    'a tick',
    'worker 1 claims and reuses 1',
    'worker 1 sends 1: answered',
    'worker 1 finishes: applied',
    'worker 1 claims and makes 2',
    'worker 1 sends 2: answered',
    'a late call of 1 lands',
    'worker 1 finishes: applied',
  ],
  'a confirmation leaves the quarantine': [
    'worker 0 claims and makes 1',
    'worker 0 sends 1: late',
    'worker 0 finishes: unknown',
    'worker 0 claims and reuses 1',
    'worker 0 sends 1: answered',
    'worker 0 finishes: applied',
    'worker 0 claims and makes 2',
    'worker 0 sends 2: answered',
    'a late call of 1 lands',
    'worker 0 finishes: applied',
  ],
  'a refused bind is no refusal of the password': [
    'worker 0 claims and makes 1',
    'worker 0 sends 1: applied, reply lost',
    'worker 0 binds: refused',
    'worker 0 finishes: refused',
  ],
  'only a bind with the newest candidate confirms': [
    'worker 0 claims and makes 1',
    'worker 0 sends 1: applied, reply lost',
    'worker 0 binds with 0: works',
    'worker 0 finishes: works',
  ],
  'a bind leaves the quarantine': [
    'worker 0 claims and makes 1',
    'worker 0 sends 1: applied, reply lost',
    'worker 0 finishes: unknown',
    'worker 0 claims and reuses 1',
    'worker 0 sends 1: late',
    'worker 0 binds with 1: works',
    'worker 0 finishes: works',
    'worker 0 claims and makes 2',
    'worker 0 sends 2: answered',
    'a late call of 1 lands',
    'worker 0 finishes: applied',
  ],
  'a bind leaves the quarantine of the call that it settles': [
    'worker 0 claims and makes 1',
    'worker 0 sends 1: applied, reply lost',
    'a tick',
    'a tick',
    'a tick',
    'worker 0 finishes: unknown',
    'worker 0 claims and reuses 1',
    'worker 0 sends 1: late',
    'worker 0 binds with 1: works',
    'worker 0 finishes: works',
    'worker 0 claims and makes 2',
    'worker 0 sends 2: answered',
    'a late call of 1 lands',
    'worker 0 finishes: applied',
  ],
  'retention destroys no candidate': [
    'worker 0 claims and makes 1',
    'the stored copy of the current password is destroyed',
    'worker 0 sends 1: answered',
  ],
};

test('with all rules, no order of claims, sends, replies, kills, late calls and binds loses a password', () => {
  expect(explore({ versions: VERSIONS }, ['I1', 'I2'])).toStrictEqual({ states: 83_643 });
});

test.each(RULES)('a password is lost unless %s', (without) => {
  expect(explore({ versions: VERSIONS, without }, ['I1'])).toStrictEqual({
    broken: 'I1',
    way: LOSSES[without],
  });
});
