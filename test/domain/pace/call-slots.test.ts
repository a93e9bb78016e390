import { atMostAtOnce, usersAtOnce } from '../../../functions/domain/pace/call-slots';
import { Secret } from '../../../functions/domain/secret';
import { durationMs } from '../../../functions/domain/time';
import { type Directory, type SetPasswordOutcome } from '../../../functions/ports/directory';
import { ALICE } from '../../fakes/late-google';
import { ManualClock } from '../../fakes/manual-clock';

type Open = { readonly leftMs: number; readonly answer: (outcome: SetPasswordOutcome) => void };

function directoryOf(open: Open[]): Directory {
  return {
    findUser: () => Promise.resolve({ kind: 'ok', value: ALICE }),
    listUsers: () => Promise.resolve({ kind: 'ok', value: { users: [] } }),
    setPassword: (_, __, leftMs) =>
      new Promise((answer) => {
        open.push({ leftMs, answer });
      }),
  };
}

function world(calls: number): { clock: ManualClock; open: Open[]; directory: Directory } {
  const clock = new ManualClock(1_000_000);
  const open: Open[] = [];
  return { clock, open, directory: atMostAtOnce(directoryOf(open), calls, clock) };
}

const set = (directory: Directory): Promise<SetPasswordOutcome> =>
  directory.setPassword(ALICE.id, new Secret('x'), durationMs(10_000));

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('the number of concurrent calls is limited; the next starts when one has ended', async () => {
  const { open, directory } = world(2);
  const all = [set(directory), set(directory), set(directory)];
  await settled();
  expect(open).toHaveLength(2);
  open[0]?.answer({ kind: 'applied' });
  await settled();
  expect(open).toHaveLength(3);
  open[1]?.answer({ kind: 'applied' });
  open[2]?.answer({ kind: 'unknown', failure: { code: 'no-answer' } });
  expect(await Promise.all(all)).toStrictEqual([
    { kind: 'applied' },
    { kind: 'applied' },
    { kind: 'unknown', failure: { code: 'no-answer' } },
  ]);
});

test('the time that a call waits is taken from its deadline', async () => {
  const { clock, open, directory } = world(1);
  const first = set(directory);
  const second = set(directory);
  await settled();
  clock.advance(durationMs(4_000));
  open[0]?.answer({ kind: 'applied' });
  await settled();
  expect(open.map(({ leftMs }) => leftMs)).toStrictEqual([10_000, 6_000]);
  open[1]?.answer({ kind: 'applied' });
  await Promise.all([first, second]);
});

test('after its deadline nothing is sent: Google never got that password', async () => {
  const { clock, open, directory } = world(1);
  const first = set(directory);
  const second = set(directory);
  await settled();
  clock.advance(durationMs(10_000));
  open[0]?.answer({ kind: 'unknown', failure: { code: 'no-answer' } });
  expect(await second).toStrictEqual({ kind: 'rejected', failure: { code: 'no-answer' } });
  expect(open).toHaveLength(1);
  await first;
});

test('a look-up waits like a password; a listing waits for no slot', async () => {
  const { open, directory } = world(1);
  const first = set(directory);
  await settled();
  let found = false;
  const looking = directory.findUser('alice@example.com').then(() => (found = true));
  expect(await directory.listUsers({ limit: 500 })).toStrictEqual({
    kind: 'ok',
    value: { users: [] },
  });
  expect(found).toBe(false);
  open[0]?.answer({ kind: 'applied' });
  await Promise.all([first, looking]);
});

test('with one call at once there is one user in hand; with many, half as many more are recorded ahead', () => {
  expect([1, 2, 10, 25, 40].map(usersAtOnce)).toStrictEqual([2, 4, 20, 50, 80]);
});
