import {
  byMinute,
  digestOf,
  minuteName,
  settledOf,
  withSettled,
} from '../../../functions/domain/drift/settled-activities';
import { epochMs } from '../../../functions/domain/time';
import { type PasswordActivity } from '../../../functions/ports/activity-log';

const MINUTE = 60_000;
const NOW = 1_767_225_600_000;
const CONNECTED = epochMs(1);

const activity = (id: string, at: number): PasswordActivity => ({
  id,
  event: 'password-set',
  at: epochMs(at),
});

test('activities are parted by minutes, the newest first, each once', () => {
  const [one, two, three] = [
    activity('1', NOW - 1),
    activity('2', NOW),
    activity('3', NOW + MINUTE - 1),
  ];
  expect(byMinute([one, three, two, three])).toStrictEqual([[three, two], [one]]);
});

test('a digest is the same in any order, and another for other activities', () => {
  const of = (...ids: string[]): string => digestOf(ids.map((id) => ({ id })));
  expect(of('admin 1', 'admin 2')).toBe('2.2e4uf24y1n');
  expect(of('admin 2', 'admin 1')).toBe(of('admin 1', 'admin 2'));
  const others = [of(), of('admin 1'), of('admin 1', 'admin 3'), of('admin 1', 'admin 2', 'x')];
  expect(new Set([...others, of('admin 1', 'admin 2')]).size).toBe(5);
});

test('the names tell events and minutes apart', () => {
  const at = epochMs(NOW);
  const names = [
    minuteName({ event: 'password-set', at }),
    minuteName({ event: 'password-edited', at }),
    minuteName({ event: 'password-leaked', at }),
    minuteName({ event: 'password-set', at: epochMs(NOW + MINUTE) }),
  ];
  expect(names).toStrictEqual(['shjao0', 'ehjao0', 'lhjao0', 'shjao1']);
});

test('what is known is kept beside what is new, and the new digest of a minute counts', () => {
  const first = withSettled(
    undefined,
    CONNECTED,
    new Map([
      ['s1', '1.a'],
      ['s2', '2.b'],
    ]),
  );
  const second = withSettled(
    first,
    CONNECTED,
    new Map([
      ['e3', '1.c'],
      ['s2', '3.d'],
    ]),
  );
  expect([...settledOf(second, CONNECTED)]).toStrictEqual([
    ['e3', '1.c'],
    ['s2', '3.d'],
    ['s1', '1.a'],
  ]);
});

test('another connection knows nothing of it, and a former one does not write over it', () => {
  const stored = withSettled(undefined, epochMs(2), new Map([['s1', '1.a']]));
  expect(settledOf(stored, epochMs(3)).size).toBe(0);
  expect(withSettled(stored, epochMs(1), new Map([['s2', '1.b']]))).toBeUndefined();
  const newer = withSettled(stored, epochMs(3), new Map([['s2', '1.b']]));
  expect(newer).toStrictEqual({ connectedAt: 3, minutes: 's2=1.b' });
});

test('of many minutes the newest two days stay, in at most 64 kB', () => {
  const minutes = Array.from({ length: 5_000 }, (_, minute) => {
    const name = minuteName({ event: 'password-set', at: epochMs(NOW + minute * MINUTE) });
    return [name, `zz.${(2 ** 48 - 1).toString(36)}`] as const;
  });
  const stored = withSettled(undefined, CONNECTED, new Map(minutes));
  expect(stored!.minutes.length).toBeLessThan(64_000);
  expect([...settledOf(stored, CONNECTED).keys()]).toStrictEqual(
    minutes
      .slice(2_000)
      .map(([name]) => name)
      .toReversed(),
  );
});
