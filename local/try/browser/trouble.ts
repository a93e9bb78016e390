import { byId } from '../../../functions/page/browser/element';
import { type TroubleName, type TryTexts } from '../try-texts';
import { control, type ControlCall, put, reset } from './control';
import { filled, showOutcome } from './page';

const directory = ['users.get', 'users.list', 'users.update', 'users.patch'];

/** Hits half of all password changes. */
const half = (kind: string): ControlCall =>
  put('faults', {
    rules: [{ operations: ['users.update', 'users.patch'], probability: 0.5, fault: { kind } }],
  });

/** The control API calls for each kind of trouble, made after everything is reset to normal. */
const TROUBLES: Readonly<Record<TroubleName, readonly ControlCall[]>> = {
  none: [],
  'lost-replies': [half('lost-reply')],
  'lost-requests': [half('lost-request')],
  unavailable: [
    put('faults', { rules: [{ operations: directory, fault: { kind: 'error', status: 503 } }] }),
  ],
  slow: [put('latency', { minMs: 3000, maxMs: 3000 })],
  quota: [put('quota', { queriesPerMinute: 4 })],
  // Tokens issued earlier would stay valid for an hour.
  delegation: [put('delegation', { entries: [] }), reset('tokens')],
  api: [put('api', { enabled: false })],
  'late-ldap': [put('ldap', { passwordDelayMs: 20_000 })],
};

/** Step 6: makes the simulated Google fail in a chosen way, one at a time. */
export function offerTrouble(texts: TryTexts): void {
  const choice = byId('trouble', HTMLSelectElement);
  choice.addEventListener('change', () => {
    void cause(texts, choice.value as TroubleName);
  });
}

async function cause({ trouble }: TryTexts, name: TroubleName): Promise<void> {
  const target = byId('trouble-state', HTMLElement);
  try {
    for (const call of [...allWell(), ...TROUBLES[name]]) await control(call);
    const text = filled(trouble.now, { choice: trouble.choices[name] });
    showOutcome(target, name === 'none' ? 'good' : 'bad', text);
  } catch {
    showOutcome(target, 'bad', trouble.notSet);
  }
}

function allWell(): ControlCall[] {
  const clientIds = (document.body.dataset['clientIds'] ?? '').split(' ');
  const scopes = ['https://www.googleapis.com/auth/admin.directory.user'];
  return [
    reset('faults'),
    reset('latency'),
    reset('quota'),
    put('delegation', { entries: clientIds.map((clientId) => ({ clientId, scopes })) }),
    put('api', { enabled: true }),
    reset('ldap'),
  ];
}
