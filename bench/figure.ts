import { readable } from './statistics';

/** The goal of a figure: for the figure itself, or for its ratio to the comparison. */
export type Goal = { readonly of: 'measured' | 'ratio' } & (
  { readonly atMost: number } | { readonly atLeast: number } | { readonly below: number }
);

/** One line of the table. */
export type Figure = {
  readonly name: string;
  /** Absent: the line is for comparison only. */
  readonly goal?: Goal;
  /** For example `ms`, `MB`, `a second`. */
  readonly unit: string;
  readonly measured: number;
  /** The comparison, measured in the same run and in the same unit. */
  readonly beside?: { readonly name: string; readonly value: number };
  /** `measured` divided by the comparison, or the median of that ratio over the rounds. */
  readonly ratio?: number;
  /** What was run: sizes and rounds. */
  readonly run: string;
};

/** A figure that could not be measured here, and why. */
export type Skipped = { readonly name: string; readonly skipped: string };

export type Row = Figure | Skipped;

export type Verdict = 'met' | 'not met' | 'for comparison' | 'skipped';

export function verdict(row: Row): Verdict {
  if ('skipped' in row) return 'skipped';
  const { goal } = row;
  if (goal === undefined) return 'for comparison';
  const value = goal.of === 'measured' ? row.measured : ratioOf(row);
  if (value === undefined || Number.isNaN(value)) throw new Error(`${row.name} was not measured.`);
  return isMet(goal, value) ? 'met' : 'not met';
}

function isMet(goal: Goal, value: number): boolean {
  if ('atMost' in goal) return value <= goal.atMost;
  return 'below' in goal ? value < goal.below : value >= goal.atLeast;
}

/** The given ratio, or the ratio of the two values. */
export const ratioOf = ({ ratio, measured, beside }: Figure): number | undefined =>
  ratio ?? (beside && measured / beside.value);

const HEAD = ['figure', 'to reach', 'measured', 'beside', 'ratio', ''];

/** The rows as aligned text. */
export function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  return `${text.join('\n')}\n`;
}

function cells(row: Row): readonly string[] {
  if ('skipped' in row) return [row.name, '', '', row.skipped, '', 'skipped'];
  const { name, unit, measured, beside } = row;
  const ratio = ratioOf(row);
  return [
    name,
    goalText(row),
    `${readable(measured)} ${unit}`,
    beside === undefined ? '' : `${readable(beside.value)} ${unit}: ${beside.name}`,
    ratio === undefined ? '' : ratio.toFixed(ratio < 2 ? 3 : 2),
    verdict(row),
  ];
}

function goalText({ goal, unit }: Figure): string {
  if (goal === undefined) return '';
  return `${limitText(goal)}${goal.of === 'ratio' ? ' × beside' : ` ${unit}`}`;
}

function limitText(goal: Goal): string {
  if ('atMost' in goal) return `≤ ${goal.atMost}`;
  return 'below' in goal ? `< ${goal.below}` : `≥ ${goal.atLeast}`;
}
