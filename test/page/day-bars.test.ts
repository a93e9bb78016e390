import { dayBars, gapsIn } from '../../functions/page/day-bars';

test('the largest sum of a day reaches the top, the bands stand on each other', () => {
  expect(
    dayBars([
      [10, 30],
      [0, 20],
    ]),
  ).toStrictEqual({
    bands: ['M0.1 75h0.8v25h-0.8z', 'M0.1 0h0.8v75h-0.8zM1.1 50h0.8v50h-0.8z'],
    gaps: '',
    most: 40,
  });
});

test('one day of 90 is one bar at the end', () => {
  const days = Array.from({ length: 90 }, (_, day) => (day === 89 ? [1] : undefined));
  expect(dayBars(days)).toStrictEqual({
    bands: ['M89.1 0h0.8v100h-0.8z'],
    gaps: '',
    most: 1,
  });
});

test('zero users are no bar, and no gap', () => {
  expect(dayBars([[0, 0], undefined, [0, 0], undefined])).toStrictEqual({
    bands: ['', ''],
    gaps: 'M1 0h1v100h-1z',
    most: 0,
  });
});

test('no day at all draws nothing', () => {
  expect(dayBars([])).toStrictEqual({ bands: [], gaps: '', most: 0 });
  expect(dayBars([undefined, undefined])).toStrictEqual({ bands: [], gaps: '', most: 0 });
});

test('3 of 1,000,000 are seen, and the bar is no higher than the picture', () => {
  expect(dayBars([[3, 1, 999_996]])).toStrictEqual({
    bands: ['M0.1 98h0.8v2h-0.8z', 'M0.1 96h0.8v2h-0.8z', 'M0.1 0h0.8v96h-0.8z'],
    gaps: '',
    most: 1_000_000,
  });
});

test('a gap is a day between two counted ones, or before the present day', () => {
  const [none, some] = [undefined, [1]];
  expect(gapsIn([none, some, none, none, some, none])).toStrictEqual([2, 3]);
  expect(gapsIn([none, some, none, none])).toStrictEqual([2]);
  expect(gapsIn([none, none])).toStrictEqual([]);
});
