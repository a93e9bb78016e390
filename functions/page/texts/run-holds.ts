import { type RunWait, type StopReason } from '../../domain/rotation/run';

/** What holds something up, and what to do about it. */
export type HoldText = { readonly what: string; readonly todo: string };

export const waitsEn: Record<RunWait, HoldText> = {
  configuration: {
    what: 'It waits: the connection to Google does not work.',
    todo: 'Mend what the checks of the connection name; it then goes on by itself.',
  },
  google: {
    what: 'It waits for Google, which takes no more calls just now.',
    todo: 'Nothing: it goes on by itself.',
  },
  queue: {
    what: 'It waits for the queue, which takes no more just now.',
    todo: 'Nothing: it goes on by itself. If this stays for an hour, tell whoever runs this service.',
  },
  paused: {
    what: 'It waits: the policy pauses the schedule.',
    todo: 'Take the pause out of the policy when it is to go on.',
  },
  window: {
    what: 'It waits for the hours that the policy allows.',
    todo: 'Nothing: it goes on by itself.',
  },
};

export const waitsFr: typeof waitsEn = {
  configuration: {
    what: 'Elle attend : la connexion à Google ne fonctionne pas.',
    todo: 'Corrigez ce que signalent les vérifications de la connexion ; elle reprendra d’elle-même.',
  },
  google: {
    what: 'Elle attend Google, qui n’accepte plus d’appels pour le moment.',
    todo: 'Rien : elle reprendra d’elle-même.',
  },
  queue: {
    what: 'Elle attend la file, qui n’accepte plus rien pour le moment.',
    todo: 'Rien : elle reprendra d’elle-même. Si cela dure une heure, prévenez la personne qui exploite ce service.',
  },
  paused: {
    what: 'Elle attend : la politique suspend la rotation programmée.',
    todo: 'Levez la suspension dans la politique pour qu’elle reprenne.',
  },
  window: {
    what: 'Elle attend les heures que permet la politique.',
    todo: 'Rien : elle reprendra d’elle-même.',
  },
};

export const stopsEn: Record<StopReason, HoldText> = {
  'first-wave-failed': {
    what: 'It stopped by itself: too many of the first accounts failed. The rest was spared.',
    todo: 'Mend what the last failures name, then start it again.',
  },
  'first-wave-unanswered': {
    what: 'It stopped by itself: nothing was heard of the first accounts for an hour.',
    todo: 'Start it again. If this comes back, tell whoever runs this service.',
  },
  'by-administrator': {
    what: 'An administrator stopped it. Whoever it had not reached was left as they were.',
    todo: 'Start it again when it suits.',
  },
  disconnected: {
    what: 'It ended because this Google Workspace was disconnected.',
    todo: 'Connect it, then start again what is still wanted.',
  },
};

export const stopsFr: typeof stopsEn = {
  'first-wave-failed': {
    what: 'Elle s’est arrêtée d’elle-même : trop des premiers comptes ont échoué. Les autres ont été épargnés.',
    todo: 'Corrigez ce que signalent les derniers échecs, puis relancez-la.',
  },
  'first-wave-unanswered': {
    what: 'Elle s’est arrêtée d’elle-même : aucune nouvelle des premiers comptes pendant une heure.',
    todo: 'Relancez-la. Si cela se reproduit, prévenez la personne qui exploite ce service.',
  },
  'by-administrator': {
    what: 'Un administrateur l’a arrêtée. Pour ceux dont ce n’était pas encore le tour, rien n’a changé.',
    todo: 'Relancez-la quand cela convient.',
  },
  disconnected: {
    what: 'Elle a pris fin parce que ce domaine Google Workspace a été déconnecté.',
    todo: 'Connectez-le, puis relancez ce qui reste souhaité.',
  },
};
