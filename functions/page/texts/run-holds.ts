import { type RunWait, type StopReason } from '../../domain/runs/run';

/** Why a run waits or stopped, and what to do about it. */
export type HoldText = { readonly what: string; readonly todo: string };

export const waitsEn: Record<RunWait, HoldText> = {
  configuration: {
    what: 'Waiting: the connection to Google does not work.',
    todo: 'Fix what the connection checks report. The run then continues automatically.',
  },
  google: {
    what: 'Waiting for Google: it does not answer, or accepts no more calls at the moment.',
    todo: 'Nothing. The run continues automatically.',
  },
  queue: {
    what: 'Waiting for the task queue: it accepts no more tasks at the moment.',
    todo: 'Nothing. The run continues automatically. If this lasts an hour, tell the operator of this service.',
  },
  paused: {
    what: 'Waiting: the policy pauses scheduled rotation.',
    todo: 'Remove the pause from the policy to continue.',
  },
  window: {
    what: 'Waiting for the hours that the policy allows.',
    todo: 'Nothing. The run continues automatically.',
  },
  'secure-ldap': {
    what: 'Waiting: Secure LDAP is not connected, or its connection does not work.',
    todo: 'Fix what the checks on the page Wi-Fi and LDAP report. The run then continues automatically.',
  },
};

export const waitsFr: typeof waitsEn = {
  configuration: {
    what: 'En attente : la connexion à Google ne fonctionne pas.',
    todo: 'Corrigez ce que signalent les vérifications de la connexion. L’opération reprend ensuite automatiquement.',
  },
  google: {
    what: 'En attente de Google, qui ne répond pas, ou n’accepte plus d’appels pour le moment.',
    todo: 'Rien. L’opération reprend automatiquement.',
  },
  queue: {
    what: 'En attente de la file d’attente, qui n’accepte plus de tâches pour le moment.',
    todo: 'Rien. L’opération reprend automatiquement. Si l’attente dure une heure, prévenez l’exploitant de ce service.',
  },
  paused: {
    what: 'En attente : la politique suspend la rotation programmée.',
    todo: 'Levez la suspension dans la politique pour continuer.',
  },
  window: {
    what: 'En attente des heures autorisées par la politique.',
    todo: 'Rien. L’opération reprend automatiquement.',
  },
  'secure-ldap': {
    what: 'En attente : le LDAP sécurisé n’est pas connecté, ou sa connexion ne fonctionne pas.',
    todo: 'Corrigez ce que signalent les vérifications de la page Wi-Fi et LDAP. L’opération reprend ensuite automatiquement.',
  },
};

export const stopsEn: Record<StopReason, HoldText> = {
  'first-wave-failed': {
    what: 'Stopped automatically: too many users of the first wave failed. The run did not change any others.',
    todo: 'Fix what the last failures report, then start the run again.',
  },
  'first-wave-unanswered': {
    what: 'Stopped automatically: there was no result for the first wave for an hour.',
    todo: 'Start the run again. If this happens again, tell the operator of this service.',
  },
  'by-administrator': {
    what: 'Stopped by an administrator. Nothing changed for the users whom the run had not reached.',
    todo: 'Start the run again when you are ready.',
  },
  disconnected: {
    what: 'Ended because this Google Workspace was disconnected.',
    todo: 'Connect it, then start the run again if it is still needed.',
  },
};

export const stopsFr: typeof stopsEn = {
  'first-wave-failed': {
    what: 'Arrêtée automatiquement : trop d’utilisateurs de la première vague ont échoué. L’opération n’en a modifié aucun autre.',
    todo: 'Corrigez ce que signalent les derniers échecs, puis relancez l’opération.',
  },
  'first-wave-unanswered': {
    what: 'Arrêtée automatiquement : aucun résultat pour la première vague pendant une heure.',
    todo: 'Relancez l’opération. Si le problème se reproduit, prévenez l’exploitant de ce service.',
  },
  'by-administrator': {
    what: 'Arrêtée par un administrateur. Rien n’a changé pour les utilisateurs que l’opération n’avait pas encore traités.',
    todo: 'Relancez l’opération lorsque vous le souhaitez.',
  },
  disconnected: {
    what: 'Terminée parce que ce domaine Google Workspace a été déconnecté.',
    todo: 'Reconnectez le domaine, puis relancez l’opération si nécessaire.',
  },
};
