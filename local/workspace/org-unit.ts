/** Whether an organizational unit is `unit` or below it. Google compares the names without regard to case. */
export function isInUnit(orgUnitPath: string, unit: string): boolean {
  const below = unit === '/' ? '/' : `${unit.toLowerCase()}/`;
  return `${orgUnitPath.toLowerCase()}/`.startsWith(below);
}
