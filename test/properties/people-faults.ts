import { type PlantedFault } from './planted-faults';

const SEEN = 'passwords/seen-user.ts';
const READ = 'passwords/read-password.ts';
const FORGET = 'passwords/forget-step.ts';

/** Faults that each remove a rule about users who are administrators, gone, or of another Workspace. */
export const PEOPLE_FAULTS: readonly (PlantedFault & { readonly foundBy: RegExp })[] = [
  {
    name: 'an account of another Workspace is touched',
    foundBy: /Told: a password of another Workspace|I1: /,
    edits: [
      {
        file: SEEN,
        from: 'if (connected === undefined) return true;\n  return account.customerId !== connected && holdsPassword(account);',
        to: 'return connected === null;',
      },
    ],
  },
  {
    name: 'an account of nobody knows which Workspace is told without asking',
    foundBy: /Told: a password of another Workspace/,
    edits: [{ file: READ, from: '|| isUnbound(account, seen)', to: '' }],
  },
  {
    name: 'who is of nobody knows which Workspace is gone on a 404',
    foundBy: /I1: /,
    edits: [
      {
        file: SEEN,
        from: 'account.customerId === undefined || isUnbound(account, seeing);',
        to: 'account.customerId === undefined;',
      },
    ],
  },
  {
    name: 'an administrator is told by address',
    foundBy: /Told: a password of an administrator/,
    edits: [
      {
        file: READ,
        from: 'isAdministrator(user, open.adminUsername) && account !== undefined',
        to: 'isAdministrator(user, open.adminUsername) && account === null',
      },
    ],
  },
  {
    name: 'who was seen as an administrator is told by id',
    foundBy: /Told: a password of an administrator/,
    edits: [{ file: READ, from: 'isKnownAdministrator(account) ||', to: '' }],
  },
  {
    name: 'an overtaken answer undoes that somebody is an administrator',
    foundBy: /Told: a password of an administrator/,
    edits: [
      { file: SEEN, from: 'overtaken ? before : shown', to: 'overtaken && shown ? before : shown' },
    ],
  },
  {
    name: 'who was seen as gone is told by id',
    foundBy: /Told: a password of somebody gone|I1: /,
    edits: [{ file: READ, from: '|| account.goneSince !== undefined', to: '' }],
  },
  {
    name: 'who is gone is forgotten at once',
    foundBy: /I1: /,
    edits: [
      {
        file: 'passwords/forget-gone.ts',
        from: 'durationMs(21 * DAY_MS)',
        to: 'durationMs(DAY_MS)',
      },
    ],
  },
  {
    name: 'who is back is still gone',
    foundBy: /I1: /,
    edits: [
      {
        file: SEEN,
        from: 'const { goneSince, adminSeenAt: before, ...rest } = account;',
        to: 'const { adminSeenAt: before, ...rest } = account;',
      },
      { file: SEEN, from: 'goneSince === undefined &&\n', to: '' },
    ],
  },
  {
    name: 'forgetting drops the quarantine of an expired lease',
    foundBy: /I2: /,
    edits: [
      { file: FORGET, from: '...afterExpiredLease(account), lease', to: '...account, lease' },
    ],
  },
  {
    name: 'forgetting drops the quarantine',
    foundBy: /I2: /,
    edits: [
      {
        file: FORGET,
        from: 'tombstoneOf(ours, at)',
        to: 'tombstoneOf((({ quarantineUntil, ...rest }) => rest)(ours), at)',
      },
    ],
  },
  {
    name: 'forgetting goes on though the lease was lost',
    foundBy: /I1: /,
    edits: [
      {
        file: FORGET,
        from: 'if (account?.lease?.holder !== holder) return',
        to: 'if (!account) return',
      },
    ],
  },
  {
    name: 'forgetting writes its line after it has forgotten',
    foundBy: /Audit: /,
    edits: [
      {
        file: FORGET,
        from: '  neverConfirmed(claimed, candidates, at).forEach(changed);\n  changed({ action, userId, version, caller, at });\n',
        to: '',
      },
    ],
  },
  {
    name: 'retention destroys candidates, too',
    foundBy: /I[14]: /,
    edits: [
      {
        file: 'passwords/forget-outlived.ts',
        from: 'write: { ...rest, current: withoutCopy(current, at) },',
        to: 'write: { ...account, candidates: [], current: withoutCopy(current, at) },',
      },
    ],
  },
  {
    name: 'retention forgets which password Google holds',
    foundBy: /I[14]: /,
    edits: [
      {
        file: 'passwords/forget-outlived.ts',
        from: 'write: { ...rest, current: withoutCopy(current, at) },',
        to: 'write: { ...account, current: { ...withoutCopy(current, at), version: 0 } },',
      },
    ],
  },
  {
    name: 'the hour counts only once the tick has come',
    foundBy: /Told: /,
    edits: [
      {
        file: 'passwords/retention.ts',
        from: 'current.ciphertext === undefined || isOver(current.setAt, rules, now)',
        to: 'current.ciphertext === undefined || isOver(current.setAt, { ...rules, retentionHours: 0 }, now)',
      },
    ],
  },
];
