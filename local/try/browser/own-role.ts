import { byId } from '../../../functions/page/browser/element';
import { type TryTexts } from '../try-texts';
import { control, put, reset } from './control';
import { showOutcome } from './page';

/** Step 2: assigns the role to both service accounts, with a key and without, or takes it away. */
export function offerOwnRole(texts: TryTexts): void {
  for (const change of ['assign', 'take-away'] as const) {
    byId(`role-${change}`, HTMLButtonElement).addEventListener('click', () => {
      void changeRole(texts, change);
    });
  }
}

async function changeRole(
  { ownRole: { states } }: TryTexts,
  change: 'assign' | 'take-away',
): Promise<void> {
  const target = byId('role-state', HTMLElement);
  const accounts = (document.body.dataset['serviceAccounts'] ?? '').split(' ');
  try {
    for (const email of accounts) {
      const path = `service-accounts/${email}/admin-role`;
      await control(change === 'assign' ? put(path, {}) : reset(path));
    }
    if (change === 'assign') showOutcome(target, 'good', states.assigned);
    else showOutcome(target, 'plain', states.none);
  } catch {
    showOutcome(target, 'bad', states.unknown);
  }
}
