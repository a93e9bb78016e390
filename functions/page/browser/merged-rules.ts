/** A rule of a unit as entered, and what shows it. */
export type ShownRule<Row> = { readonly unit: string; readonly text: string; readonly row: Row };

/**
 * The rows after somebody else's change: theirs, but what was changed, added or removed here since `base` stays
 * so. A row that stays the same is not made anew: somebody may be typing in it.
 */
export function mergedRules<Row>(
  base: readonly Omit<ShownRule<Row>, 'row'>[],
  here: readonly ShownRule<Row>[],
  theirs: readonly ShownRule<Row>[],
): readonly Row[] {
  const before = new Map(base.map(({ unit, text }) => [unit, text]));
  const mine = new Map(here.map((rule) => [rule.unit, rule]));
  const isChanged = ({ unit, text }: Omit<ShownRule<Row>, 'row'>): boolean =>
    before.get(unit) !== text;
  const rows = theirs.flatMap((their) => {
    const own = mine.get(their.unit);
    if (own === undefined) return before.has(their.unit) ? [] : [their.row];
    return [isChanged(own) || own.text === their.text ? own.row : their.row];
  });
  return [...new Set([...rows, ...here.filter(isChanged).map(({ row }) => row)])];
}
