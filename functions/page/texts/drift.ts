/** Passwords that somebody else changed at Google: in a user's row and the overview. */
export const driftEn = {
  changedBy: (by: string, time: string): string =>
    `${by} changed the password at Google on ${time}. The stored one no longer works and is not given out.`,
  changed: (time: string): string =>
    `Somebody else changed the password at Google on ${time}. The stored one no longer works and is not given out.`,
  fix: 'Rotate the password now. That ends the present one at Google.',
  count: 'Changed by others at Google',
  countHint: 'Not given out until they are rotated.',
};

export const driftFr: typeof driftEn = {
  changedBy: (by, time) =>
    `${by} a modifié le mot de passe chez Google le ${time}. Celui qui est conservé ne fonctionne plus et n’est pas communiqué.`,
  changed: (time) =>
    `Quelqu’un d’autre a modifié le mot de passe chez Google le ${time}. Celui qui est conservé ne fonctionne plus et n’est pas communiqué.`,
  fix: 'Renouvelez le mot de passe maintenant. Celui qui est en vigueur chez Google prend alors fin.',
  count: 'Modifiés par d’autres chez Google',
  countHint: 'Non communiqués avant leur renouvellement.',
};
