/** A fault that removes one rule: the file of the domain, the text to replace, and its replacement. */
export type PlantedFault = {
  readonly name: string;
  readonly edits: readonly { readonly file: string; readonly from: string; readonly to: string }[];
};

const CLAIM = 'passwords/password-claim.ts';
const FINISH = 'passwords/password-finish.ts';

/** Faults that each remove a rule of the audit trail. */
export const AUDIT_FAULTS: readonly PlantedFault[] = [
  {
    name: 'a line names who settled the change',
    edits: [
      {
        file: CLAIM,
        from: '{ ...last, sent: true }',
        to: '{ ...last, sent: true, askedBy: request.askedBy }',
      },
    ],
  },
  {
    name: 'who only settles counts as having asked for the next one',
    edits: [
      {
        file: CLAIM,
        from: 'last?.purpose === purpose && !wanted(found)',
        to: 'last?.version === -1',
      },
    ],
  },
  {
    name: 'a line is written only after the outcome is',
    edits: [
      {
        file: 'passwords/set-password.ts',
        from: 'if (isOurs) changes',
        to: 'if (!inTime && !isOurs) changes',
      },
      { file: 'passwords/set-password.ts', from: 'if (!isOurs) changes', to: 'changes' },
    ],
  },
  {
    name: 'what was never confirmed has no line',
    edits: [
      {
        file: 'passwords/password-change.ts',
        from: '...neverConfirmed(account, replaced, at), ',
        to: '...replaced.slice(0, 0).map(() => changeTo(account, candidate, at)), ',
      },
    ],
  },
];

/** Faults that each remove one of the eight rules of the state machine. */
export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    name: 'no lease',
    edits: [
      { file: CLAIM, from: 'lease: { holder: request.holder, until: leaseUntil },', to: '' },
      {
        file: FINISH,
        from: 'found?.lease?.holder !== claim.holder',
        to: 'found === undefined',
      },
    ],
  },
  {
    name: 'effect before record: the candidate is written only with the outcome',
    edits: [
      {
        file: CLAIM,
        from: 'candidates: [...others, candidate],',
        to: 'candidates: candidate.sent ? [...others, candidate] : others,',
      },
    ],
  },
  {
    name: 'the record is dropped on an unknown outcome',
    edits: [
      {
        file: FINISH,
        from: '? { ...candidate, sent: true }',
        to: '? { ...candidate, sent: true, dropped: true }',
      },
      {
        file: FINISH,
        from: 'failed({ ...whileItMayArrive(account, request), candidates }',
        to: "failed({ ...whileItMayArrive(account, request), candidates: candidates.filter((one) => !('dropped' in one)) }",
      },
    ],
  },
  {
    name: 'the record is dropped on a refused retry',
    edits: [
      {
        file: FINISH,
        from: 'return candidate.sent ?',
        to: 'return candidate.version < 0 ?',
      },
    ],
  },
  {
    name: 'a reused candidate is not marked sent',
    edits: [{ file: CLAIM, from: '{ ...last, sent: true }', to: 'last' }],
  },
  {
    name: 'no quarantine',
    edits: [{ file: CLAIM, from: 'Math.max(0, quarantineUntil - now + 1)', to: '0' }],
  },
  {
    name: 'no quarantine after an expired lease',
    edits: [
      {
        file: CLAIM,
        from: 'return { ...rest, quarantineUntil: latest(account.quarantineUntil, mayArriveUntil) };',
        to: 'return { ...rest, ...(mayArriveUntil < 0 && { quarantineUntil: mayArriveUntil }) };',
      },
    ],
  },
  {
    name: 'a confirmation lifts the quarantine',
    edits: [
      {
        file: FINISH,
        from: 'const { lastFailure, nextRotationAt: past, goneSince, leftAtGoogle, ...given } = counted;',
        to: 'const { lastFailure, nextRotationAt: past, goneSince, quarantineUntil, ...given } = counted;',
      },
    ],
  },
];

const BIND = 'passwords/settle-by-bind.ts';

/** Binds with another password of the account than the candidate that was sent. */
const boundWith = (other: string): PlantedFault['edits'][number] => ({
  file: 'passwords/set-password.ts',
  from: 'settledByBind(ports, request.user, claimed, reply)',
  to: `settledByBind(
    ports,
    request.user,
    {
      ...claimed,
      password:
        (await ports.cipher.decrypt(${other}.ciphertext, {
          userId: request.user.id,
          version: ${other}.version,
        })) ?? claimed.password,
    },
    reply,
  )`,
});

/** Faults that each remove a rule of the bind that may settle a lost reply. */
export const BIND_FAULTS: readonly PlantedFault[] = [
  {
    name: 'a refused bind is taken as a refusal of the password',
    edits: [
      {
        file: BIND,
        from: "  return bound?.result === 'works'",
        to: "  if (bound?.result === 'refused') return { ...outcome, kind: 'rejected' };\n  return bound?.result === 'works'",
      },
    ],
  },
  {
    name: 'a bind with the password before confirms the candidate',
    edits: [boundWith('(claimed.claim.account.current ?? claimed.claim.candidate)')],
  },
  {
    name: 'a bind with an older candidate confirms the newest',
    edits: [boundWith('claimed.claim.account.candidates[0]')],
  },
  {
    name: 'a bind lifts the quarantine',
    edits: [
      {
        file: FINISH,
        from: 'outcome.byBind ? whileItMayArrive(account, request) : account',
        to: 'outcome.byBind ? (({ quarantineUntil: _, ...rest }) => rest)(account) : account',
      },
    ],
  },
  {
    name: 'a bind leaves no quarantine of the call that it settles',
    edits: [
      {
        file: FINISH,
        from: 'outcome.byBind ? whileItMayArrive(account, request) : account',
        to: 'account',
      },
    ],
  },
];
