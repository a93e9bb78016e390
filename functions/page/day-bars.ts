/** The numbers of one day, one for each band from bottom to top; undefined: not counted. */
export type DayNumbers = readonly number[] | undefined;

/** Stacked bars, one day wide each, in a box of `days` by `HEIGHT`. Each text is the `d` of an SVG path. */
export type DayBars = {
  /** One for each band, from bottom to top. */
  readonly bands: readonly string[];
  /** The days without a count between counted ones, as strips of full height. */
  readonly gaps: string;
  /** The largest sum of a day, which reaches the top. */
  readonly most: number;
};

export const HEIGHT = 100;

/** A band that is not empty is at least this high, so that 3 of 1,000,000 are seen. */
const LEAST_HEIGHT = 2;

const BAR = { from: 0.1, width: 0.8 };

/** `days`: the oldest first. The last is the present day; without a count it is no gap yet. */
export function dayBars(days: readonly DayNumbers[]): DayBars {
  const most = Math.max(0, ...days.map((numbers) => sum(numbers ?? [])));
  const piles = days.map((numbers) => pile(numbers ?? [], most));
  const count = Math.max(0, ...piles.map(({ length }) => length));
  const bands = Array.from({ length: count }, (_, band) =>
    piles.map((tops, day) => bar(day, tops[band - 1] ?? 0, tops[band] ?? 0)).join(''),
  );
  const gaps = gapsIn(days).map((day) => `M${day} 0h1v${HEIGHT}h-1z`);
  return { bands, gaps: gaps.join(''), most };
}

/** The positions of the days without a count, after the first counted one and before the present day. */
export function gapsIn(days: readonly DayNumbers[]): readonly number[] {
  const first = days.findIndex((numbers) => numbers !== undefined);
  if (first < 0) return [];
  return days.flatMap((numbers, day) =>
    numbers === undefined && day > first && day < days.length - 1 ? [day] : [],
  );
}

/** How high each band of a day ends. What small bands gain, the largest one loses if the bar is full. */
function pile(numbers: readonly number[], most: number): readonly number[] {
  const heights = numbers.map((number) =>
    number === 0 ? 0 : Math.max(LEAST_HEIGHT, (number / most) * HEIGHT),
  );
  const excess = Math.max(0, sum(heights) - HEIGHT);
  const largest = heights.indexOf(Math.max(...heights));
  let top = 0;
  return heights.map((height, band) => (top += band === largest ? height - excess : height));
}

function bar(day: number, bottom: number, top: number): string {
  if (top === bottom) return '';
  const left = round(day + BAR.from);
  const height = round(top - bottom);
  return `M${left} ${round(HEIGHT - top)}h${BAR.width}v${height}h-${BAR.width}z`;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const round = (value: number): number => Math.round(value * 100) / 100;
