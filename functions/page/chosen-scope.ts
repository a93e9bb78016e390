import { type RunScope } from '../domain/runs/run';
import {
  MAX_UNIT_PATH_LENGTH,
  MAX_USER_KEY_LENGTH,
  MAX_USER_KEYS,
  USER_KEY,
} from '../domain/scope-limits';
import { visibleEnds, visibleOnly } from '../domain/visible-text';

export const SCOPE_CHOICES = ['due', 'all', 'orgUnit', 'list'] as const;
export type ScopeChoice = (typeof SCOPE_CHOICES)[number];

/** Why the input names no users. */
export type ScopeFault =
  | { readonly kind: 'unit-needed' | 'unit-slash' | 'unit-too-long' | 'list-needed' }
  | { readonly kind: 'too-many'; readonly count: number }
  | { readonly kind: 'not-an-address'; readonly line: string };

export type ChosenScope =
  | { readonly kind: 'scope'; readonly scope: RunScope }
  | { readonly kind: 'fault'; readonly fault: ScopeFault };

/** The users that the input names, or what is wrong with it. Duplicates count once. */
export function chosenScope(choice: ScopeChoice, unit: string, list: string): ChosenScope {
  if (choice === 'orgUnit') return chosenUnit(visibleEnds(unit));
  if (choice === 'list') return chosenList(list);
  return { kind: 'scope', scope: choice };
}

function chosenUnit(orgUnitPath: string): ChosenScope {
  if (orgUnitPath === '') return fault({ kind: 'unit-needed' });
  if (!orgUnitPath.startsWith('/')) return fault({ kind: 'unit-slash' });
  if (orgUnitPath.length > MAX_UNIT_PATH_LENGTH) return fault({ kind: 'unit-too-long' });
  return { kind: 'scope', scope: { orgUnitPath } };
}

function chosenList(list: string): ChosenScope {
  const lines = list.split(/[\r\n,;]+/).map(visibleOnly);
  const userKeys = [...new Set(lines.filter((line) => line !== ''))];
  const [first] = userKeys;
  if (first === undefined) return fault({ kind: 'list-needed' });
  const wrong = userKeys.find((key) => key.length > MAX_USER_KEY_LENGTH || !USER_KEY.test(key));
  if (wrong !== undefined) return fault({ kind: 'not-an-address', line: wrong.slice(0, 80) });
  if (userKeys.length > MAX_USER_KEYS) return fault({ kind: 'too-many', count: userKeys.length });
  return { kind: 'scope', scope: { userKeys } };
}

const fault = (given: ScopeFault): ChosenScope => ({ kind: 'fault', fault: given });
