import { z } from 'zod';

/** The path of an organisational unit as a person may write it, made what Google calls the unit. */
export const OrgUnitPath = z
  .string()
  .max(1000)
  .regex(/^\//, 'An organisational unit path begins with /.')
  .overwrite(withoutSlashAtEnd);

/** No path of Google's ends with /, except that of everybody. With one it would match nobody. */
function withoutSlashAtEnd(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}
