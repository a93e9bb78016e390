import { isInUnit } from './org-unit';
import { type WorkspaceUser } from './user';

type Matches = (user: WorkspaceUser) => boolean;

export type UserQuery = {
  readonly matches: Matches;
  /** Whether a term is about organizational units. */
  readonly namesUnit: boolean;
};

const FLAGS = {
  isSuspended: 'suspended',
  isArchived: 'archived',
  isAdmin: 'isAdmin',
  isDelegatedAdmin: 'isDelegatedAdmin',
  isEnrolledIn2Sv: 'isEnrolledIn2Sv',
  isEnforcedIn2Sv: 'isEnforcedIn2Sv',
} as const;

const TERM = /\s*(\w+)\s*(=|:)\s*('(?:[^'\\]|\\.)*'|"[^"]*"|[^\s'"]+)\s*/y;

/**
 * The `query` of `users.list`: terms that must all match. Supported are `orgUnitPath=` (the unit and all
 * units below it, as Google documents), `email=`, `email:prefix*`, and flags such as `isSuspended=true`.
 * Undefined for anything else, which Google answers with 400.
 */
export function parseUserQuery(text: string | null): UserQuery | undefined {
  if (text === null || text.trim() === '') return { matches: () => true, namesUnit: false };
  const terms: Matches[] = [];
  let namesUnit = false;
  TERM.lastIndex = 0;
  while (TERM.lastIndex < text.length) {
    const found = TERM.exec(text);
    const term = found && parseTerm(found[1] ?? '', found[2] ?? '', unquote(found[3] ?? ''));
    if (!term) return undefined;
    terms.push(term);
    namesUnit ||= found[1] === 'orgUnitPath';
  }
  return { matches: (user) => terms.every((term) => term(user)), namesUnit };
}

function parseTerm(name: string, operator: string, value: string): Matches | undefined {
  if (name === 'orgUnitPath' && operator === '=') {
    return ({ orgUnitPath }) => isInUnit(orgUnitPath, value);
  }
  if (name === 'email') return emailTerm(operator, value.toLowerCase());
  if (operator === '=' && Object.hasOwn(FLAGS, name) && /^(true|false)$/.test(value)) {
    const field = FLAGS[name as keyof typeof FLAGS];
    return (user) => user[field] === (value === 'true');
  }
  return undefined;
}

function emailTerm(operator: string, value: string): Matches {
  const has = (test: (address: string) => boolean): Matches => {
    return (user) => [user.primaryEmail, ...user.aliases].some((each) => test(each.toLowerCase()));
  };
  if (operator === ':' && value.endsWith('*')) {
    return has((address) => address.startsWith(value.slice(0, -1)));
  }
  return has((address) => address === value);
}

const unquote = (value: string): string =>
  /^['"]/.test(value) ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : value;
